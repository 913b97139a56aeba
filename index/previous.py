"""The index that an update begins with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexMissing, IndexStale
from index.ledger import Ledger, read_ledger
from index.manifest import Manifest, read_manifest
from index.stored import StoredReleases


@dataclass(frozen=True)
class Previous:
    """An index with its manifest, its ledger and its releases."""

    folder: Path
    manifest: Manifest
    ledger: Ledger
    stored: StoredReleases

    @property
    def dictionary(self) -> bytes:
        """What its records are compressed with."""
        return self.stored.dictionary


def open_previous(location: Path, *, sketched: bool) -> Previous | None:
    """Open the index at ``location``, or say that an update has to begin from nothing.

    Args:
        location: the folder that names the index.
        sketched: whether sketches of its releases are needed.
    """
    folder = location.resolve()
    try:
        manifest = read_manifest(folder)
        stored = StoredReleases(folder)
    except (IndexMissing, IndexStale):
        return None
    ledger = read_ledger(folder)
    if ledger is None or (sketched and ledger.decisions is None):
        return None
    return Previous(folder, manifest, ledger, stored)
