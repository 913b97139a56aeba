"""The best of many matches, without sorting them all."""

from __future__ import annotations

import numpy as np

from search.arrays import Array, Matches

SAMPLE = 16
"""Every 16th score is looked at to rule out most of the others."""

WORTH_IT = 4
"""That costs less than to look at all when there are so many times more than it would leave."""


def best(matches: Matches, days: Array, start: int, size: int) -> list[tuple[int, float]]:
    """Document and score of the matches ranked from ``start`` on, ``size`` at most.

    Best first; of equals the latest, by ``days`` (one a document number, yyyymmdd), then the one
    indexed first.
    """
    docs, scores = matches
    last = min(start + size, len(docs))
    if start >= last:
        return []
    rows = rows_of_best(scores, last)
    if len(rows) > last:  # equals at the end: the latest of them stay
        worst = scores[rows].min()
        equals = rows[scores[rows] == worst]
        rows = rows[scores[rows] > worst]
        # One number sorts by day, latest first, then by document.
        keys = docs[equals] - (days[docs[equals]].astype(np.int64) << 32)
        missing = last - len(rows)
        latest = np.argpartition(keys, missing - 1)[:missing]
        rows = np.concatenate((rows, equals[latest]))
    order = np.lexsort((docs[rows], -days[docs[rows]].astype(np.int64), -scores[rows]))
    page = rows[order[start:last]]
    return list(zip(docs[page].tolist(), scores[page].tolist(), strict=True))


def rows_of_best(scores: Array, number: int) -> Array:
    """Where the best ``number`` scores are, and all that equal the last of them."""
    if number * SAMPLE * WORTH_IT > len(scores):
        return np.flatnonzero(scores >= np.partition(scores, -number)[-number])
    # The n-th best of some is no better than the n-th best of all: what is below it is out.
    floor = np.partition(scores[::SAMPLE], -number)[-number]
    rows = np.flatnonzero(scores >= floor)
    among = scores[rows]
    found: Array = rows[among >= np.partition(among, -number)[-number]]
    return found
