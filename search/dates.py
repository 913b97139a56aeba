"""Which documents are dated within a span."""

from __future__ import annotations

import numpy as np

from index.segments.columns import span
from search.arrays import Array, Docs
from search.collection import Collection
from search.query import Dated

_LAST_OF_ALL = 2**32 - 1


def dated(asked: Dated, collection: Collection, docs: Docs) -> Array:
    """Say of documents whether they may be of a day in the span; without a year they are not."""
    first = 1 if asked.first is None else span(asked.first)[0]
    last = _LAST_OF_ALL if asked.last is None else span(asked.last)[1]
    if first > last:
        return np.zeros(len(docs), bool)
    kept = collection.last_day.take(docs) >= np.uint32(first)
    kept &= collection.first_day.take(docs) <= np.uint32(last)
    return np.asarray(kept)
