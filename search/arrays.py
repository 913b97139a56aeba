"""Sets of documents as sorted arrays, and what is done with them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.segments.arrays import find_in, nonzero

Array: TypeAlias = npt.NDArray[Any]
Docs: TypeAlias = npt.NDArray[np.int64]
Scores: TypeAlias = npt.NDArray[np.float32]

BISECTION, READ, CLEAR = 30, 2, 0.03
"""What it costs to find one number by bisection, to read or write one at random in a table, and
to clear one entry of it, in ns: what decides between the two ways to intersect."""

SORTED: Final = 20
"""When no more than one document in so many is found, unions are sorted, not tabulated."""


class Matches(NamedTuple):
    """Document numbers (int64, ascending, none twice) and the score of each (float32)."""

    docs: Docs
    scores: Scores

    @classmethod
    def unscored(cls, docs: Docs) -> Matches:
        """Matches that all score 0."""
        return cls(docs, np.zeros(len(docs), np.float32))

    def only(self, kept: Array | slice) -> Matches:
        """Those where ``kept`` (a mask, indices or a slice) says so."""
        if not isinstance(kept, slice) and kept.dtype == bool:
            kept = nonzero(kept)  # numpy is slow to take by a mask
        return Matches(self.docs[kept], self.scores[kept])


def rows_in(wanted: Array, docs: Array, documents: int) -> tuple[Array, Array]:
    """Intersect two ascending arrays of document numbers below ``documents``.

    Returns:
        Where the common numbers lie in ``wanted``, and where in ``docs``.
    """
    if not len(wanted) or not len(docs):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    swapped = len(wanted) > len(docs)
    few, many = (docs, wanted) if swapped else (wanted, docs)
    if len(few) * BISECTION < documents * CLEAR + (len(few) + len(many)) * READ:
        places = find_in(many, few)
        found = nonzero(many.take(places, mode="clip") == few)
        in_few, in_many = found, places[found]
    else:
        there = np.zeros(documents, bool)
        there[few.astype(np.int64)] = True
        in_many = nonzero(there.take(many))
        in_few = find_in(few, many[in_many])
    return (in_many, in_few) if swapped else (in_few, in_many)


def contained(numbers: Array, among: Array) -> Array:
    """Say of some numbers whether they are among others (ascending, of the same type)."""
    if not len(among):
        return np.zeros(len(numbers), bool)
    return np.asarray(among.take(among.searchsorted(numbers), mode="clip") == numbers)


def union(found: list[Matches], documents: int) -> Matches:
    """All documents of these, with the sum of their scores."""
    if len(found) == 1:
        return found[0]
    size = sum(len(matches.docs) for matches in found)
    if size * SORTED < documents:
        docs, where = np.unique(np.concatenate([m.docs for m in found]), return_inverse=True)
        weights = np.concatenate([m.scores for m in found])
        return Matches(docs, np.bincount(where, weights, len(docs)).astype(np.float32))
    total, there = np.zeros(documents, np.float32), np.zeros(documents, bool)
    for matches in found:
        total[matches.docs] += matches.scores
        there[matches.docs] = True
    docs = nonzero(there)
    return Matches(docs, total[docs])
