"""The best of many matches, without sorting them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from index.segments.arrays import nonzero
from search.arrays import Array, Matches
from search.query import Sort

SAMPLE = 16
"""Every 16th score is looked at to rule out most of the others."""

WORTH_IT = 4
"""That costs less than to look at all when there are so many times more than it would leave."""

FEW = 100
"""So many matches are sorted sooner than looked through for the best."""

_NEVER: Final = -(10**9)
"""Earlier than no day: what has no year."""


Key = Callable[[Array], Array]
"""Gives what to compare rows of some matches by, for those rows; the greatest come first."""

ALL_ROWS: Final[Any] = slice(None)


def ordered(matches: Matches, days: Array, sort: Sort, start: int, size: int) -> Matches:
    """Those of the matches that rank from ``start`` on, ``size`` at most, in their order.

    Args:
        matches: what to order.
        days: the first day of each document number, yyyymmdd; 0 for no year.
        sort: best first and of equals the latest, or by day and of equals the best; what is still
            equal in the order of document numbers. Those without a year are the last by day.
        start: how many to pass over.
        size: how many to return.
    """
    docs = matches.docs
    last = min(start + size, len(docs))
    if start >= last:
        return matches.only(np.zeros(0, np.int64))
    keys = _keys(matches, days, sort)
    rows = np.arange(len(docs))
    if len(docs) > FEW:
        rows = _first_rows(keys, last, ALL_ROWS)
    order = np.lexsort((docs[rows], *(-key(rows) for key in reversed(keys))))
    return matches.only(rows[order[start:last]])


def _keys(matches: Matches, days: Array, sort: Sort) -> list[Key]:
    def score(rows: Array) -> Array:
        return matches.scores[rows]

    def day(rows: Array) -> Array:
        return days[matches.docs[rows]].astype(np.int64)

    def earliness(rows: Array) -> Array:
        there = day(rows)
        return np.where(there > 0, -there, _NEVER)

    match sort:
        case "newest":
            return [day, score]
        case "oldest":
            return [earliness, score]
    return [score, day]


def _first_rows(keys: list[Key], number: int, among: Array) -> Array:
    """The first ``number`` rows (fewer, if there are not so many), in no order."""
    if not keys:
        return np.arange(number)
    values = keys[0](among)
    rows = rows_of_best(values, number)
    if len(rows) > number:  # equals at the end: the next key decides between them
        worst = values[rows].min()
        equals = rows[values[rows] == worst]
        rows = rows[values[rows] > worst]
        inside = equals if among is ALL_ROWS else among[equals]
        chosen = _first_rows(keys[1:], number - len(rows), inside)
        rows = np.concatenate((rows, equals[chosen]))
    return rows


def rows_of_best(scores: Array, number: int) -> Array:
    """Where the best ``number`` scores (or days) are, and all that equal the last of them."""
    if number * SAMPLE * WORTH_IT > len(scores):
        return nonzero(scores >= _nth_best(scores, number))
    # The n-th best of some is no better than the n-th best of all: what is below it is out.
    floor = _nth_best(scores[::SAMPLE], number)
    rows = nonzero(scores >= floor)
    among = scores[rows]
    found: Array = rows[among >= _nth_best(among, number)]
    return found


def _nth_best(scores: Array, number: int) -> Any:
    ordered = scores.copy()
    ordered.partition(len(scores) - number)
    return ordered[-number]
