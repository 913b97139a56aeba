"""Segments are few, and are seldom written again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.segments.policy import GROWTH, SMALL, runs_to_merge


def after(documents: list[int], deleted: list[int], old: int) -> list[int]:
    """The living documents of each segment once they are merged."""
    sizes = [held - gone for held, gone in zip(documents, deleted, strict=True)]
    for run in reversed(runs_to_merge(documents, deleted, old)):
        sizes[run] = [sum(sizes[run])]
    return sizes


@given(st.lists(st.integers(1, 2_000_000), min_size=1, max_size=30), st.data())
def test_each_segment_is_far_larger_than_the_next(sizes: list[int], data: st.DataObject) -> None:
    old = data.draw(st.integers(0, len(sizes)))
    left = [max(size, SMALL) for size in after(sizes, [0] * len(sizes), old)]
    assert all(one >= GROWTH * other for one, other in pairwise(left))
    assert sum(after(sizes, [0] * len(sizes), old)) == sum(sizes)


def test_a_thousand_updates_leave_few_segments_and_write_little() -> None:
    sizes, written = [1_000_000], 0
    for _ in range(1000):
        documents = [*sizes, 100]
        runs = runs_to_merge(documents, [0] * len(documents), len(sizes))
        written += sum(sum(documents[run]) for run in runs)
        sizes = after(documents, [0] * len(documents), len(sizes))
        assert len(sizes) <= 7
    assert sum(sizes) == 1_100_000
    assert written < 5_000_000


def test_a_segment_of_which_much_was_deleted_is_written_again() -> None:
    assert runs_to_merge([100_000, 9_000], [20_000, 0], 2) == []
    assert runs_to_merge([100_000, 9_000], [20_001, 0], 2) == [slice(0, 1)]


def test_what_one_build_made_becomes_one_segment() -> None:
    assert runs_to_merge([500] * 9, [0] * 9, 0) == [slice(0, 9)]
    assert runs_to_merge([90_000, 500, 500], [0, 0, 0], 1) == [slice(1, 3)]
