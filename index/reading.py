"""Read many files in several processes, in order, and give every release an identifier."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from hashlib import sha256
from itertools import chain, islice
from typing import NamedTuple

from index.duplicates import Hashes, sketch
from index.helpers import other_processes
from index.pieces import Piece, pieces_of, read_piece
from index.releases import Release
from index.sources import Item, Skipped, SourceFile

PIECES_A_TASK = 32
"""Work is handed to a process some hundred milliseconds at a time."""


class Reading(NamedTuple):
    """What came out of a file, or of some lines of one; the parts of a file follow each other.

    ``sketches`` says by which hashes each release can be recognised (see ``index.duplicates``);
    None stands beside what was skipped.
    """

    file: SourceFile
    items: tuple[Item, ...]
    sketches: tuple[Hashes | None, ...]


def read_all(files: Iterable[SourceFile], *, jobs: int = 1) -> Iterator[Reading]:
    """Read files in ``jobs`` processes; the readings come in the order of the files.

    Raises:
        BuildFailed: a process died, for want of memory most likely.
    """
    tasks = _tasks(chain.from_iterable(map(pieces_of, files)))
    first = next(tasks, [])
    if jobs == 1 or len(first) < PIECES_A_TASK:
        for task in chain([first], tasks):
            yield from map(_read, task)
        return
    with other_processes(jobs) as helpers:
        pending: deque[Future[list[Reading]]] = deque()
        for task in chain([first], tasks):
            pending.append(helpers.pool.submit(_read_task, task))
            if len(pending) > 2 * jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def read_files(files: Iterable[SourceFile], *, jobs: int = 1) -> Iterator[Item]:
    """Read files, giving each release an identifier of its own; copies are left as they are."""
    for reading in distinct(read_all(files, jobs=jobs)):
        yield from reading.items


def as_reading(file: SourceFile, items: Iterable[Item]) -> Reading:
    """Sketch the releases among the items of a file."""
    items = tuple(items)
    return Reading(file, items, tuple(map(_sketch, items)))


def distinct(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Give each release an identifier of its own.

    A file's identifier is its path without the suffix; when an earlier release has it already, a
    short hash of the file's place in its archive is added. A record keeps the identifier it came
    with, so a second record with the same one is skipped.
    """
    identifiers = Identifiers()
    for file, items, sketches in readings:
        kept = tuple(_distinct(item, file, identifiers) for item in items)
        pairs = zip(kept, sketches, strict=True)
        yield Reading(
            file, kept, tuple(s if isinstance(item, Release) else None for item, s in pairs)
        )


class Identifiers:
    """The identifiers that are taken; see ``distinct``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take_all(self, ids: Sequence[str]) -> bool:
        """Take all of these, if they are free and none stands twice."""
        if not self._taken.isdisjoint(ids) or (len(ids) > 1 and len(set(ids)) < len(ids)):
            return False
        self._taken.update(ids)
        return True

    def take(self, id: str, file: SourceFile) -> str | None:
        """The identifier for a release of a file that comes with this one; None for none."""
        if id in self._taken:
            if file.holds_records:
                return None
            id += "-" + sha256(f"{file.root}/{file.name}".encode()).hexdigest()[:8]
        self._taken.add(id)
        return id


def repeated(source: str, id: str) -> Skipped:
    """What becomes of a record whose identifier is taken."""
    return Skipped(source, f"id: {id!r} is the identifier of an earlier release")


def _distinct(item: Item, file: SourceFile, identifiers: Identifiers) -> Item:
    if isinstance(item, Skipped):
        return item
    id = identifiers.take(item.id, file)
    if id is None:
        return repeated(item.source, item.id)
    return item if id == item.id else item._replace(id=id)


def _tasks(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    while task := list(islice(pieces, PIECES_A_TASK)):
        yield task


def _read_task(task: list[Piece]) -> list[Reading]:
    return list(map(_read, task))


def _read(piece: Piece) -> Reading:
    return as_reading(piece.file, read_piece(piece))


def _sketch(item: Item) -> Hashes | None:
    if isinstance(item, Release):
        return sketch(item.text)
    return None
