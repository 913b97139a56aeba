"""Which primary country documents have: counting matches by it, and filtering by it."""

from __future__ import annotations

from collections.abc import Collection as Codes

import numpy as np

from index.releases import NO_COUNTRY
from search.arrays import Array, Docs
from search.collection import Collection


class PrimaryCountries:
    """The primary country of each document; answers what ``Countries`` answers."""

    def __init__(self, collection: Collection) -> None:
        segments = [part.segment for part in collection.parts]
        listed = sorted({code for segment in segments for code in segment.country_codes})
        self._codes = [NO_COUNTRY, *listed]
        own = [
            np.array([self._codes.index(code) for code in (NO_COUNTRY, *segment.country_codes)])
            for segment in segments
        ]
        numbered = [
            numbers[segment.arrays["primary"]]
            for numbers, segment in zip(own, segments, strict=True)
        ]
        self._of_doc = np.concatenate([np.zeros(0, np.int64), *numbered])

    def count(self, docs: Docs) -> dict[str, int]:
        """Count documents by code, those without one under ``NO_COUNTRY``; no zeros."""
        counts = np.bincount(self._of_doc.take(docs), minlength=len(self._codes)).tolist()
        return {code: number for code, number in zip(self._codes, counts, strict=True) if number}

    def holding(self, codes: Codes[str], docs: Docs) -> Array:
        """Say of documents whether one of these is their code (or none, by ``NO_COUNTRY``)."""
        wanted = np.array([code in codes for code in self._codes], bool)
        return np.asarray(wanted.take(self._of_doc.take(docs)))
