"""Files read in place: mapped into memory, which processes that read the same ones share."""

from __future__ import annotations

import mmap
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_POPULATE_READ: Final = 22
"""Linux's MADV_POPULATE_READ, which the standard library does not name."""


class MappedFile:
    """A file; ``bytes`` is what it holds.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._map: mmap.mmap | None = None
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size:  # an empty one cannot be mapped
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.bytes = memoryview(self._map or b"")

    def map_now(self, start: int, size: int) -> None:
        """Have the system map a part of the file now.

        Otherwise it maps page by page what is read for the first time, at some 3 µs each: half of
        what a question costs that nobody asked before. All at once is 40 µs a megabyte.
        """
        first = start // mmap.PAGESIZE * mmap.PAGESIZE
        if self._map is not None and sys.platform == "linux":
            with suppress(OSError):  # a kernel before 5.14
                self._map.madvise(_POPULATE_READ, first, start + size - first)

    def forget_pages(self) -> None:
        """Take the file out of this process's memory; what is read again comes back by itself."""
        if self._map is not None:
            self._map.madvise(mmap.MADV_DONTNEED)
