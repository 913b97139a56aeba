"""The releases that have some words, and how many of them have another one, too."""

from __future__ import annotations

from collections.abc import Collection as Several
from functools import cached_property
from typing import Final

import numpy as np

from search.arrays import Array
from search.collection import Collection, Part

LOOKED_AT: Final = 4096
"""Releases of a word that are looked at; of more, as many spread over all, unless none fits."""


class Holders:
    """The documents that have all of some terms; found when they are first asked about."""

    def __init__(self, collection: Collection, terms: Several[str]) -> None:
        self._collection = collection
        self._terms = terms

    def with_term(self, term: str) -> int:
        """How many of them have this term as well, about; 0 only when none has."""
        return sum(
            _counted(kept, _docs(part, term))
            for part, kept in zip(self._collection.parts, self._masks, strict=True)
        )

    @cached_property
    def _masks(self) -> list[Array]:
        """Say of the documents of each segment whether they have all the terms."""
        alive = self._collection.alive
        masks = []
        for part in self._collection.parts:
            size = part.segment.documents
            kept = np.ones(size, bool) if alive is None else alive[part.base :][:size].copy()
            for term in self._terms:
                has = np.zeros(size, bool)
                has[_docs(part, term)] = True
                kept &= has
            masks.append(kept)
        return masks


def _counted(kept: Array, docs: Array) -> int:
    step = -(-len(docs) // LOOKED_AT)
    if step > 1 and (some := np.count_nonzero(kept[docs[::step]])):
        return int(some) * step
    return int(np.count_nonzero(kept[docs]))


def _docs(part: Part, term: str) -> Array:
    number = part.segment.term_number(term)
    return part.segment.docs[slice(0, 0) if number is None else part.segment.term_range(number)]
