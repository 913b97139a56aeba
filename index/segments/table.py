"""Whoosh's table of contents of an index: which segments it is made of, and its schema."""

from __future__ import annotations

from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index.schema import release_schema
from index.segments.codec import FlatSegment

INDEX_NAME = whoosh_index._DEF_INDEX_NAME


def new_segment_path(folder: Path) -> Path:
    """A free name for a segment in a folder, without suffix."""
    name: str = FlatSegment(INDEX_NAME, 0).segment_id()
    return folder / name


def write_table(folder: Path, segments: list[tuple[Path, frozenset[int], int]]) -> None:
    """Make a folder of segments an index that Whoosh opens.

    Args:
        folder: where the segments lie.
        segments: path (without suffix), numbers of deleted documents, and documents of each.
    """
    listed = []
    for path, deleted, documents in segments:
        segment = FlatSegment(INDEX_NAME, documents, deleted)
        segment.segid = path.name.removeprefix(f"{INDEX_NAME}_")
        listed.append(segment)
    whoosh_index.TOC(release_schema(), listed, generation=1).write(FileStorage(folder), INDEX_NAME)


def read_table(folder: Path) -> list[tuple[Path, frozenset[int]]]:
    """The segments of an index, and what was deleted from each.

    Raises:
        whoosh.index.IndexError: there is no index, or of another version.
    """
    table = whoosh_index.TOC.read(FileStorage(folder), INDEX_NAME)
    return [(folder / segment.segment_id(), segment.deleted) for segment in table.segments]
