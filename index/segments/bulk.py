"""Releases into the segments of an index."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from index.releases import Release
from index.segments.building import SegmentBuilder
from index.segments.records import LEARNT_FROM, Compression, learn_dictionary, to_record
from index.segments.table import new_segment_path, write_table


def write_index(folder: Path, releases: Iterable[Release]) -> None:
    """Write an index of these releases, in this order, into a folder."""
    coming = iter(releases)
    first = [*islice(coming, LEARNT_FROM)]
    builder = SegmentBuilder(Compression(learn_dictionary([*map(to_record, first)])))
    count = 0
    for release in chain(first, coming):
        builder.add(release)
        count += 1
    segments = []
    if count:
        path = new_segment_path(folder)
        builder.write(path)
        segments.append((path, count, frozenset[int]()))
    write_table(folder, segments)
