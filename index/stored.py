"""The releases of an index, by identifier."""

from __future__ import annotations

from pathlib import Path

from index.errors import damage_reported
from index.releases import Release
from index.segments.reading import Segment
from index.segments.records import Compression, from_record
from index.segments.table import read_table


class StoredReleases:
    """Reads whole releases back from an index. Not to be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            IndexStale: it is damaged.
        """
        with damage_reported(folder):
            self._parts = [(Segment(path), deleted) for path, deleted in read_table(folder)]
        self._compressions = [Compression(segment.dictionary) for segment, _ in self._parts]

    @property
    def dictionary(self) -> bytes:
        """What the records are compressed with."""
        return self._parts[0][0].dictionary

    @property
    def parts(self) -> list[tuple[Path, int, frozenset[int]]]:
        """The segments: path without suffix, documents, and which of them are deleted."""
        return [(s.record_file.with_suffix(""), s.documents, gone) for s, gone in self._parts]

    def __contains__(self, id: str) -> bool:
        """Whether there is a release with this identifier; none is read."""
        return self.find(id) is not None

    def find(self, id: str) -> tuple[int, int] | None:
        """The number of the segment, and of the document there, or None."""
        for number, (segment, deleted) in enumerate(self._parts):
            doc = segment.document_of(id)
            if doc is not None and doc not in deleted:
                return number, doc
        return None

    def record(self, id: str) -> bytes | None:
        """The record of the release with this identifier, or None; see segments/records.py."""
        found = self.find(id)
        if found is None:
            return None
        number, doc = found
        return self._compressions[number].unpack(self._parts[number][0].packed(doc))

    def get(self, id: str) -> Release | None:
        """The release with this identifier, or None."""
        record = self.record(id)
        return None if record is None else from_record(record)
