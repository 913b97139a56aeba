"""Which releases are renditions of one text: other layout, other wrapping, other encoding.

Texts are compared by their runs of four words (Broder, "On the resemblance and containment of
documents", 1997). Of two true renditions the shorter one shares at least .96 of its runs with the
other; a near twin (the same event, other facts) shares about .27. The line is drawn at .8, and
the numbers must agree too: a weekly report repeats its sentences around new figures.

Only texts with two of their smallest run hashes in common are compared, so the time grows with
the number of releases, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.french import analyze
from index.releases import Release

Hashes = npt.NDArray[np.uint64]

RUN = 4
"""Words of a run."""

SKETCH = 16
"""Smallest run hashes of a text, by which it is found."""

SHARED = 2
"""Hashes that two sketches must share for their texts to be compared."""

HOLDERS = 32
"""A run that more texts have among their smallest is boilerplate and points to nobody."""

MIN_RUNS = 12
"""Fewer runs prove nothing."""

CONTAINMENT = 0.8
NUMBERS_SHARED = 0.8
MIN_RATIO = 0.3
"""A passage quoted in a much longer text is not a rendition of it."""

NOBODY = np.uint64(2**64 - 1)
"""In the place of hashes of a text that is nobody's copy."""

_BASE = np.uint64(0x9E3779B97F4A7C15)


def sketch(text: str) -> Hashes:
    """The smallest run hashes of a text: ``SKETCH`` values, ascending, equal in every process.

    A text of fewer than ``MIN_RUNS`` runs has an empty sketch (all ones): it is nobody's copy.
    """
    smallest = np.full(SKETCH, NOBODY)
    runs = _runs(analyze(text).surfaces)
    if len(runs) >= MIN_RUNS:
        smallest[: min(SKETCH, len(runs))] = runs[:SKETCH]
    return smallest


def find_renditions(
    sketches: npt.NDArray[np.uint64],
    same: Callable[[int, int], bool],
    identified: Collection[int] = (),
) -> list[list[int]]:
    """Group the texts that are renditions of one another.

    Args:
        sketches: one row a text, in any order, as ``sketch`` gives them.
        same: says whether the texts of two rows are renditions (``are_renditions``); asked, the
            lower row first, only where the sketches leave it open.
        identified: rows that are releases of their own, whatever their texts: a group has one of
            them at most.

    Returns:
        the groups of two rows or more, each ascending, by their first row.
    """
    leader: dict[int, int] = {}  # of the rows that were found to be somebody's renditions
    settled = set(identified)  # leaders of groups that have one of these rows

    def find(row: int) -> int:
        while (above := leader.get(row, row)) != row:
            leader[row] = leader.get(above, above)
            row = above
        return row

    for one, other in _candidates(sketches):
        first, second = sorted((find(one), find(other)))
        if first == second or {first, second} <= settled:
            continue
        if same(one, other):
            leader[second] = first
            if second in settled:
                settled.add(first)
    groups: dict[int, list[int]] = defaultdict(list)
    for row in sorted({*leader, *leader.values()}):
        groups[find(row)].append(row)
    return [*groups.values()]


def are_renditions(one: str, other: str) -> bool:
    """Whether two texts say the same, but for a few words, in the same numbers."""
    words, other_words = analyze(one).surfaces, analyze(other).surfaces
    small, large = sorted((_runs(words), _runs(other_words)), key=len)
    if len(small) < MIN_RATIO * len(large):
        return False
    if len(np.intersect1d(small, large, assume_unique=True)) < CONTAINMENT * len(small):
        return False
    few, many = sorted((_numbers(words), _numbers(other_words)), key=len)
    return len(few & many) >= NUMBERS_SHARED * len(few)


def best_copy(copies: Iterable[Release]) -> Release:
    """The copy worth indexing: most fields found, then accents kept, then the longest.

    Equal copies are told apart by identifier, so that the choice does not depend on their order.
    """
    return max(copies, key=lambda copy: (*_quality(copy), copy.id))


def _quality(release: Release) -> tuple[int, bool, int]:
    fields = (release.title, release.dateline_place, release.date, release.contacts, release.url)
    body = release.body
    # Text in capitals or without accents has lost letters for good.
    accented = any(c.islower() and not c.isascii() for c in body)
    return sum(map(bool, fields)), accented, len(body)


def _runs(words: Sequence[str]) -> Hashes:
    """The distinct hashes of all runs of words, ascending."""
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    codes = np.array([crc32(word.encode()) for word in words], np.uint64)
    runs = np.zeros(len(codes) - RUN + 1, np.uint64)
    for offset in range(RUN):
        runs = (runs + codes[offset : offset + len(runs)] + np.uint64(1)) * _BASE
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)


def _candidates(sketches: npt.NDArray[np.uint64]) -> list[list[int]]:
    """Pairs of rows that share enough hashes, those that share most first.

    Of those that have a hash, each is paired with the next one, and with the first.
    """
    hashes = sketches.ravel()
    order = np.argsort(hashes)
    ordered = hashes[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=NOBODY))
    holders = np.diff(starts, append=len(order))
    shared = (holders > 1) & (holders <= HOLDERS) & (ordered[starts] != NOBODY)
    starts, holders = starts[shared], holders[shared]
    hash_of = np.repeat(np.arange(len(starts)), holders)
    within = np.arange(len(hash_of)) - np.repeat(np.cumsum(holders) - holders, holders)
    rows = order[np.repeat(starts, holders) + within] // SKETCH
    rows = rows[np.lexsort((rows, hash_of))]
    firsts = np.repeat(rows[within == 0], holders)
    following, later = np.flatnonzero(within > 0), np.flatnonzero(within > 1)
    pairs = np.concatenate(
        [
            np.stack([rows[following - 1], rows[following]]),
            np.stack([firsts[later], rows[later]]),
        ],
        axis=1,
    )
    codes, counts = np.unique(pairs[0] * len(sketches) + pairs[1], return_counts=True)
    codes, counts = codes[counts >= SHARED], counts[counts >= SHARED]
    codes = codes[np.argsort(-counts, kind="stable")]
    chosen: list[list[int]] = np.stack(np.divmod(codes, len(sketches)), axis=1).tolist()
    return chosen


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())
