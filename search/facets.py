"""The facets of questions, by country and by year; those of late questions are remembered.

A reader turns pages, sorts, and chooses one country after the other, and the counts stay what they
are. And few words make up most of what archives are asked for, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar, cast

import numpy as np

from index.segments.countries import Countries
from search.arrays import Docs
from search.collection import Collection
from search.dates import Calendar
from search.memory import Memory
from search.primaries import PrimaryCountries
from search.query import Clause, Query, Term

REMEMBERED: Final = 1_000
"""Facets that are remembered, some kilobytes each."""

Counts = TypeVar("Counts")


class Facets:
    """Counts the matches of questions; may be shared by threads.

    ``countries`` are all those of releases, ``calendar`` their dates.
    """

    def __init__(self, collection: Collection) -> None:
        self.countries = Countries([part.segment for part in collection.parts])
        self.calendar = Calendar(collection)
        self._collection = collection
        self._primaries = PrimaryCountries(collection)
        self._remembered = Memory[tuple[object, ...], object](REMEMBERED)

    def countries_of(self, query: Query) -> Countries | PrimaryCountries:
        """What the countries of a question are looked up in."""
        return self._primaries if query.country_match == "primary" else self.countries

    def by_country(self, query: Query, docs: Docs) -> Mapping[str, int]:
        """Count by country what a question matches (``docs``) but for its own countries."""
        key = "country", _matching(query.clause), query.dates, query.country_match
        return self._kept(key, lambda: self._by_country(query, docs))

    def by_year(self, query: Query, docs: Docs) -> tuple[Mapping[int, int], int]:
        """Count by year what a question matches (``docs``) but for its dates; and the undated."""
        key = "year", _matching(query.clause), query.countries, query.country_match
        return self._kept(key, lambda: self.calendar.count(docs))

    def _by_country(self, query: Query, docs: Docs) -> Mapping[str, int]:
        alone = query.dates is None and query.country_match == "any"
        if alone and isinstance(query.clause, Term):
            return self._of_term(query.clause.text, docs)
        return self.countries_of(query).count(docs)

    def _of_term(self, term: str, docs: Docs) -> Mapping[str, int]:
        """Count the documents of a term, which are ``docs``, where that was not done beforehand."""
        countries, alive = self.countries, self._collection.alive
        counts = np.zeros(len(countries.codes), np.int64)
        for part, own_codes in zip(self._collection.parts, countries.own_codes, strict=True):
            segment = part.segment
            number = segment.term_number(term)
            known = None if number is None else segment.countries_of_term(number)
            if number is None or known is None:
                counts += countries.counts(docs[part.rows(docs)])
                continue
            counts[own_codes] += known
            if alive is not None:
                held = part.numbered(segment.docs[segment.term_range(number)])
                counts -= countries.counts(held.compress(~alive.take(held)))
        return countries.named(counts)

    def _kept(self, key: tuple[object, ...], count: Callable[[], Counts]) -> Counts:
        counts = self._remembered.get(key)
        if counts is None:
            counts = count()
            self._remembered.put(key, counts)
        return cast(Counts, counts)


def _matching(clause: Clause | None) -> Clause | None:
    """What matches the same, for all forms that a single word may be typed in."""
    return Term(clause.text, "") if isinstance(clause, Term) else clause
