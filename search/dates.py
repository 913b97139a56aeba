"""What the dates of documents answer: a span, counts by year, and how recent they are."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from index.segments.arrays import smallest_unsigned
from index.segments.columns import span
from search.arrays import Array, Docs, Scores
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


class Calendar:
    """The years of the documents of a collection. Unchanging, may be shared by threads."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    @cached_property
    def _numbered(self) -> tuple[int, Array]:
        """The first year of all, and the year of each document counted from it: 1; 0 for none."""
        years = self._collection.first_day // 10_000
        first = int(years[years > 0].min(initial=10_000))
        numbers = np.where(years > 0, years.astype(np.int64) - first + 1, 0)
        return first, numbers.astype(smallest_unsigned(int(numbers.max(initial=0))))

    def count(self, docs: Docs) -> tuple[dict[int, int], int]:
        """How many of some documents are of each year, and how many have none."""
        first, numbers = self._numbered
        undated, *counts = np.bincount(numbers.take(docs), minlength=1).tolist()
        return {year: number for year, number in enumerate(counts, first) if number}, undated

    @cached_property
    def _latest(self) -> float:
        days = self._collection.first_day[self._collection.living_docs()]
        return float(_in_years(days.max(initial=0, keepdims=True))[0])

    def ages(self, docs: Docs) -> Scores:
        """How many years older than the latest document each is; without a year, infinitely."""
        days = self._collection.first_day[docs]
        ages = np.where(days > 0, self._latest - _in_years(days), np.inf)
        return ages.astype(np.float32)


def _in_years(days: Array) -> Array:
    """Days (yyyymmdd) as years and their fraction, near enough to tell how recent they are."""
    years, months, own = days // 10_000, days // 100 % 100, days % 100
    return np.asarray(years + np.maximum(months, 1) / 12 + own / 366)
