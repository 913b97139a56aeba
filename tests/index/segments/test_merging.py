"""An index is the same, byte for byte, however many segments it was made of on the way."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.helpers import Helpers
from index.releases import Release
from index.segments import bulk, merged_postings
from index.segments.building import files_of
from index.segments.merging import Part, merge_segments
from index.segments.postings import unpack_counts
from index.segments.reading import Segment
from tests.index.segments.writing import write_segment
from tests.search.strategies import archives


@settings(max_examples=60)
@given(
    st.lists(archives(), min_size=1, max_size=4), st.integers(1, 20), st.integers(1, 3), st.data()
)
def test_merged_segments_are_as_if_built_at_once(
    parts: list[list[Release]], stretch: int, jobs: int, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merged_postings, "STRETCH", stretch)
        folder = Path(name)
        listed, left = [], []
        for number, releases in enumerate(parts):
            deleted = data.draw(st.frozensets(st.integers(0, len(releases) - 1)))
            listed.append((folder / str(number), deleted))
            write_segment(folder / str(number), releases)
            left += [release for doc, release in enumerate(releases) if doc not in deleted]
        with ThreadPoolExecutor() as pool:
            helpers = Helpers(pool, jobs - 1) if jobs > 1 else None
            assert merge_segments(listed, folder / "merged", helpers) == len(left)
        write_segment(folder / "whole", left)
        merged, whole = Segment(folder / "merged"), Segment(folder / "whole")
        assert set(merged.arrays) == set(whole.arrays)
        for array in whole.arrays:
            one, other = merged.arrays[array], whole.arrays[array]
            if array == "posting_counts" and one.dtype != other.dtype:
                # What needed the wider type was deleted.
                assert any(deleted for _, deleted in listed)
                assert np.array_equal(unpack_counts(one), unpack_counts(other))
                continue
            if not any(deleted for _, deleted in listed):
                assert one.dtype == other.dtype, array
            assert one.tolist() == other.tolist(), array
        assert (
            files_of(folder / "merged")[1].read_bytes()
            == files_of(folder / "whole")[1].read_bytes()
        )


@pytest.mark.parametrize("number", range(2, 12))
def test_many_segments_are_merged_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 3)
    texts = [f"Un texte, le {n}e sur {number}." for n in range(2 * number)]
    releases = [Release(f"n{n}", "Un titre", text, "a") for n, text in enumerate(texts)]
    parts: list[Part] = []
    for n in range(number):
        path = tmp_path / f"MAIN_{n:016}"
        write_segment(path, releases[2 * n : 2 * n + 2])
        parts.append((path, frozenset([0, 1] if n in (1, 2, 3) else [])))
    left = [release for n, release in enumerate(releases) if n // 2 not in (1, 2, 3)]
    [((path, deleted), count)] = bulk.consolidate(tmp_path, parts, [2] * number)
    assert (deleted, count) == (frozenset(), len(left))
    write_segment(tmp_path / "whole", left)
    assert [file.name for file in tmp_path.glob("MAIN*.arrays")] == [f"{path.name}.arrays"]
    merged, whole = Segment(path), Segment(tmp_path / "whole")
    assert {name: merged.arrays[name].tolist() for name in merged.arrays} == {
        name: whole.arrays[name].tolist() for name in whole.arrays
    }
