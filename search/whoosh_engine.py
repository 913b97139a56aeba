"""The engine that answers from a Whoosh index in a folder."""

from __future__ import annotations

from pathlib import Path

from index.errors import damage_reported
from index.manifest import Manifest, read_manifest
from index.releases import Release
from search.collection import Collection
from search.countries import Countries
from search.dates import dated
from search.engine import Hit, SearchResults
from search.evaluation import Evaluation
from search.evidence import evidence_of
from search.limits import Budget
from search.ordering import best
from search.query import Query
from search.reranking import reranked
from search.stored_vocabulary import StoredVocabulary


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
        self._countries = Countries(self._collection)
        self.vocabulary = StoredVocabulary(self._collection)

    def search(self, query: Query, *, start: int = 0, size: int = 10) -> SearchResults:
        """See ``Engine.search``."""
        evaluation = Evaluation(self._collection, self._countries, Budget())
        found = evaluation.matches(query.clause)
        if query.dates is not None:
            found = found.only(dated(query.dates, self._collection, found.docs))
        counts = self._countries.count(found.docs)
        if query.countries:
            found = found.only(self._countries.holding(query.countries, found.docs))
        if size:  # whoever only counts needs no order
            found = reranked(found, query.clause, evaluation)
        ranked = best(found, self._collection.first_day, start, size)
        evidence = evidence_of(query.clause, [doc for doc, _ in ranked], evaluation)
        return SearchResults(
            total=len(found.docs),
            hits=tuple(
                Hit(self._collection.release(doc), score, evidence)
                for (doc, score), evidence in zip(ranked, evidence, strict=True)
            ),
            countries=counts,
        )

    def frequency(self, term: str) -> int:
        """See ``Engine.frequency``."""
        return self.vocabulary.frequency(term)

    def release(self, id: str) -> Release | None:
        """See ``Engine.release``."""
        doc = self._collection.document_of(id)
        return None if doc is None else self._collection.release(doc)

    def close(self) -> None:
        """See ``Engine.close``; the files are closed when nothing reads their arrays any more."""
        del self._collection, self._countries, self.vocabulary
