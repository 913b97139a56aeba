"""How often documents have each form of a frequent term: read from a file beside the segment.

See index/forms.py, which writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from index.segments.arrays import Array, Arrays

SUFFIX: Final = ".forms"

VERSION: Final = 1
"""Raised when the arrays change; files of another version are as good as missing."""


class Forms:
    """What was counted of a segment; nothing, where its file is missing or of no use."""

    def __init__(self, path: Path) -> None:
        self._surfaces: dict[int, int] = {}
        self._arrays = Arrays.usable(path, VERSION)
        if self._arrays is not None:
            surfaces = self._arrays["surfaces"].tolist()
            self._surfaces = {form: row for row, form in enumerate(surfaces)}
            self._starts = self._arrays["starts"].tolist()
            self._counts = self._arrays["counts"]

    def map_now(self, room: int) -> int:
        """See ``Arrays.map_now``."""
        return room if self._arrays is None else self._arrays.map_now(room)

    def times(self, surface: int) -> Array | None:
        """How often the documents of a term have a form of it (uint8), one a posting.

        None when the form was not counted.
        """
        row = self._surfaces.get(surface)
        return None if row is None else self._counts[self._starts[row] : self._starts[row + 1]]
