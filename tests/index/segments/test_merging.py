"""An index is the same, byte for byte, however many segments it was made of on the way."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.releases import Release
from index.segments import merging
from index.segments.building import SegmentBuilder, files_of
from index.segments.merging import merge_segments
from index.segments.reading import Segment
from index.segments.records import Compression, to_record
from tests.search.strategies import archives


def write(path: Path, releases: list[Release]) -> None:
    builder = SegmentBuilder(Compression(b""))
    for release in releases:
        builder.add(to_record(release))
    builder.write(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(archives(), min_size=1, max_size=4), st.integers(1, 20))
def test_merged_segments_are_as_if_built_at_once(parts: list[list[Release]], stretch: int) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "STRETCH", stretch)
        folder = Path(name)
        paths = []
        for number, releases in enumerate(parts):
            paths.append(folder / str(number))
            write(paths[-1], releases)
        merge_segments(paths, folder / "merged")
        write(folder / "whole", [release for releases in parts for release in releases])
        merged, whole = Segment(folder / "merged"), Segment(folder / "whole")
        assert set(merged.arrays) == set(whole.arrays)
        for array in whole.arrays:
            assert merged.arrays[array].dtype == whole.arrays[array].dtype, array
            assert merged.arrays[array].tolist() == whole.arrays[array].tolist(), array
        assert (
            files_of(folder / "merged")[1].read_bytes()
            == files_of(folder / "whole")[1].read_bytes()
        )
