"""Python's search for cycles, which finds hardly any among files, pieces and releases."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

OBJECTS_BETWEEN_COLLECTIONS: Final = 500_000


def collect_rarely() -> None:
    """Have this process look for cycles less often."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """The same for a while.

    To go through all that is held again and again is half of the time that an update of 100,000
    files takes, and a twentieth of the time that indexing does.
    """
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
