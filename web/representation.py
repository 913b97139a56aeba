"""Results as the JSON that the endpoint and the command line both give."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from search.interpretation import Interpretation
from search.snippets import MarkedText
from web.parameters import SearchParameters
from web.results import Partial, ResultPage, ShownHit

ENDPOINT = "/api/v1/search"


def as_json(page: ResultPage, *, root: str = "") -> dict[str, Any]:
    """The body of ``GET /api/v1/search``.

    Marks are ``[start, end]`` character offsets (code points) into the text beside them.

    Args:
        page: the results.
        root: the path that the application is mounted under, before every link.
    """
    parameters = page.parameters
    return {
        "query": {
            "q": parameters.q,
            "country": list(parameters.country),
            "country_match": parameters.country_match,
            "from": parameters.from_,
            "to": parameters.to,
            "year": parameters.year,
            "match": parameters.match,
            "synonyms": parameters.synonyms,
            "sort": parameters.sort,
        },
        "interpretation": _interpretation(page.interpretation),
        "total": page.total,
        "page": parameters.page,
        "pages": page.pages,
        "size": parameters.size,
        "results": [_result(hit) for hit in page.hits],
        "facets": {
            "country": [
                {
                    "code": value.code,
                    "label": value.label,
                    "count": value.count,
                    "selected": value.selected,
                }
                for value in page.countries
            ],
            "year": [asdict(value) for value in page.years],
            "undated": page.undated,
        },
        "correction": asdict(page.correction) if page.correction else None,
        "partial": _partial(page.partial) if page.partial else None,
        "links": _links(parameters, page.pages, root + ENDPOINT),
        "index": {
            "fingerprint": page.manifest.fingerprint,
            "releases": page.manifest.releases,
            "built_at": page.manifest.built_at,
        },
    }


def _result(hit: ShownHit) -> dict[str, Any]:
    release = hit.release
    return {
        "id": release.id,
        "title": release.title,
        "title_marks": _marks(hit.title),
        "date": release.date,
        "primary_country": release.primary_country,
        "countries": list(release.countries),
        "score": round(hit.score, 6),
        "snippets": [{"text": snippet.text, "marks": _marks(snippet)} for snippet in hit.snippets],
        "reason": hit.reason,
        "source": release.source,
        "url": release.url,
    }


def _interpretation(understood: Interpretation) -> dict[str, Any]:
    """How the question was read; ``start`` and ``end`` are offsets into ``text``."""
    return {
        "text": understood.text,
        "canonical": understood.canonical,
        "sentence": understood.sentence,
        "synonyms": list(understood.synonyms),
        "pieces": [asdict(piece) for piece in understood.pieces],
        "notes": [asdict(note) for note in understood.notes],
    }


def _partial(partial: Partial) -> dict[str, Any]:
    return {
        "sentence": partial.sentence,
        "total": partial.total,
        "results": [_result(hit) for hit in partial.hits],
    }


def _marks(marked: MarkedText) -> list[list[int]]:
    return [[mark.start, mark.end] for mark in marked.marks]


def _links(parameters: SearchParameters, pages: int, base: str) -> dict[str, str | None]:
    def link(page: int) -> str | None:
        if not 1 <= page <= pages:
            return None
        query = parameters.query_string(page=page)
        return f"{base}?{query}" if query else base

    return {
        "self": link(parameters.page),
        "first": link(1),
        "prev": link(parameters.page - 1),
        "next": link(parameters.page + 1),
        "last": link(pages),
    }
