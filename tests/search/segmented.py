"""An index of several segments with deletions, as updates leave it, without as many releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.building import complete
from index.generations import new_generation
from index.segments import policy
from index.segments.bulk import SegmentMaker, share_of
from index.segments.records import to_record
from tests.search.strategies import Segments


def build_segments(location: Path, segments: Segments) -> None:
    """Build an index with these segments and deletions."""
    with pytest.MonkeyPatch.context() as patch, new_generation(location) as folder:
        patch.setattr(policy, "GROWTH", 0)  # so small, they would all be merged
        patch.setattr(policy, "MOST_DELETED", 1)
        maker = SegmentMaker(folder, b"", share_of(512))
        parts, documents = [], []
        for releases, deleted in segments:
            for release in releases:
                maker.add(release, to_record(release))
            made = maker.write()
            parts.append((made.path, deleted))
            documents.append(made.documents)
        complete(folder, parts, documents, 0, [], location, None, len(parts))
