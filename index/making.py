"""Pieces of an archive into segments: read, analysed and written where they are, in any process.

What comes back is small: which releases each piece gave, and where they are now. What only all of
them together can say, whose identifier it is and who is a copy of whom, is decided afterwards
(resolving.py).
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from math import inf
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from index.duplicates import Hashes, sketch
from index.garbage import collect_rarely
from index.helpers import Helpers, other_processes
from index.ledger import Entry
from index.pieces import Piece, content_of, line_digest, read_piece
from index.releases import Release
from index.segments.bulk import Made, SegmentMaker, Share
from index.segments.records import to_record
from index.sources import Item, Skipped, lines_of, read_line, unreadable
from index.stored import StoredReleases

LEAST_TEXT = 1_000_000
"""Bytes of text in a stretch, at least, as long as there is more."""

IN_INDEX = -1
"""In the place of a document number: the index that is updated has this very release."""


@dataclass(slots=True)
class Found:
    """What a piece gave: identifiers as they were read, and where their releases are.

    ``docs`` are numbers in the segment ``segment`` of those made, or ``IN_INDEX``. ``sketches``
    says by which hashes each release can be recognised (see duplicates.py), if that was asked;
    ``digests`` are those of the lines that gave releases, one after the other (see pieces.py).

    A piece that was not read has ``entry``, what it gave the last time: its releases are in the
    index as that says, and ``row`` is the number that the first one had then (see copies.py).
    """

    piece: Piece
    ids: list[str] = field(default_factory=list)
    docs: array[int] = field(default_factory=partial(array, "i"))
    skipped: list[Skipped] = field(default_factory=list)
    sketches: list[Hashes] = field(default_factory=list)
    digests: bytearray = field(default_factory=bytearray)
    segment: int = IN_INDEX
    entry: Entry | None = None
    row: int = -1


class Plan(NamedTuple):
    """What every process needs to know.

    ``sketched`` says whether releases may have copies; ``previous`` is the folder of the index
    that is updated; ``jobs`` is how many processes work at the same time.
    """

    folder: Path
    dictionary: bytes
    share: Share
    sketched: bool
    previous: Path | None
    jobs: int = 1


class _Maker:
    """Makes segments of stretches, one after the other, in one process."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._maker = SegmentMaker(plan.folder, plan.dictionary, plan.share)
        self._stored = StoredReleases(plan.previous) if plan.previous else None

    def make(self, stretch: list[Piece]) -> tuple[Made, list[Found]]:
        """Make a segment of a stretch."""
        found = [*map(self._read, stretch)]
        return self._maker.write(), found

    def _read(self, piece: Piece) -> Found:
        found = Found(piece)
        if not piece.has_lines:
            for item in read_piece(piece):
                self._note(found, item)
            return found
        try:
            content = content_of(piece)
        except OSError as error:
            found.skipped.append(unreadable(piece.file, error))
            return found
        found.piece = piece._replace(digest=sha256(content).hexdigest())
        for line in lines_of(content, piece.line):
            if (id := piece.known.get(line.number)) is not None:
                found.ids.append(id)
                found.docs.append(IN_INDEX)
            elif not self._note(found, read_line(piece.file, line)):
                continue
            found.digests += line_digest(line)
        return found

    def _note(self, found: Found, item: Item) -> bool:
        """Note what was read; say whether it is a release."""
        if isinstance(item, Skipped):
            found.skipped.append(item)
            return False
        found.ids.append(item.id)
        found.docs.append(self._place(item))
        if self._plan.sketched:
            found.sketches.append(sketch(item.text))
        return True

    def _place(self, release: Release) -> int:
        record = to_record(release)
        if self._stored and self._stored.record(release.id) == record:
            return IN_INDEX
        return self._maker.add(release, record)


def helpers_of(plan: Plan) -> AbstractContextManager[Helpers | None]:
    """The planned processes beside this one; None if there is to be this one only."""
    if plan.jobs == 1:
        return nullcontext()
    context = get_context("spawn")  # a fork of a process with threads may never wake up
    return other_processes(plan.jobs - 1, partial(_begin, plan), context)


def make_segments(
    plan: Plan, pieces: Iterable[Piece], helpers: Helpers | None, expected: float = inf
) -> Iterator[tuple[Made, list[Found]]]:
    """Make segments of pieces, in their order, in this process and in others.

    Args:
        plan: what to make them of, and where.
        pieces: what to read.
        helpers: other processes that make some.
        expected: bytes of all pieces, if that is known.
    """
    stretches = _stretches(pieces, plan.share.text, plan.jobs, expected)
    begun = [*islice(stretches, 2 * plan.jobs)]
    coming = chain(begun, stretches)
    # A small archive is not worth starting a process for.
    if helpers is None or len(begun) < 2 * plan.jobs:
        yield from map(_Maker(plan).make, coming)
    else:
        yield from _in_processes(plan, coming, helpers)


def _stretches(
    pieces: Iterable[Piece], most: int, jobs: int, expected: float
) -> Iterator[list[Piece]]:
    """Cut pieces into lists of about ``most`` bytes, ``expected`` in all.

    They get smaller towards the end, so that no process has much left to do when the others are
    done (Polychronopoulos and Kuck, "Guided self-scheduling", 1987).
    """
    stretch, held, taken = list[Piece](), 0, 0
    for piece in pieces:
        stretch.append(piece)
        held += piece.size
        if held >= min(most, max((expected - taken) / jobs, LEAST_TEXT)):
            yield stretch
            taken += held
            stretch, held = [], 0
    if stretch:
        yield stretch


def _in_processes(
    plan: Plan, stretches: Iterable[list[Piece]], helpers: Helpers
) -> Iterator[tuple[Made, list[Found]]]:
    """Have other processes make segments, and make one here whenever they have enough to do."""
    here = _Maker(plan)
    begun = deque[Future[tuple[Made, list[Found]]]]()
    for stretch in stretches:
        # One that is being made and one that waits, for each of them.
        if sum(not future.done() for future in begun) < 2 * helpers.count:
            begun.append(helpers.pool.submit(_make, stretch))
        else:
            begun.append(Future())
            begun[-1].set_result(here.make(stretch))
        while begun and begun[0].done():
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()


_maker: _Maker


def _begin(plan: Plan) -> None:
    """Give a new process what it needs for all its stretches."""
    global _maker
    collect_rarely()
    _maker = _Maker(plan)


def _make(stretch: list[Piece]) -> tuple[Made, list[Found]]:
    return _maker.make(stretch)
