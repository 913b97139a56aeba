"""Which countries documents have: counting matches by country, and filtering by it.

Documents carry the number of their combination of countries (index/segments/columns.py). Here
each combination is unfolded once into pairs of a combination and a code.
"""

from __future__ import annotations

from collections.abc import Collection as Codes

import numpy as np

from index.segments.reading import Segment
from search.arrays import Array, Docs
from search.collection import Collection
from search.query import NO_COUNTRY


class Countries:
    """The countries of the documents of a collection."""

    def __init__(self, collection: Collection) -> None:
        segments = [part.segment for part in collection.parts]
        listed = sorted({code for segment in segments for code in segment.countries} | {NO_COUNTRY})
        self._codes = listed
        of_doc, combinations, codes, before = [], [], [], 0
        for segment in segments:
            numbers = [listed.index(code) for code in (*segment.countries, NO_COUNTRY)]
            pairs = _pairs(segment, np.array(numbers))
            # Combinations are numbered on from one segment to the next.
            own = segment.combination
            of_doc.append(own + np.uint32(before) if before else own)
            combinations.append(pairs[0] + before)
            codes.append(pairs[1])
            before += len(segment.arrays["combination_starts"]) - 1
        self._combinations = before
        self._of_doc = of_doc[0] if len(of_doc) == 1 else np.concatenate([*of_doc, _NONE])
        pair_codes = np.concatenate([*codes, _NONE])
        order = np.argsort(pair_codes, kind="stable")
        self._holders = np.concatenate([*combinations, _NONE])[order]
        self._held = pair_codes[order]

    def count(self, docs: Docs) -> dict[str, int]:
        """Count documents by code, those without a country under ``NO_COUNTRY``.

        Codes that none has are left out.
        """
        each = np.bincount(self._of_doc[docs], minlength=self._combinations)
        counts = np.bincount(self._held, each[self._holders], len(self._codes))
        return {self._codes[n]: int(counts[n]) for n in np.flatnonzero(counts).tolist()}

    def holding(self, codes: Codes[str], docs: Docs) -> Array:
        """Say of documents whether they have one of these codes (or none, by ``NO_COUNTRY``)."""
        wanted = np.array([code in codes for code in self._codes], bool)
        kept = np.zeros(self._combinations, bool)
        kept[self._holders[wanted[self._held]]] = True
        return np.asarray(kept[self._of_doc[docs]])


_NONE = np.zeros(0, np.int64)


def _pairs(segment: Segment, numbers: Array) -> tuple[Array, Array]:
    """Each combination with each of its codes, numbered by ``numbers``; the last is "none"."""
    starts = segment.arrays["combination_starts"].astype(np.int64)
    sizes = np.diff(starts)
    without = np.flatnonzero(sizes == 0)
    combinations = np.concatenate((np.repeat(np.arange(len(sizes)), sizes), without))
    held = numbers[segment.arrays["combination_countries"]]
    return combinations, np.concatenate((held, np.full(len(without), numbers[-1])))
