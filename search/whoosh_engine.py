"""The engine that answers from a Whoosh index in a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from index.errors import damage_reported
from index.manifest import Manifest, read_manifest
from index.releases import Release
from search.arrays import Array, Docs, Matches, Scores
from search.collection import Collection
from search.completion import Completion, Completions
from search.dates import dated
from search.engine import Evidence, Hit, SearchResults
from search.evaluation import Evaluation
from search.evidence import evidence_of
from search.explaining import explain_matches
from search.explanation import Explanation
from search.facets import Facets
from search.limits import Budget
from search.ordering import ordered
from search.query import Query
from search.ranking import recency
from search.reranking import reranked
from search.spellings import Spellings
from search.stored_vocabulary import StoredVocabulary

Kept: TypeAlias = Array | slice
"""Of some documents those that pass a filter: a mask, or all of them."""

EVERY: Final = slice(None)

BATCH: Final = 250
"""Matches whose words are looked for together, when every match is given."""


class WhooshEngine:
    """An ``Engine`` over one generation of an index; it may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            IndexMissing: there is none.
            IndexStale: it was made under other rules, or is damaged.
        """
        self.manifest: Manifest = read_manifest(folder)
        with damage_reported(folder):
            self._collection = Collection(folder)
        self._facets = Facets(self._collection)
        spellings = Spellings(self._collection)
        self.vocabulary = StoredVocabulary(self._collection, spellings)
        self._completions = Completions(folder, self._collection, spellings)

    def search(self, query: Query, *, start: int = 0, size: int = 10) -> SearchResults:
        """See ``Engine.search``."""
        evaluation = self._evaluation()
        filtered = query.dates is not None or bool(query.countries)
        docs, scored = evaluation.candidates(query.clause, filtered=filtered)
        in_dates, in_countries = self._kept(query, docs)
        countries = self._facets.by_country(query, _passing(docs, in_dates))
        years, undated = self._facets.by_year(query, _passing(docs, in_countries))
        found = scored(_both(in_dates, in_countries))
        # Whoever only counts needs no order.
        wanted = start + size if query.sort == "relevance" else None
        ranked = self._scored(query, found, evaluation, wanted) if size else found
        page = ordered(ranked, self._collection.first_day, query.sort, start, size)
        return SearchResults(
            total=len(found.docs),
            hits=tuple(self._hits(query, page, evaluation)),
            countries=countries,
            years=years,
            undated=undated,
        )

    def explain(self, query: Query, id: str) -> Explanation | None:
        """See ``Engine.explain``."""
        doc = self._collection.document_of(id)
        if doc is None:
            return None
        evaluation = self._evaluation()
        found = self._matches(query, evaluation)
        row = int(found.docs.searchsorted(doc))
        if row == len(found.docs) or found.docs[row] != doc:
            return Explanation(
                id,
                matches=False,
                title_length=int(self._collection.title_tokens[doc]),
                body_length=int(self._collection.column("body_tokens")[doc]),
            )
        scores = {doc: float(self._scored(query, found, evaluation).scores[row])}
        priors = {}
        if query.sort == "recent":
            priors = {doc: float(self._priors(found.docs[row : row + 1])[0])}
        releases = {doc: self._collection.release(doc)}
        return explain_matches(query, found, scores, releases, evaluation, priors)[0]

    def matching(self, query: Query) -> Iterator[Release]:
        """See ``Engine.matching``."""
        return map(self._collection.release, map(int, self._all(query).docs))

    def hits(self, query: Query) -> Iterator[Hit]:
        """See ``Engine.hits``."""
        found = self._all(query)
        # What the reader of the stream asks for bit by bit has no limit in all.
        evaluation = self._evaluation(Budget(sys.maxsize))
        return (
            hit
            for start in range(0, len(found.docs), BATCH)
            for hit in self._hits(query, found.only(slice(start, start + BATCH)), evaluation)
        )

    def _all(self, query: Query) -> Matches:
        """Every match in order."""
        evaluation = self._evaluation()
        found = self._scored(query, self._matches(query, evaluation), evaluation)
        return ordered(found, self._collection.first_day, query.sort, 0, len(found.docs))

    def _hits(self, query: Query, page: Matches, evaluation: Evaluation) -> Iterator[Hit]:
        docs = page.docs.tolist()
        evidence = evidence_of(query.clause, docs, evaluation)
        for doc, score, shown in zip(docs, page.scores.tolist(), evidence, strict=True):
            yield Hit(self._collection.release(doc), score, shown)

    def _evaluation(self, budget: Budget | None = None) -> Evaluation:
        return Evaluation(self._collection, self._facets.countries, budget or Budget())

    def _kept(self, query: Query, docs: Docs) -> tuple[Kept, Kept]:
        """Say of documents whether they pass the filter by date, and the one by country."""
        in_dates: Kept = EVERY
        in_countries: Kept = EVERY
        if query.dates is not None:
            in_dates = dated(query.dates, self._collection, docs)
        if query.countries:
            in_countries = self._facets.countries_of(query).holding(query.countries, docs)
        return in_dates, in_countries

    def _matches(self, query: Query, evaluation: Evaluation) -> Matches:
        """What passes all filters, with the scores of the words."""
        found = evaluation.matches(query.clause)
        return found.only(_both(*self._kept(query, found.docs)))

    def _scored(
        self, query: Query, found: Matches, evaluation: Evaluation, wanted: int | None = None
    ) -> Matches:
        """The same matches (or the ``wanted`` best and some) with all that they are ranked by."""
        found = reranked(found, query.clause, evaluation, wanted)
        if query.sort != "recent":
            return found
        return Matches(found.docs, found.scores * self._priors(found.docs))

    def _priors(self, docs: Docs) -> Scores:
        """What scores of documents are multiplied by when the latest are favoured."""
        return recency(self._facets.calendar.ages(docs))

    def frequency(self, term: str) -> int:
        """See ``Engine.frequency``."""
        return self.vocabulary.frequency(term)

    def catalogue(self) -> Iterator[tuple[str, str | None]]:
        """See ``Engine.catalogue``."""
        return self._collection.catalogue()

    def evidence(self, query: Query, id: str) -> Evidence | None:
        """See ``Engine.evidence``."""
        doc = self._collection.document_of(id)
        return None if doc is None else evidence_of(query.clause, [doc], self._evaluation())[0]

    def complete(self, text: str, *, count: int = 8) -> list[Completion]:
        """See ``Engine.complete``."""
        return self._completions.complete(text, count)

    def release(self, id: str) -> Release | None:
        """See ``Engine.release``."""
        doc = self._collection.document_of(id)
        return None if doc is None else self._collection.release(doc)

    def close(self) -> None:
        """See ``Engine.close``; the files are closed when nothing reads their arrays any more."""
        del self._collection, self._facets, self._completions, self.vocabulary


def _passing(docs: Docs, kept: Kept) -> Docs:
    return docs if isinstance(kept, slice) else docs.compress(kept)


def _both(left: Kept, right: Kept) -> Kept:
    """What passes two filters."""
    if isinstance(left, slice):
        return right
    return left if isinstance(right, slice) else left & right
