"""The pages for readers: search and release."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.parsing import parse
from search.query import terms_of
from web.facets import applied_filters, country_facet, hidden_fields
from web.links import UNFILTERED, release_url, search_url
from web.paging import page_numbers
from web.parameters import ParametersInvalid, SearchParameters
from web.reading import read_release
from web.results import run_search, similar_releases


def pages_blueprint(archive: Archive) -> Blueprint:
    """The pages over an archive."""
    pages = Blueprint("pages", __name__)

    @pages.app_context_processor
    def helpers() -> dict[str, object]:
        return {"search_url": search_url, "release_url": release_url, "unfiltered": UNFILTERED}

    @pages.get("/")
    def search() -> str:
        parameters = SearchParameters.from_query_string(request.args, ignore_unknown=True)
        page = run_search(archive.engine(), parameters)
        return render_template(
            "search.html",
            page=page,
            applied=applied_filters(parameters),
            countries=country_facet(page.countries),
            hidden=hidden_fields(parameters),
            page_numbers=page_numbers,
        )

    @pages.get("/communiques/<path:id>")
    def release(id: str) -> str:
        engine = archive.engine()
        found = engine.release(id)
        if found is None:
            abort(404)
        return _release_page(found, similar_releases(engine, found))

    return pages


def _release_page(release: Release, similar: tuple[Release, ...]) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    try:
        parameters = SearchParameters.from_query_string(request.args, ignore_unknown=True)
    except ParametersInvalid:
        parameters = SearchParameters()  # they only lead back: the release is there without them
    clause = parse(parameters.q, match=parameters.match, synonyms=False).clause
    return render_template(
        "release.html",
        release=release,
        read=read_release(release, frozenset(term.text for term in terms_of(clause))),
        parameters=parameters,
        similar=similar,
    )
