"""A segment by itself, without the index around it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.releases import Release
from index.segments.building import SegmentBuilder
from index.segments.records import Compression, to_record


def write_segment(path: Path, releases: Iterable[Release]) -> None:
    """Write a segment of these releases, compressed without a dictionary."""
    builder = SegmentBuilder(Compression(b""))
    for release in releases:
        builder.add(release, to_record(release))
    builder.write(path)
