"""The releases of an index, by identifier."""

from __future__ import annotations

from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.reading import TermNotFound

from index.releases import Release
from index.schema import from_document


class StoredReleases:
    """Reads whole releases back from an index; close it when done."""

    def __init__(self, folder: Path) -> None:
        self._reader = whoosh_index.open_dir(folder).reader()

    def get(self, id: str) -> Release | None:
        """The release with this identifier, or None."""
        try:
            document = self._reader.postings("id", id).id()
        except TermNotFound:
            return None
        return from_document(self._reader.stored_fields(document))

    def close(self) -> None:
        """Close the files."""
        self._reader.close()
