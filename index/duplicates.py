"""Which releases are renditions of one text: other layout, other wrapping, other encoding.

Texts are compared by their runs of four words (Broder, "On the resemblance and containment of
documents", 1997). Of two true renditions the shorter one shares at least .96 of its runs with the
other; a near twin (the same event, other facts) shares about .27. The line is drawn at .8, and
the numbers must agree too: a weekly report repeats its sentences around new figures.

Only texts with two of their smallest run hashes in common are compared, so the time grows with
the number of releases, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
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

_NO_HASH = np.uint64(2**64 - 1)
_BASE = np.uint64(0x9E3779B97F4A7C15)


def sketch(text: str) -> Hashes:
    """The smallest run hashes of a text: ``SKETCH`` values, ascending, equal in every process.

    A text of fewer than ``MIN_RUNS`` runs has an empty sketch (all ones): it is nobody's copy.
    """
    smallest = np.full(SKETCH, _NO_HASH)
    runs = _runs(analyze(text).surfaces)
    if len(runs) >= MIN_RUNS:
        smallest[: min(SKETCH, len(runs))] = runs[:SKETCH]
    return smallest


def find_renditions(
    sketches: npt.NDArray[np.uint64],
    text_of: Callable[[int], str],
    identified: Collection[int] = (),
) -> list[list[int]]:
    """Group the texts that are renditions of one another.

    Args:
        sketches: one row a text, in any order, as ``sketch`` gives them.
        text_of: gives the text of a row; asked only for texts that may have a rendition.
        identified: rows that are releases of their own, whatever their texts: a group has one of
            them at most.

    Returns:
        the groups of two rows or more, each ascending, by their first row.
    """
    leader = list(range(len(sketches)))
    settled = set(identified)  # leaders of groups that have one of these rows

    def find(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for one, other in _candidates(sketches):
        first, second = sorted((find(one), find(other)))
        if first == second or {first, second} <= settled:
            continue
        if _same(text_of(one), text_of(other)):
            leader[second] = first
            if second in settled:
                settled.add(first)
    groups: dict[int, list[int]] = defaultdict(list)
    for row in range(len(leader)):
        groups[find(row)].append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


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


def _candidates(sketches: npt.NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share enough hashes, those that share most first."""
    hashes = sketches.ravel()
    rows = np.repeat(np.arange(len(sketches)), sketches.shape[1])
    order = np.lexsort((rows, hashes))
    order = order[hashes[order] != _NO_HASH]
    starts = np.flatnonzero(np.diff(hashes[order], prepend=_NO_HASH))
    holders = np.diff(starts, append=len(order))
    shared: Counter[tuple[int, int]] = Counter()
    for place in np.flatnonzero((holders > 1) & (holders <= HOLDERS)):
        members = rows[order[starts[place] : starts[place] + holders[place]]].tolist()
        shared.update({*pairwise(members), *((members[0], row) for row in members[1:])})
    for pair, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count >= SHARED:
            yield pair


def _same(one: str, other: str) -> bool:
    words, other_words = analyze(one).surfaces, analyze(other).surfaces
    small, large = sorted((_runs(words), _runs(other_words)), key=len)
    if len(small) < MIN_RATIO * len(large):
        return False
    if len(np.intersect1d(small, large, assume_unique=True)) < CONTAINMENT * len(small):
        return False
    few, many = sorted((_numbers(words), _numbers(other_words)), key=len)
    return len(few & many) >= NUMBERS_SHARED * len(few)


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())
