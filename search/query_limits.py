"""How much one question may ask, and why: the cost of every query is bounded here."""

from __future__ import annotations

from typing import Final

MAX_LENGTH: Final = 1000
"""Characters of a query; what is longer was pasted by mistake. The only limit that refuses."""

MAX_PIECES: Final = 50
"""Words, phrases and filters. A question of two sentences has forty; each reads its postings."""

MAX_PHRASE: Final = 30
"""Words of a phrase: a sentence copied from a release is found by its beginning."""

MAX_DEPTH: Final = 10
"""Parentheses inside one another. Nobody reads deeper; deeper ones are read as if left out."""

MIN_PREFIX: Final = 3
"""Letters before a star. Two letters begin a twentieth of the vocabulary and say nothing."""

MAX_PREFIXES: Final = 8
"""Truncated words: each stands for as many words as an engine expands it to."""

MIN_FUZZY: Final = 4
"""Letters of a fuzzy word: nearly every word of three letters is one edit from another."""

MIN_TWO_EDITS: Final = 7
"""Letters of a word to be found with two edits; in a shorter one they change a third of it."""

MAX_EDITS: Final = 2
"""Edits of a fuzzy word: with three, words have nothing in common any more."""

MAX_FUZZY: Final = 3
"""Fuzzy words, the dearest: each is compared with much of the vocabulary."""

MAX_DISTANCE: Final = 50
"""Words between those of a proximity, about a paragraph; further apart, ET says the same."""

MAX_SYNONYMS: Final = 12
"""Other wordings brought in: each is mostly a phrase, and phrases read positions."""

MAX_FILTER_WORDS: Final = 6
"""Words of a country or date typed without quotation marks: pays:République démocratique du
Congo has four."""
