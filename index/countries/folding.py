"""Words of a text, folded so that spelling variants of a name meet.

Offsets always point into the original text: folding may lengthen a word (œ → oe), so words are
found first and folded one by one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from index.french.folding import fold

_WORD = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """The words of a text: their folded forms and where each starts and ends."""

    folded: list[str]
    starts: list[int]
    ends: list[int]

    def next_to(self, i: int) -> str:
        """The folded word after word ``i``, empty after the last."""
        return self.folded[i + 1] if i + 1 < len(self.folded) else ""


fold_word = lru_cache(1 << 16)(fold)


def words_of(text: str, start: int = 0) -> Words:
    """The words of ``text`` from offset ``start`` on, with offsets into the whole text."""
    found = list(_WORD.finditer(text, start))
    return Words(
        [fold_word(match[0]) for match in found],
        [match.start() for match in found],
        [match.end() for match in found],
    )


def fold_phrase(text: str) -> str:
    """A name as the gazetteer keys it: folded words, one space apart ("Côte-d'Ivoire")."""
    return " ".join(fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))
