"""Results as the documents that the endpoints and the command line both give."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Final, cast, get_args

from index.manifest import Manifest
from index.releases import Release
from search.engine import Engine
from search.explanation import Explanation
from search.interpretation import Interpretation, Understood
from search.query import Query
from web.api_parameters import ApiSearchParameters, ResultField
from web.cursors import Cursor
from web.documents import (
    AsideDocument,
    ContactDocument,
    CountryFacetDocument,
    ExplanationDocument,
    FacetsDocument,
    IndexDocument,
    InterpretationDocument,
    LinksDocument,
    MentionDocument,
    PartialDocument,
    PieceDocument,
    QueryDocument,
    ReleaseDocument,
    ResultDocument,
    SearchDocument,
    SimilarDocument,
    StatsDocument,
    WholeRelease,
)
from web.parameters import Filters, SearchParameters
from web.results import Partial, ResultPage, ShownHit, facet_page, similar_releases
from web.wording import arithmetic, meaning, sentence

ENDPOINT: Final = "/api/v1/search"
ALL_FIELDS: Final[frozenset[str]] = frozenset(get_args(ResultField))
HIGHLIGHTS: Final = frozenset({"title_marks", "snippets", "reason"})


def search_document(page: ResultPage, *, root: str = "") -> SearchDocument:
    """The body of ``GET /api/v1/search``.

    Args:
        page: the results.
        root: the path that the application is mounted under, before every link.
    """
    parameters = page.parameters
    fields = _fields(parameters)
    cursor = _next_cursor(page)
    return {
        "query": query_document(parameters),
        "interpretation": _interpretation(page.interpretation),
        "total": page.total,
        "page": None if _by_cursor(parameters) else parameters.page,
        "pages": page.pages,
        "size": parameters.size,
        "results": [_result(hit, fields) for hit in page.hits],
        "next_cursor": cursor,
        "facets": _facets(page),
        "correction": page.correction,
        "partial": _partial(page.partial, fields) if page.partial else None,
        "links": _links(page, cursor, root + ENDPOINT),
        "index": index_document(page.manifest),
    }


def release_document(engine: Engine, release: Release) -> ReleaseDocument:
    """The body of ``GET /api/v1/releases/{id}``."""
    whole: WholeRelease = {
        "id": release.id,
        "title": release.title,
        "paragraphs": list(release.paragraphs),
        "source": release.source,
        "dateline_place": release.dateline_place,
        "date": release.date,
        "primary_country": release.primary_country,
        "countries": list(release.countries),
        "mentions": [cast(MentionDocument, mention._asdict()) for mention in release.mentions],
        "contacts": [cast(ContactDocument, contact._asdict()) for contact in release.contacts],
        "asides": [cast(AsideDocument, aside._asdict()) for aside in release.asides],
        "renditions": list(release.renditions),
        "url": release.url,
    }
    return {"release": whole, "index": index_document(engine.manifest)}


def similar_document(engine: Engine, release: Release) -> SimilarDocument:
    """The body of ``GET /api/v1/releases/{id}/similar``."""
    similar = similar_releases(engine, release)
    return {
        "id": release.id,
        "results": [_facts(other) for other in similar],
        "index": index_document(engine.manifest),
    }


def country_facet_document(engine: Engine, filters: Filters) -> CountryFacetDocument:
    """The body of ``GET /api/v1/facets/country``."""
    facets = facet_page(engine, filters.query(), filters)
    return {
        "query": query_document(filters),
        "total": facets.total,
        "values": facets.countries,
        "index": index_document(engine.manifest),
    }


def stats_document(engine: Engine) -> StatsDocument:
    """The body of ``GET /api/v1/stats``."""
    facets = facet_page(engine, Query(), Filters())
    return {
        "releases": engine.manifest.releases,
        "skipped": engine.manifest.skipped,
        "country": facets.countries,
        "year": facets.years,
        "undated": facets.undated,
        "index": index_document(engine.manifest),
    }


def explanation_document(explanation: Explanation, manifest: Manifest) -> ExplanationDocument:
    """The body of ``GET /api/v1/explain``."""
    told = {
        field.name: getattr(explanation, field.name) for field in dataclasses.fields(explanation)
    }
    return ExplanationDocument(**told, index=index_document(manifest))


def index_document(manifest: Manifest) -> IndexDocument:
    """Which state of the index answered."""
    return {
        "fingerprint": manifest.fingerprint,
        "releases": manifest.releases,
        "built_at": manifest.built_at,
    }


def query_document(filters: Filters) -> QueryDocument:
    """The question, as it was read."""
    return {
        "q": filters.q,
        "country": list(filters.country),
        "country_match": filters.country_match,
        "from": filters.from_,
        "to": filters.to,
        "year": filters.year,
        "match": filters.match,
        "synonyms": filters.synonyms,
        "sort": filters.sort,
    }


def _fields(parameters: SearchParameters) -> Collection[str]:
    if not isinstance(parameters, ApiSearchParameters):
        return ALL_FIELDS
    fields = {"id", *parameters.fields} if parameters.fields else ALL_FIELDS
    return fields if parameters.highlight else fields - HIGHLIGHTS


def _result(hit: ShownHit, fields: Collection[str] = ALL_FIELDS) -> ResultDocument:
    release, score, title, snippets, reason = hit
    whole = _facts(release)
    whole["score"] = round(score, 6)
    whole["title_marks"] = title.marks
    whole["reason"] = reason
    whole["snippets"] = [{"text": text, "marks": marks} for text, marks in snippets]
    if fields is ALL_FIELDS:
        return whole
    return cast(ResultDocument, {name: v for name, v in whole.items() if name in fields})


def _facts(release: Release) -> ResultDocument:
    """What is told of a release wherever it is listed."""
    return {
        "id": release.id,
        "title": release.title,
        "date": release.date,
        "primary_country": release.primary_country,
        "countries": list(release.countries),
        "source": release.source,
        "url": release.url,
    }


def _interpretation(understood: Interpretation) -> InterpretationDocument:
    return {
        "text": understood.text,
        "canonical": understood.canonical,
        "sentence": sentence(understood.tree),
        "synonyms": list(understood.synonyms),
        "pieces": [_piece(piece) for piece in understood.pieces],
        "notes": list(understood.notes),
    }


def _piece(understood: Understood) -> PieceDocument:
    piece = understood.piece
    return {
        "kind": piece.kind,
        "typed": piece.typed,
        "start": piece.start,
        "end": piece.end,
        "meaning": meaning(piece),
        "part": piece.part,
        "excluded": understood.excluded,
        "synonyms": list(understood.synonyms),
    }


def _partial(partial: Partial, fields: Collection[str]) -> PartialDocument:
    return {
        "sentence": arithmetic(partial.help),
        "total": partial.total,
        "results": [_result(hit, fields) for hit in partial.hits],
    }


def _facets(page: ResultPage) -> FacetsDocument:
    parameters = page.parameters
    chosen = parameters.facets if isinstance(parameters, ApiSearchParameters) else ()
    facets: FacetsDocument = {}
    if not chosen or "country" in chosen:
        facets["country"] = page.countries
    if not chosen or "year" in chosen:
        facets["year"] = page.years
        facets["undated"] = page.undated
    return facets


def _by_cursor(parameters: SearchParameters) -> bool:
    return isinstance(parameters, ApiSearchParameters) and parameters.cursor is not None


def _next_cursor(page: ResultPage) -> str | None:
    seen = page.parameters.start + len(page.hits)
    if not page.hits or seen >= page.total:
        return None
    return str(Cursor.after(page.manifest.fingerprint, page.parameters, seen))


def _links(page: ResultPage, cursor: str | None, base: str) -> LinksDocument:
    parameters, pages = page.parameters, page.pages

    def link(**changes: object) -> str:
        query = parameters.query_string(**changes)
        return f"{base}?{query}" if query else base

    if _by_cursor(parameters):
        return {
            "self": link(),
            "first": link(cursor=None),
            "prev": None,
            "next": link(cursor=cursor) if cursor else None,
            "last": None,
        }
    here = link()
    return {
        "self": here,
        "first": link(page=1) if parameters.page > 1 else here,
        "prev": link(page=parameters.page - 1) if parameters.page > 1 else None,
        "next": link(page=parameters.page + 1) if parameters.page < pages else None,
        "last": link(page=pages),
    }
