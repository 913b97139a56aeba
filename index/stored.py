"""The releases of an index, by identifier."""

from __future__ import annotations

from pathlib import Path

from index.errors import damage_reported
from index.releases import Release
from index.segments.reading import Segment
from index.segments.records import Compression
from index.segments.table import read_table


class StoredReleases:
    """Reads whole releases back from an index. Not to be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            IndexStale: it is damaged.
        """
        with damage_reported(folder):
            segments = [Segment(path) for path, _ in read_table(folder)]
        self._segments = [(segment, Compression(segment.dictionary)) for segment in segments]

    def __contains__(self, id: str) -> bool:
        """Whether there is a release with this identifier; none is read."""
        return any(segment.document_of(id) is not None for segment, _ in self._segments)

    def get(self, id: str) -> Release | None:
        """The release with this identifier, or None."""
        for segment, compression in self._segments:
            doc = segment.document_of(id)
            if doc is not None:
                return segment.release(doc, compression)
        return None
