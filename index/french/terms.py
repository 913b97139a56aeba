"""From a folded word to its term: the one place that decides when two words are the same.

A form that is listed under another word (nouvel, belle, argentine) is read as that word. Then come
the decisions, in order; the first that knows the word wins::

    number       8500, 1er: digits stay, an ordinal in digits is its number
    place        Mali is not mal, nor Gaza gaz: names of places keep themselves
    function     sous is not the plural of sou: words of grammar keep themselves
    table        what the lexicon knows better than the rules
    irregular    obtenu is a form of obtenir
    rules        everything else, new words included
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.french import stemming
from index.french.folding import fold
from index.french.forms import Forms, forms

Decision = Callable[[str, Forms], str | None]

_ORDINAL = re.compile(r"(\d+)(?:ers?|eres?|res?|e|es|emes?|nds?|ndes?)")
# XIXe, XXIème. From ten on: vie, lie and mie are words, ve and iie are not written.
_ROMAN_ORDINAL = re.compile(r"(x[xivl]*)(?:e|es|eme|emes)")


def _number(word: str, known: Forms) -> str | None:
    ordinal = _ORDINAL.fullmatch(word) or _ROMAN_ORDINAL.fullmatch(word)
    if ordinal:
        return ordinal.group(1)
    return word if word[0].isdigit() else None


def _place(word: str, known: Forms) -> str | None:
    return word if word in known.places else None


def _function(word: str, known: Forms) -> str | None:
    return word if word in known.function_words else None


def _table(word: str, known: Forms) -> str | None:
    return known.table.get(word)


def _irregular(word: str, known: Forms) -> str | None:
    stem = known.irregular.get(word)
    return stem and apart(stem, word, known)


def _rules(word: str, known: Forms) -> str:
    return apart(stemming.stem(word, known), word, known)


CHAIN: tuple[tuple[str, Decision], ...] = (
    ("number", _number),
    ("place", _place),
    ("function word", _function),
    ("table", _table),
    ("irregular", _irregular),
    ("rules", _rules),
)


def apart(stem: str, word: str, known: Forms) -> str:
    """Keep the stem of a word off the words that keep themselves.

    The stem of libanais spells Liban, that of sûre spells sur. Such a stem is written as
    grammars write stems, with a hyphen (``liban-``), which no folded word can be.
    """
    if stem != word and (stem in known.places or stem in known.function_words):
        return stem + "-"
    return stem


def read_as(folded: str, known: Forms) -> str:
    """Return the word that a form is listed under: belle is beau, yeux is œil; else itself."""
    return known.allomorphs.get(folded, folded)


def decide(folded: str, known: Forms | None = None) -> tuple[str, str]:
    """Return the term of a folded word and the name of the decision that gave it."""
    known = known or forms()
    word = read_as(folded, known)
    for name, decision in CHAIN:
        term = decision(word, known)
        if term:
            return term, name
    return folded, "itself"  # an empty stem would make a word unfindable


def term(word: str) -> str:
    """Return the term of one word, a function of its folded form alone: ``Élèves`` → ``elev``."""
    folded = fold(word)
    return decide(folded)[0] if folded else ""
