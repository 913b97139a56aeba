"""Many releases into the segments of an index, however little memory there is for them.

Releases are cut into stretches of about the same amount of text, in their order. Each stretch
becomes a segment, whoever makes it, and merging follows that order: the result depends neither on
the number of processes nor on the memory they may use.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from index.helpers import Helpers
from index.releases import Release
from index.segments.building import SegmentBuilder, remove_segment
from index.segments.merging import Part, merge_segments
from index.segments.policy import runs_to_merge
from index.segments.records import LEARNT_FROM, Compression, learn_dictionary, to_record
from index.segments.table import new_segment_path

BYTES_PER_TEXT_BYTE = 12
"""Memory it takes to make a segment, for each byte of its text."""

BYTES_PER_PIECE = 500
"""Memory of a remembered piece of text, with its words."""

MOST_TEXT = 15_000_000
"""Bytes of text in a segment that is made, at most, however much memory there is: sorting twice as
much at once, with the memory that it takes, is a tenth slower than merging."""

FIXED = 80_000_000
"""Memory that a process takes anyway: the interpreter, libraries and the tables of French."""

MOST_AT_ONCE = 64
"""Segments merged at once. A segment takes memory for the new numbers of its words, and time for
each of the stretches that are merged."""


class Share(NamedTuple):
    """What a process may use: bytes of text in a segment, and different pieces of text known."""

    text: int
    remembered: int


def share_of(memory_mb: int, jobs: int = 1) -> Share:
    """Divide memory among processes; one that has little works in small steps."""
    each = memory_mb * 1_000_000 // jobs
    free = max(each - FIXED, each // 4)
    text = min(free // 2 // BYTES_PER_TEXT_BYTE, MOST_TEXT)
    return Share(text, free // 2 // BYTES_PER_PIECE)


class SegmentMaker:
    """Makes segments in a folder, one after the other."""

    def __init__(self, folder: Path, dictionary: bytes, share: Share) -> None:
        self._folder, self._limit = folder, share.text
        self._builder = SegmentBuilder(Compression(dictionary), share.remembered)
        self._sum = 0

    @property
    def full(self) -> bool:
        """Whether the segment has grown as large as it may."""
        return self._builder.size >= self._limit

    def add(self, release: Release, record: bytes) -> int:
        """Put a release into the segment; return its number there."""
        self._sum += digest_of(record)
        self._builder.add(release, record)
        return len(self._builder) - 1

    def write(self) -> Made:
        """Write the segment and begin the next one."""
        made = Made(new_segment_path(self._folder), len(self._builder), self._sum)
        if made.documents:
            self._builder.write(made.path)
        self._sum = 0
        return made


class Made(NamedTuple):
    """A segment that was written, unless it has no documents, and the digest of what is in it."""

    path: Path
    documents: int
    digest: int


def digest_of(record: bytes) -> int:
    """The number that a record adds to the digest of an index; see manifest.content_of."""
    return int.from_bytes(sha256(record).digest(), "big")


def write_segments(folder: Path, releases: Iterable[Release], memory_mb: int) -> list[Made]:
    """Write segments of releases, in this order, into a folder."""
    coming = iter(releases)
    known = [*islice(coming, LEARNT_FROM)]
    maker = SegmentMaker(folder, learn_dictionary([*map(to_record, known)]), share_of(memory_mb))
    made = []
    for release in chain(known, coming):
        maker.add(release, to_record(release))
        if maker.full:
            made.append(maker.write())
    made.append(maker.write())
    return [segment for segment in made if segment.documents]


def consolidate(
    folder: Path,
    parts: list[Part],
    documents: list[int],
    old: int = 0,
    helpers: Helpers | None = None,
) -> list[tuple[Part, int]]:
    """Merge segments of a folder where there are too many of them, or too much was deleted.

    Args:
        folder: where they lie; those that were merged are removed from it.
        parts: the segments in their order.
        documents: how many each has, the deleted ones included.
        old: the first so many are those of the index before.
        helpers: processes that take their share of it.

    Returns:
        the segments there are then, in their order, with their documents.
    """
    listed = [*zip(parts, documents, strict=True)]
    deleted = [len(gone) for _, gone in parts]
    for run in reversed(runs_to_merge(documents, deleted, old)):
        part, count = _merge([part for part, _ in listed[run]], folder, helpers)
        listed[run] = [(part, count)] if count else []
    return listed


def _merge(parts: list[Part], folder: Path, helpers: Helpers | None) -> tuple[Part, int]:
    """Merge segments into one, and remove them; return it and its documents.

    As few as possible are written twice, as in any merge of more runs than can be open at once
    (Knuth, The Art of Computer Programming, 5.4.1).
    """
    left, at = [*parts], 0
    while (surplus := len(left) - MOST_AT_ONCE) > 0:
        early = slice(at, at + min(surplus + 1, MOST_AT_ONCE))
        part, count = _merge_at_once(left[early], folder, helpers)
        left[early] = [part] if count else []
        at = at + 1 if at + 2 < len(left) else 0
    return _merge_at_once(left, folder, helpers)


def _merge_at_once(parts: list[Part], folder: Path, helpers: Helpers | None) -> tuple[Part, int]:
    target = new_segment_path(folder)
    count = merge_segments(parts, target, helpers)
    for path, _ in parts:
        remove_segment(path)
    return (target, frozenset()), count
