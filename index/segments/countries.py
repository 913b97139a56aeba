"""Which countries documents have: counting matches by country, and filtering by it.

Documents carry the number of their combination of countries (index/segments/columns.py). Most have
one or two, so each document is given here its first six codes as three pairs, a pair in one number:
counting the pairs of the matches counts two countries a document in one pass. Two pairs lie side by
side, to be read as one number; few documents have a third. Further codes, and those of few matches,
are unfolded from the combinations.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from index.releases import NO_COUNTRY
from index.segments.arrays import Array, nonzero, ranges, smallest_unsigned
from index.segments.reading import Segment

UNFOLDED: Final = 10
"""Unfolding the codes of a document costs as much as going through so many sums of pairs."""

_NONE: Array = np.zeros(0, np.int64)


class Countries:
    """The countries of the documents of some segments, numbered on from one to the next.

    ``codes`` are all codes that there are, ``NO_COUNTRY`` first, then in order; ``own_codes`` say
    of each segment where ``NO_COUNTRY`` and its codes are among these.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.codes = [NO_COUNTRY, *sorted({code for s in segments for code in s.countries})]
        self.own_codes: list[Array] = []
        # A code's number is its place and one; 0 stands for no (further) code.
        self._numbers = len(self.codes) + 1
        of_doc, holders, held = ([_NONE], [_NONE], [_NONE])
        before = 0
        for segment in segments:
            # Combinations are numbered on from one segment to the next.
            own = segment.combination
            of_doc.append(own + np.uint32(before) if before else own)
            places = [self.codes.index(code) for code in (NO_COUNTRY, *segment.country_codes)]
            self.own_codes.append(np.array(places))
            pairs = _pairs(segment, self.own_codes[-1] + 1)
            holders.append(pairs[0] + before)
            held.append(pairs[1])
            before += len(segment.arrays["combination_starts"]) - 1
        self._combinations = before
        self._of_doc = of_doc[1] if len(segments) == 1 else np.concatenate(of_doc)
        self._unfold(np.concatenate(holders), np.concatenate(held))
        two = np.stack((self._pair(0), self._pair(2)), axis=1)
        self._two_pairs = two.view(f"u{2 * two.itemsize}").ravel()[self._of_doc]
        third = self._pair(4)
        # In the place of the third pair: there are more codes than six.
        self._longer = self._numbers**2 - 1
        third[np.diff(self._starts) > 6] = self._longer
        self._third_pair = third[self._of_doc]

    def _unfold(self, holders: Array, held: Array) -> None:
        """Sort the pairs both ways: the codes of a combination, and the holders of a code."""
        by_holder = np.argsort(holders, kind="stable")
        self._codes_of = held[by_holder]
        self._starts = np.searchsorted(holders[by_holder], np.arange(self._combinations + 1))
        by_code = np.argsort(held, kind="stable")
        self._holders = holders[by_code]
        self._bounds = np.searchsorted(held[by_code], np.arange(self._numbers + 1))

    def _pair(self, first: int) -> Array:
        """For each combination, its codes number ``first`` and the next one as one number."""
        codes = np.append(self._codes_of, [0, 0])
        at = self._starts[:-1] + first
        left = self._starts[1:] - at
        pairs = np.where(left > 0, codes[np.minimum(at, len(codes) - 2)], 0) * self._numbers
        pairs += np.where(left > 1, codes[np.minimum(at + 1, len(codes) - 1)], 0)
        return np.asarray(pairs.astype(smallest_unsigned(self._numbers**2)))

    def count(self, docs: Array) -> dict[str, int]:
        """Count documents by code, those without a country under ``NO_COUNTRY``.

        Codes that none has are left out.
        """
        return self.named(self.counts(docs))

    def named(self, counts: Array) -> dict[str, int]:
        """What was counted of each of ``codes``, by code; no zeros."""
        there = zip(self.codes, counts.tolist(), strict=True)
        return {code: number for code, number in there if number}

    def counts(self, docs: Array) -> Array:
        """How many of some documents have each of ``codes``."""
        if len(docs) * UNFOLDED > self._numbers**2:
            return self._counted(docs)[1:]
        return self._unfolded(docs, 0)[1:]

    def _counted(self, docs: Array) -> Array:
        """How many documents have each code, by pairs."""
        size = self._numbers
        thirds = self._third_pair.take(docs)
        rows = nonzero(thirds != 0)
        thirds = thirds[rows]
        sums = np.bincount(self._two_pairs.take(docs).view(thirds.dtype), minlength=size**2)
        sums += np.bincount(thirds, minlength=size**2)
        sums[self._longer] = 0
        by_pair = sums.reshape(size, size)
        counts = by_pair.sum(0) + by_pair.sum(1)
        counts += self._unfolded(docs[rows[thirds == self._longer]], 4)
        return np.asarray(counts)

    def _unfolded(self, docs: Array, first: int) -> Array:
        """How many documents have each code, from their codes number ``first`` on."""
        combinations = self._of_doc.take(docs).astype(np.int64)
        starts = self._starts[combinations] + first
        codes = self._codes_of[ranges(starts, self._starts[combinations + 1] - starts)[0]]
        return np.bincount(codes, minlength=self._numbers)

    def holding(self, codes: Collection[str], docs: Array) -> Array:
        """Say of documents whether they have one of these codes (or none, by ``NO_COUNTRY``)."""
        kept = np.zeros(self._combinations, bool)
        for number, code in enumerate(self.codes, 1):
            if code in codes:
                kept[self._holders[self._bounds[number] : self._bounds[number + 1]]] = True
        return np.asarray(kept.take(self._of_doc.take(docs)))


def _pairs(segment: Segment, numbers: Array) -> tuple[Array, Array]:
    """Each combination with each of its codes, numbered by ``numbers``; the first is "none"."""
    starts = segment.arrays["combination_starts"].astype(np.int64)
    sizes = np.diff(starts)
    without = np.flatnonzero(sizes == 0)
    combinations = np.concatenate((np.repeat(np.arange(len(sizes)), sizes), without))
    held = numbers[1:][segment.arrays["combination_countries"]]
    return combinations, np.concatenate((held, np.full(len(without), numbers[0])))
