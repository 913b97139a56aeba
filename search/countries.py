"""Which countries documents have: counting matches by country, and filtering by it.

Documents carry the number of their combination of countries (index/segments/columns.py). Here
each combination is unfolded once into pairs of a combination and a code.
"""

from __future__ import annotations

from collections.abc import Collection as Codes

import numpy as np

from index.segments.arrays import ranges
from index.segments.reading import Segment
from search.arrays import Array, Docs
from search.collection import Collection
from search.query import NO_COUNTRY

FEW = 20
"""Unfolding the countries of a document costs as much as adding up this many combinations."""

_NONE: Array = np.zeros(0, np.int64)


class Countries:
    """The countries of the documents of a collection."""

    def __init__(self, collection: Collection) -> None:
        segments = [part.segment for part in collection.parts]
        listed = sorted({code for segment in segments for code in segment.countries} | {NO_COUNTRY})
        of_doc, holders, held = ([_NONE], [_NONE], [_NONE])
        before = 0
        for segment in segments:
            # Combinations are numbered on from one segment to the next.
            own = segment.combination
            of_doc.append(own + np.uint32(before) if before else own)
            numbers = np.array([listed.index(code) for code in (*segment.countries, NO_COUNTRY)])
            pairs = _pairs(segment, numbers)
            holders.append(pairs[0] + before)
            held.append(pairs[1])
            before += len(segment.arrays["combination_starts"]) - 1
        self._combinations = before
        self._of_doc = of_doc[1] if len(segments) == 1 else np.concatenate(of_doc)
        self._unfold(np.concatenate(holders), np.concatenate(held), listed)

    def _unfold(self, holders: Array, held: Array, listed: list[str]) -> None:
        """Sort the pairs both ways: the codes of a combination, and the holders of a code."""
        by_holder = np.argsort(holders, kind="stable")
        self._codes_of = held[by_holder]
        self._starts = np.searchsorted(holders[by_holder], np.arange(self._combinations + 1))
        by_code = np.argsort(held, kind="stable")
        self._holders, self._held = holders[by_code], held[by_code]
        self._present, self._bounds = np.unique(self._held, return_index=True)
        self._codes = listed

    def count(self, docs: Docs) -> dict[str, int]:
        """Count documents by code, those without a country under ``NO_COUNTRY``.

        Codes that none has are left out.
        """
        if len(docs) * FEW < len(self._holders):
            combinations = self._of_doc[docs].astype(np.int64)
            starts = self._starts[combinations]
            at, _ = ranges(starts, self._starts[combinations + 1] - starts)
            counts = np.bincount(self._codes_of[at], minlength=len(self._codes))
        else:
            each = np.bincount(self._of_doc[docs], minlength=self._combinations)
            counts = np.zeros(len(self._codes), np.int64)
            counts[self._present] = np.add.reduceat(each[self._holders], self._bounds)
        there = zip(self._codes, counts.tolist(), strict=True)
        return {code: number for code, number in there if number}

    def holding(self, codes: Codes[str], docs: Docs) -> Array:
        """Say of documents whether they have one of these codes (or none, by ``NO_COUNTRY``)."""
        wanted = np.array([code in codes for code in self._codes], bool)
        kept = np.zeros(self._combinations, bool)
        kept[self._holders[wanted[self._held]]] = True
        return np.asarray(kept[self._of_doc[docs]])


def _pairs(segment: Segment, numbers: Array) -> tuple[Array, Array]:
    """Each combination with each of its codes, numbered by ``numbers``; the last is "none"."""
    starts = segment.arrays["combination_starts"].astype(np.int64)
    sizes = np.diff(starts)
    without = np.flatnonzero(sizes == 0)
    combinations = np.concatenate((np.repeat(np.arange(len(sizes)), sizes), without))
    held = numbers[segment.arrays["combination_countries"]]
    return combinations, np.concatenate((held, np.full(len(without), numbers[-1])))
