"""Which words of the index a clause means, segment by segment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.segments.arrays import changes, nonzero, ranges
from index.segments.reading import Segment
from search.arrays import Array
from search.collection import Collection
from search.fuzzy import similar
from search.limits import Budget
from search.query import Exact, Fuzzy, Prefix, Term


class Words(NamedTuple):
    """Words of one segment that count as one word.

    ``words`` are word numbers, ascending; ``terms`` the terms they belong to, ascending; ``whole``
    says of each term whether all of its words are meant, so that its postings hold as they are.
    """

    words: Array
    terms: Array
    whole: Array

    @property
    def entire(self) -> bool:
        """Whether all words of all of the terms are meant."""
        return all(self.whole.tolist())


Group = tuple[Words, ...]
"""Words that count as one, in each segment of a collection."""


class Surface(NamedTuple):
    """A word without its accents: what a term of a quotation must be."""

    surface: str


Word = Term | Prefix | Fuzzy | Exact
"""A word of a question."""


def words_of(word: Word | Surface, collection: Collection, budget: Budget) -> Group:
    """The words of the index that a word of a question means."""
    match word:
        case Term(text):
            return tuple(_of_term(part.segment, text) for part in collection.parts)
        case Surface(surface):
            return surface_words(surface, collection)
        case Exact(exact):
            return exact_words(exact, collection)
        case Prefix(surface):
            return tuple(_with_prefix(part.segment, surface, budget) for part in collection.parts)
        case Fuzzy(surface, _, edits):
            return tuple(
                _of_surfaces(part.segment, similar(surface, edits, part.segment, budget))
                for part in collection.parts
            )


def surface_words(surface: str, collection: Collection) -> Group:
    """The words of a surface, whatever their accents."""

    def of(segment: Segment) -> Words:
        number = segment.surface_number(surface)
        return _NO_WORDS if number is None else _of_one_term(segment, number)

    return tuple(of(part.segment) for part in collection.parts)


def exact_words(exact: str, collection: Collection) -> Group:
    """The words in exactly this form."""

    def of(segment: Segment) -> Words:
        number = segment.exact_number(exact)
        return _chosen(segment, () if number is None else sorted(segment.words_of_exact(number)))

    return tuple(of(part.segment) for part in collection.parts)


def _of_term(segment: Segment, text: str) -> Words:
    term = segment.term_number(text)
    if term is None:
        return _NO_WORDS
    words = segment.words_of_term(term)
    return Words(np.arange(words.start, words.stop), np.array([term]), np.ones(1, bool))


def _of_one_term(segment: Segment, surface: int) -> Words:
    """The words of a surface, which all have its term."""
    words = segment.words_of_surface(surface)
    term = int(segment.word_term[words.start])
    whole = len(words) == len(segment.words_of_term(term))
    return Words(np.arange(words.start, words.stop), np.array([term]), np.array([whole]))


_NONE = np.zeros(0, np.int64)
_NO_WORDS = Words(_NONE, _NONE, _NONE.astype(bool))


def _chosen(segment: Segment, words: Array | Sequence[int]) -> Words:
    """A few words, ascending."""
    chosen = np.asarray(words, np.int64)
    of_word = segment.word_term[chosen].astype(np.int64)
    first = nonzero(changes(of_word))  # words are sorted by their terms
    terms = of_word[first]
    counts = np.append(first[1:], len(chosen)) - first
    return Words(chosen, terms, counts == segment.term_words[terms + 1] - segment.term_words[terms])


def _with_prefix(segment: Segment, prefix: str, budget: Budget) -> Words:
    found = segment.surfaces.with_prefix(prefix)
    budget.spend(10 * len(found))
    return _of_surfaces(segment, np.arange(found.start, found.stop))


def _of_surfaces(segment: Segment, surfaces: Array) -> Words:
    first = segment.arrays["surface_word"][surfaces].astype(np.int64)
    words, _ = ranges(first, segment.arrays["surface_words"][surfaces])
    words.sort()
    return _chosen(segment, words)
