"""Files that lie beside segments and can be done without, as long as nobody minds the time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.segments.arrays import Arrays
from index.segments.reading import Segment
from index.segments.table import read_table


def lacking(folder: Path, suffix: str, version: int) -> Iterator[tuple[Segment, Path]]:
    """The segments of an index without such a file, and where it belongs.

    One that is damaged or of another version is taken away.
    """
    for path, _ in read_table(folder):
        target = path.with_name(path.name + suffix)
        if Arrays.usable(target, version) is None:
            # Not written over: another generation of the index may share it.
            target.unlink(missing_ok=True)
            yield Segment(path), target
