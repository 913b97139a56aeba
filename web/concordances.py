"""A page of a concordance, ready to be shown, as JSON, and all of it as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, get_type_hints

from index.manifest import Manifest
from search.concordance import Concordance, Occurrence, concordance
from search.engine import Engine
from web.documents import ConcordanceDocument, OccurrenceDocument
from web.exports import cell, csv_line, in_pieces
from web.links import release_url
from web.parameters import ConcordanceParameters
from web.representation import index_document, query_document
from web.results import PageMissing, page_count
from web.text_fragments import text_fragment

COLUMNS: Final = tuple(get_type_hints(OccurrenceDocument))


@dataclass(frozen=True, slots=True)
class ConcordancePage:
    """What was asked, and the occurrences of one page."""

    parameters: ConcordanceParameters
    found: Concordance

    @property
    def pages(self) -> int:
        """How many pages there are; one even when it is empty."""
        return page_count(self.found.total, self.parameters.size)


def read_concordance(engine: Engine, parameters: ConcordanceParameters) -> ConcordancePage:
    """The page asked for.

    Raises:
        QueryInvalid: the text cannot be searched for.
        QueryTooCostly: the query asks for too much.
        PageMissing: there are occurrences, but not so many pages of them.
    """
    page = ConcordancePage(
        parameters,
        concordance(
            engine,
            parameters.query(),
            order=parameters.order,
            start=parameters.start,
            size=parameters.size,
        ),
    )
    if parameters.page > page.pages:
        raise PageMissing(parameters, page.pages)
    return page


def passage_url(parameters: ConcordanceParameters, occurrence: Occurrence) -> str:
    """The address of an occurrence on the page of its release."""
    passage = occurrence.left + occurrence.keyword + occurrence.right
    return release_url(parameters.searched(), occurrence.release.id) + text_fragment(passage)


def concordance_document(page: ConcordancePage, manifest: Manifest) -> ConcordanceDocument:
    """The body of ``GET /api/v1/concordance``."""
    found, parameters = page.found, page.parameters
    return {
        "query": query_document(parameters),
        "order": parameters.order,
        "total": found.total,
        "releases": found.releases,
        "matches": found.matches,
        "complete": found.complete,
        "page": parameters.page,
        "pages": page.pages,
        "size": parameters.size,
        "occurrences": [_occurrence(occurrence) for occurrence in found.occurrences],
        "index": index_document(manifest),
    }


def concordance_csv_export(occurrences: Iterable[Occurrence]) -> Iterator[bytes]:
    """Comma-separated values, a line an occurrence, after a line of names."""

    def lines() -> Iterator[bytes]:
        yield csv_line(COLUMNS)
        for occurrence in occurrences:
            yield csv_line([cell(value) for value in _occurrence(occurrence).values()])

    return in_pieces(lines())


def _occurrence(occurrence: Occurrence) -> OccurrenceDocument:
    release = occurrence.release
    return {
        "id": release.id,
        "date": release.date,
        "countries": list(release.countries),
        "title": release.title,
        "field": occurrence.part,
        "start": occurrence.start,
        "end": occurrence.end,
        "left": occurrence.left,
        "keyword": occurrence.keyword,
        "right": occurrence.right,
    }
