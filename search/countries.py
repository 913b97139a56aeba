"""Which countries documents have: counting matches by country, and filtering by it.

Documents carry the number of their combination of countries (index/segments/columns.py). Most have
one or two, so each document is given here its first four codes as two pairs, a pair in one number:
counting the pairs of the matches counts two countries a document in one pass. Further codes, and
those of few matches, are unfolded from the combinations.
"""

from __future__ import annotations

from collections.abc import Collection as Codes
from typing import Final

import numpy as np

from index.segments.arrays import ranges, smallest_unsigned
from index.segments.reading import Segment
from search.arrays import Array, Docs
from search.collection import Collection
from search.query import NO_COUNTRY

PAIRED: Final = 2
"""Pairs of codes that a document is given."""

UNFOLDED: Final = 10
"""Unfolding the codes of a document costs as much as going through so many sums of pairs."""

_NONE: Array = np.zeros(0, np.int64)


class Countries:
    """The countries of the documents of a collection."""

    def __init__(self, collection: Collection) -> None:
        segments = [part.segment for part in collection.parts]
        # A code's number is its place here; 0 stands for no (further) code.
        self._listed = ["", NO_COUNTRY, *sorted({code for s in segments for code in s.countries})]
        of_doc, holders, held = ([_NONE], [_NONE], [_NONE])
        before = 0
        for segment in segments:
            # Combinations are numbered on from one segment to the next.
            own = segment.combination
            of_doc.append(own + np.uint32(before) if before else own)
            numbers = np.array(
                [self._listed.index(code) for code in (*segment.countries, NO_COUNTRY)]
            )
            pairs = _pairs(segment, numbers)
            holders.append(pairs[0] + before)
            held.append(pairs[1])
            before += len(segment.arrays["combination_starts"]) - 1
        self._combinations = before
        self._of_doc = of_doc[1] if len(segments) == 1 else np.concatenate(of_doc)
        self._unfold(np.concatenate(holders), np.concatenate(held))
        self._paired = [self._pair(2 * pair) for pair in range(PAIRED)]
        self._longer = (np.diff(self._starts) > 2 * PAIRED)[self._of_doc]

    def _unfold(self, holders: Array, held: Array) -> None:
        """Sort the pairs both ways: the codes of a combination, and the holders of a code."""
        by_holder = np.argsort(holders, kind="stable")
        self._codes_of = held[by_holder]
        self._starts = np.searchsorted(holders[by_holder], np.arange(self._combinations + 1))
        by_code = np.argsort(held, kind="stable")
        self._holders = holders[by_code]
        self._bounds = np.searchsorted(held[by_code], np.arange(len(self._listed) + 1))

    def _pair(self, first: int) -> Array:
        """For each document, its codes number ``first`` and the next one as one number."""
        codes = np.append(self._codes_of, [0, 0])
        at = self._starts[:-1] + first
        left = self._starts[1:] - at
        pairs = np.where(left > 0, codes[np.minimum(at, len(codes) - 2)], 0) * len(self._listed)
        pairs += np.where(left > 1, codes[np.minimum(at + 1, len(codes) - 1)], 0)
        return np.asarray(pairs.astype(smallest_unsigned(len(self._listed) ** 2))[self._of_doc])

    def count(self, docs: Docs) -> dict[str, int]:
        """Count documents by code, those without a country under ``NO_COUNTRY``.

        Codes that none has are left out.
        """
        counts = np.zeros(len(self._listed), np.int64)
        unfolded = 0
        if len(docs) * UNFOLDED > len(self._listed) ** 2:
            for paired in self._paired:
                sums = np.bincount(paired.take(docs), minlength=len(counts) ** 2)
                by_pair = sums.reshape(len(counts), -1)
                counts += by_pair.sum(0) + by_pair.sum(1)
            docs = docs.compress(self._longer.take(docs))
            unfolded = 2 * PAIRED
        combinations = self._of_doc.take(docs).astype(np.int64)
        starts = self._starts[combinations] + unfolded
        left = np.maximum(self._starts[combinations + 1] - starts, 0)
        counts += np.bincount(self._codes_of[ranges(starts, left)[0]], minlength=len(counts))
        there = zip(self._listed[1:], counts[1:].tolist(), strict=True)
        return {code: number for code, number in there if number}

    def holding(self, codes: Codes[str], docs: Docs) -> Array:
        """Say of documents whether they have one of these codes (or none, by ``NO_COUNTRY``)."""
        kept = np.zeros(self._combinations, bool)
        for number, code in enumerate(self._listed):
            if code in codes:
                kept[self._holders[self._bounds[number] : self._bounds[number + 1]]] = True
        return np.asarray(kept[self._of_doc.take(docs)])


def _pairs(segment: Segment, numbers: Array) -> tuple[Array, Array]:
    """Each combination with each of its codes, numbered by ``numbers``; the last is "none"."""
    starts = segment.arrays["combination_starts"].astype(np.int64)
    sizes = np.diff(starts)
    without = np.flatnonzero(sizes == 0)
    combinations = np.concatenate((np.repeat(np.arange(len(sizes)), sizes), without))
    held = numbers[segment.arrays["combination_countries"]]
    return combinations, np.concatenate((held, np.full(len(without), numbers[-1])))
