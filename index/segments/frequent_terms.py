"""What was counted of frequent terms beforehand: read from a file beside the segment.

See index/frequent_terms.py, which writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from index.segments.arrays import Array, Arrays

SUFFIX: Final = ".frequent"

VERSION: Final = 1
"""Raised when the arrays change; files of another version are as good as missing."""


class FrequentTerms:
    """What was counted of a segment; nothing, where its file is missing or of no use."""

    def __init__(self, path: Path) -> None:
        self._forms: dict[int, int] = {}
        self._terms: dict[int, int] = {}
        self._arrays = Arrays.usable(path, VERSION)
        if self._arrays is not None:
            self._forms = _rows(self._arrays["surfaces"])
            self._starts = self._arrays["starts"].tolist()
            self._times = self._arrays["times"]
            self._terms = _rows(self._arrays["terms"])
            rows = max(len(self._terms), 1)  # of no rows numpy cannot tell how long they are
            self._countries = self._arrays["countries"].reshape(rows, -1)

    def map_now(self, room: int) -> int:
        """See ``Arrays.map_now``."""
        return room if self._arrays is None else self._arrays.map_now(room)

    def times(self, surface: int) -> Array | None:
        """How often the documents of a term have a form of it (uint8), one a posting.

        None when the form was not counted.
        """
        row = self._forms.get(surface)
        return None if row is None else self._times[self._starts[row] : self._starts[row + 1]]

    def countries(self, term: int) -> Array | None:
        """How many documents of a term have none of the countries of the segment, and each.

        In the order of their numbers; deleted documents are counted, too. None when this was not
        counted of the term.
        """
        row = self._terms.get(term)
        return None if row is None else self._countries[row]


def _rows(numbers: Array) -> dict[int, int]:
    return {number: row for row, number in enumerate(numbers.tolist())}
