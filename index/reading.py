"""Read many files in several processes, in order, and give every release an identifier."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain, islice
from typing import NamedTuple

from index.duplicates import Hashes, sketch
from index.errors import BuildFailed
from index.releases import Release
from index.sources import Item, Skipped, SourceFile, read_file, read_line, record_lines

LINES_A_PIECE = 64
PIECES_A_TASK = 32
"""Work is handed to a process some hundred milliseconds at a time."""

Lines = list[tuple[int, bytes]]


class Reading(NamedTuple):
    """What came out of a file, or of some lines of one; the parts of a file follow each other.

    ``sketches`` says by which hashes each release can be recognised (see ``index.duplicates``);
    None stands beside what was skipped.
    """

    file: SourceFile
    items: tuple[Item, ...]
    sketches: tuple[Hashes | None, ...]


class _Piece(NamedTuple):
    """A file to read, or some numbered lines of one."""

    file: SourceFile
    lines: Lines | None = None


def read_all(files: Iterable[SourceFile], *, jobs: int = 1) -> Iterator[Reading]:
    """Read files in ``jobs`` processes; the readings come in the order of the files.

    Raises:
        BuildFailed: a process died, for want of memory most likely.
    """
    tasks = _tasks(chain.from_iterable(map(_pieces, files)))
    first = next(tasks, [])
    if jobs == 1 or len(first) < PIECES_A_TASK:
        for task in chain([first], tasks):
            yield from map(_read, task)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent)
    try:
        pending: deque[Future[list[Reading]]] = deque()
        for task in chain([first], tasks):
            pending.append(pool.submit(_read_task, task))
            if len(pending) > 2 * jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BrokenProcessPool:
        raise BuildFailed(
            "A process that reads files died; free some memory, or try again with --jobs 1"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


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
    seen: set[str] = set()
    for file, items, sketches in readings:
        kept = tuple(_distinct(item, file, seen) for item in items)
        pairs = zip(kept, sketches, strict=True)
        yield Reading(
            file, kept, tuple(s if isinstance(item, Release) else None for item, s in pairs)
        )


def is_repeated(skipped: Skipped) -> bool:
    """Whether something was skipped only for the sake of an earlier release."""
    return skipped.reason.endswith(_REPEATED)


_REPEATED = "is the identifier of an earlier release"


def _distinct(item: Item, file: SourceFile, seen: set[str]) -> Item:
    if isinstance(item, Skipped):
        return item
    if item.id in seen:
        if file.holds_records:
            return Skipped(item.source, f"id: {item.id!r} {_REPEATED}")
        digest = sha256(f"{file.root}/{file.name}".encode()).hexdigest()[:8]
        item = replace(item, id=f"{item.id}-{digest}")
    seen.add(item.id)
    return item


def _pieces(file: SourceFile) -> Iterator[_Piece]:
    """A file of records in pieces, so that a large one is read by all processes."""
    found = False
    if file.holds_records:
        # A file that cannot be read is left to read_file, which says why.
        with suppress(OSError):
            lines = record_lines(file)
            while piece := list(islice(lines, LINES_A_PIECE)):
                found = True
                yield _Piece(file, piece)
    if not found:
        yield _Piece(file)


def _tasks(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    while task := list(islice(pieces, PIECES_A_TASK)):
        yield task


def _read_task(task: list[_Piece]) -> list[Reading]:
    return list(map(_read, task))


def _read(piece: _Piece) -> Reading:
    file, lines = piece
    if lines is None:
        return as_reading(file, read_file(file))
    return as_reading(file, (read_line(file, number, line) for number, line in lines))


def _sketch(item: Item) -> Hashes | None:
    if isinstance(item, Release):
        return sketch(item.text)
    return None


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
