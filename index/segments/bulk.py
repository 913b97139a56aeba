"""Releases into an index, in several processes: each makes segments, merged at the end.

Releases are cut into stretches of about the same amount of text, in their order. Each stretch
becomes a segment, whoever makes it, and the merge follows that order: the result does not depend
on the number of processes, nor on the memory they may use.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from index.segments.building import SegmentBuilder, remove_segment
from index.segments.merging import merge_segments
from index.segments.records import LEARNT_FROM, Compression, learn_dictionary
from index.segments.table import new_segment_path, write_table

BYTES_PER_TEXT_BYTE = 25
"""Memory it takes to make a segment, for each byte of its text."""

BYTES_PER_PIECE = 400
"""Memory of a remembered piece of text, with its words."""

WAITING = 2
"""Stretches that wait for a process, so that none has to wait for a stretch."""

Written = tuple[Path, int]
"""A segment, and its documents."""


def write_index(
    folder: Path, records: Iterable[bytes], *, jobs: int = 1, memory_mb: int = 512
) -> None:
    """Write an index of releases, given as records, in this order, into a folder.

    Args:
        folder: an empty folder.
        records: see segments/records.py.
        jobs: processes that make segments; 1 is this process alone.
        memory_mb: what they may use together, about, beside what Python takes anyway.
    """
    memory = memory_mb * 1_000_000 // jobs
    coming = iter(records)
    known = [*islice(coming, LEARNT_FROM)]
    stretches = _stretches(chain(known, coming), memory // 2 // BYTES_PER_TEXT_BYTE)
    begun = [*islice(stretches, 2)]
    segments: list[Written] = []
    if begun:
        maker = _Maker(folder, learn_dictionary(known), memory // 2)
        # A small archive is not worth starting a process for.
        write = _in_processes if jobs > 1 and len(begun) > 1 else _in_this_process
        segments = [*write(maker, chain(begun, stretches), jobs)]
    if len(segments) > 1:
        segments = [_merged(folder, segments)]
    write_table(folder, [(path, documents, frozenset()) for path, documents in segments])


def _stretches(records: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    """Cut records into lists of about ``size`` bytes."""
    stretch, held = list[bytes](), 0
    for record in records:
        stretch.append(record)
        held += len(record)
        if held >= size:
            yield stretch
            stretch, held = [], 0
    if stretch:
        yield stretch


def _merged(folder: Path, segments: list[Written]) -> Written:
    target = new_segment_path(folder)
    merge_segments([path for path, _ in segments], target)
    for path, _ in segments:
        remove_segment(path)
    return target, sum(documents for _, documents in segments)


class _Maker:
    """Makes segments of stretches, one after the other, in one process."""

    def __init__(self, folder: Path, dictionary: bytes, memory: int) -> None:
        self._folder, self._dictionary, self._memory = folder, dictionary, memory
        self._builder: SegmentBuilder | None = None  # made where it is used: it cannot be sent

    def write(self, stretch: list[bytes]) -> Written:
        """Make a segment of a stretch."""
        if self._builder is None:
            remember = self._memory // BYTES_PER_PIECE
            self._builder = SegmentBuilder(Compression(self._dictionary), remember)
        for record in stretch:
            self._builder.add(record)
        path = new_segment_path(self._folder)
        self._builder.write(path)
        return path, len(stretch)


def _in_this_process(
    maker: _Maker, stretches: Iterable[list[bytes]], jobs: int
) -> Iterator[Written]:
    return map(maker.write, stretches)


def _in_processes(maker: _Maker, stretches: Iterable[list[bytes]], jobs: int) -> Iterator[Written]:
    """Let processes make the segments; give them back in the order of the stretches."""
    context = get_context("spawn")  # a fork of a process with threads may never wake up
    with ProcessPoolExecutor(jobs, context, _set_maker, (maker,)) as pool:
        begun = deque[Future[Written]]()
        try:
            for stretch in stretches:
                if len(begun) == jobs + WAITING:
                    yield begun.popleft().result()
                begun.append(pool.submit(_write, stretch))
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()


_maker: _Maker


def _set_maker(maker: _Maker) -> None:
    """Give a new process what it needs for all its stretches."""
    global _maker
    _maker = maker


def _write(stretch: list[bytes]) -> Written:
    return _maker.write(stretch)
