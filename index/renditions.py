"""Keep one copy of each release: the better one is indexed, the others are noted on it."""

from __future__ import annotations

import pickle
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, TypeVar

import numpy as np

from index.duplicates import SKETCH, Hashes, are_renditions, best_copy, find_renditions
from index.reading import Reading
from index.releases import Release
from index.sources import Item

K = TypeVar("K", bound=Hashable)


def merge_renditions(readings: Iterable[Reading], workspace: Path) -> Iterator[Item]:
    """Pass everything on but the copies of releases that have a better one.

    Two records of structured archives are never taken for copies of one another: whoever gave
    them identifiers knows that they are two.

    All releases must be seen before the first can be passed on: meanwhile they wait in a file in
    the folder ``workspace``, so that memory holds only a sketch of each.
    """
    with TemporaryFile(dir=workspace) as file:
        waiting = _Waiting(file)
        sketches: list[Hashes] = []
        records: set[int] = set()
        for reading in readings:
            for item, sketch in zip(reading.items, reading.sketches, strict=True):
                if sketch is None:
                    yield item
                    continue
                if reading.file.holds_records:
                    records.add(len(sketches))
                waiting.add(item)
                sketches.append(sketch)
        rows = np.stack(sketches) if sketches else np.empty((0, SKETCH), np.uint64)
        merged: dict[int, Release | None] = {}

        def same(one: int, other: int) -> bool:
            return are_renditions(waiting[one].text, waiting[other].text)

        for group in find_renditions(rows, same, records):
            merged.update(merge_copies(group, [waiting[row] for row in group]))
        for row in range(len(sketches)):
            release = merged.get(row, waiting[row])
            if release is not None:
                yield release


def merge_copies(
    keys: Sequence[K], copies: Sequence[Release]
) -> Iterator[tuple[K, Release | None]]:
    """The best copy with the sources of the others, and None in the place of these."""
    best = best_copy(copies)
    others = tuple(copy.source for copy in copies if copy is not best)
    for key, copy in zip(keys, copies, strict=True):
        yield key, copy._replace(renditions=others) if copy is best else None


class _Waiting:
    """Releases in a file of our own, by number."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._starts: list[int] = []
        self._end = 0

    def add(self, item: Item) -> None:
        self._file.seek(self._end)
        self._starts.append(self._end)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()

    def __getitem__(self, number: int) -> Release:
        self._file.seek(self._starts[number])
        release: Release = pickle.load(self._file)
        return release
