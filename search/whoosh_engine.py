"""The engine that answers from a Whoosh index in a folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from whoosh import index as whoosh_index

from index.errors import IndexStale
from index.manifest import Manifest, read_manifest
from index.releases import Release
from index.schema import from_document
from search.engine import Hit, SearchResults
from search.evaluation import Matches, evaluate
from search.postings import Postings
from search.query import NO_COUNTRY, Query


class WhooshEngine:
    """An ``Engine`` over one generation of an index; it may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            IndexMissing: there is none.
            IndexStale: it was made under other rules, or is damaged.
        """
        self.manifest: Manifest = read_manifest(folder)
        try:
            self._postings = Postings(whoosh_index.open_dir(folder).reader())
        except (OSError, whoosh_index.IndexError) as error:
            raise IndexStale(folder, f"it is damaged ({error})") from None

    def search(self, query: Query, *, start: int = 0, size: int = 10) -> SearchResults:
        """See ``Engine.search``."""
        found = evaluate(query.clause, self._postings)
        counts, without = self._postings.countries.count(found.docs)
        if query.countries:
            found = self._in_countries(found, query.countries)
        return SearchResults(
            total=len(found.docs),
            hits=tuple(
                Hit(from_document(self._postings.stored(doc)), score)
                for doc, score in self._ranked(found, start, size)
            ),
            countries=counts | ({NO_COUNTRY: without} if without else {}),
        )

    def release(self, id: str) -> Release | None:
        """See ``Engine.release``."""
        doc = self._postings.document_of(id)
        return None if doc is None else from_document(self._postings.stored(doc))

    def close(self) -> None:
        """See ``Engine.close``."""
        self._postings.close()

    def _in_countries(self, found: Matches, countries: frozenset[str]) -> Matches:
        holding = self._postings.countries.holding(countries, or_none=NO_COUNTRY in countries)
        kept = holding[found.docs]
        return Matches(found.docs[kept], found.scores[kept])

    def _ranked(self, found: Matches, start: int, size: int) -> list[tuple[int, float]]:
        order = np.lexsort((found.docs, -self._postings.dates[found.docs], -found.scores))
        page = order[start : start + size]
        return list(zip(found.docs[page].tolist(), found.scores[page].tolist(), strict=True))
