"""The engine that answers from a Whoosh index in a folder."""

from __future__ import annotations

from pathlib import Path

from index.errors import damage_reported
from index.manifest import Manifest, read_manifest
from index.releases import Release
from search.arrays import Matches
from search.collection import Collection
from search.completion import Completion, Completions
from search.countries import Countries
from search.dates import dated
from search.engine import Hit, SearchResults
from search.evaluation import Evaluation
from search.evidence import evidence_of
from search.explaining import explain_matches
from search.explanation import Explanation
from search.limits import Budget
from search.ordering import best
from search.query import Query
from search.reranking import reranked
from search.spellings import Spellings
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
        self._completions = Completions(folder, self._collection, Spellings(self._collection))

    def search(
        self, query: Query, *, start: int = 0, size: int = 10, explain: bool = False
    ) -> SearchResults:
        """See ``Engine.search``."""
        evaluation = Evaluation(self._collection, self._countries, Budget())
        found, counts = self._matches(query, evaluation)
        # Whoever only counts needs no order.
        scored = reranked(found, query.clause, evaluation) if size else found
        ranked = best(scored, self._collection.first_day, start, size)
        releases = {doc: self._collection.release(doc) for doc, _ in ranked}
        evidence = evidence_of(query.clause, [*releases], evaluation)
        told: list[Explanation | None] = [None] * len(ranked)
        if explain:
            told = [*explain_matches(query, found, dict(ranked), releases, evaluation)]
        return SearchResults(
            total=len(found.docs),
            hits=tuple(
                Hit(releases[doc], score, marks, why)
                for (doc, score), marks, why in zip(ranked, evidence, told, strict=True)
            ),
            countries=counts,
        )

    def _matches(self, query: Query, evaluation: Evaluation) -> tuple[Matches, dict[str, int]]:
        """The matches, and how many of them are of each country, whichever are chosen."""
        found = evaluation.matches(query.clause)
        if query.dates is not None:
            found = found.only(dated(query.dates, self._collection, found.docs))
        counts = self._countries.count(found.docs)
        if query.countries:
            found = found.only(self._countries.holding(query.countries, found.docs))
        return found, counts

    def explain(self, query: Query, id: str) -> Explanation | None:
        """See ``Engine.explain``."""
        doc = self._collection.document_of(id)
        if doc is None:
            return None
        evaluation = Evaluation(self._collection, self._countries, Budget())
        found, _ = self._matches(query, evaluation)
        row = int(found.docs.searchsorted(doc))
        if row == len(found.docs) or found.docs[row] != doc:
            return Explanation(id, matches=False)
        score = float(reranked(found, query.clause, evaluation).scores[row])
        releases = {doc: self._collection.release(doc)}
        return explain_matches(query, found, {doc: score}, releases, evaluation)[0]

    def frequency(self, term: str) -> int:
        """See ``Engine.frequency``."""
        return self.vocabulary.frequency(term)

    def complete(self, text: str, *, count: int = 8) -> list[Completion]:
        """See ``Engine.complete``."""
        return self._completions.complete(text, count)

    def release(self, id: str) -> Release | None:
        """See ``Engine.release``."""
        doc = self._collection.document_of(id)
        return None if doc is None else self._collection.release(doc)

    def close(self) -> None:
        """See ``Engine.close``; the files are closed when nothing reads their arrays any more."""
        del self._collection, self._countries, self._completions, self.vocabulary
