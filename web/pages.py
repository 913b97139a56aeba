"""The pages for readers: a search as a list and as a map, and a release."""

from __future__ import annotations

from math import ceil
from time import perf_counter

from flask import Blueprint, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.engine import Engine
from search.errors import QueryInvalid
from search.query import Query
from web.choropleth import world_map
from web.compression import compressed
from web.facets import chips, country_facet, country_urls, hidden_fields, ranked
from web.histogram import MOST, histogram
from web.links import UNFILTERED, release_url, search_url
from web.marking import marked_release
from web.paging import page_numbers
from web.parameters import SearchParameters
from web.query_strings import ParametersInvalid
from web.reading import read_release
from web.results import ResultPage, run_search, similar_releases


def pages_blueprint(archive: Archive) -> Blueprint:
    """The pages over an archive."""
    pages = Blueprint("pages", __name__)
    pages.after_request(compressed)

    @pages.app_context_processor
    def helpers() -> dict[str, object]:
        return {"search_url": search_url, "release_url": release_url, "unfiltered": UNFILTERED}

    @pages.get("/")
    def search() -> str:
        page, milliseconds = _answered(archive, explain=True)
        return render_template(
            "search.html",
            **_shown(page),
            milliseconds=milliseconds,
            countries=country_facet(page.countries),
            years=histogram(page.years, page.parameters),
            most_years=MOST,
            hidden=hidden_fields(page.parameters),
            page_numbers=page_numbers,
        )

    @pages.get("/carte")
    def world() -> str:
        page, _ = _answered(archive, page=1)
        return render_template(
            "map.html",
            **_shown(page),
            map=world_map(ranked(page.countries)),
            without_country=page.countries[-1],
            urls=country_urls(page.parameters, page.countries),
        )

    @pages.get("/communiques/<path:id>")
    def release(id: str) -> str:
        engine = archive.engine()
        found = engine.release(id)
        if found is None:
            abort(404)
        return _release_page(engine, found)

    return pages


def _answered(
    archive: Archive, *, explain: bool = False, **changes: object
) -> tuple[ResultPage, int]:
    """The answer to the search in the address, and the milliseconds that it took."""
    parameters = SearchParameters.from_query_string(request.args, lenient=True)
    engine = archive.engine()
    began = perf_counter()
    explain = explain and bool(parameters.q)
    page = run_search(engine, parameters.model_copy(update=changes), explain=explain)
    return page, ceil(1000 * (perf_counter() - began))


def _shown(page: ResultPage) -> dict[str, object]:
    """What every view of a search shows."""
    parameters = page.parameters
    return {"page": page, "parameters": parameters, "applied": chips(parameters)}


def _release_page(engine: Engine, release: Release) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    try:
        parameters = SearchParameters.from_query_string(request.args, lenient=True)
        query = parameters.query()
    except (ParametersInvalid, QueryInvalid):
        parameters = SearchParameters()  # they only lead back: the release is there without them
        query = Query()
    return render_template(
        "release.html",
        release=release,
        read=read_release(release, marked_release(engine, release, query)),
        parameters=parameters,
        similar=similar_releases(engine, release),
    )
