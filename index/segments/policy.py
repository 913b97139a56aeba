"""When segments are merged: each update adds one, and every search looks into all of them.

Sizes grow geometrically from the newest segment to the oldest, as in a log-structured merge tree
(O'Neil et al., 1996): an index of a million releases has at most seven segments, and a release is
written again once for each time that the index has grown by ``GROWTH``.
"""

from __future__ import annotations

from collections.abc import Sequence

GROWTH = 4
"""A segment has at least so many times the documents of the next one, or they are merged."""

SMALL = 1_000
"""Segments of fewer documents count as this many: it costs next to nothing to merge them."""

MOST_DELETED = 0.2
"""A segment with more of its documents deleted is written again without them."""


def runs_to_merge(documents: Sequence[int], deleted: Sequence[int], old: int) -> list[slice]:
    """Which segments to merge with their neighbours.

    Args:
        documents: how many each segment has, in their order, the deleted ones included.
        deleted: how many of them were deleted.
        old: the first so many were there before; those after them always become one.

    Returns:
        runs of segments, ascending, each to become one; a run of one is to be written again.
    """
    living = [held - gone for held, gone in zip(documents, deleted, strict=True)]

    def size(run: slice) -> int:
        return max(sum(living[run]), SMALL)

    runs: list[slice] = []
    for run in (*(slice(n, n + 1) for n in range(old)), slice(old, len(documents))):
        if run.start == run.stop:
            continue
        runs.append(run)
        while len(runs) > 1 and size(runs[-2]) < GROWTH * size(runs[-1]):
            last = runs.pop()
            runs[-1] = slice(runs[-1].start, last.stop)
    return [run for run in runs if run.stop - run.start > 1 or _worn(documents, deleted, run.start)]


def _worn(documents: Sequence[int], deleted: Sequence[int], number: int) -> bool:
    return deleted[number] > MOST_DELETED * documents[number]
