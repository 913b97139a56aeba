"""The pages for readers: a search as a list and as a map, and a release."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from math import ceil
from time import perf_counter

from flask import Blueprint, Response, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.engine import Engine
from search.errors import QueryInvalid
from search.query import Query
from web.choropleth import world_map
from web.citations import FORMATS, Citation
from web.compression import compressed
from web.concordances import passage_url, read_concordance
from web.facets import chips, country_facet, country_urls, hidden_fields
from web.histogram import MOST, histogram
from web.links import UNFILTERED, addresses, feed_url, release_url, results_file_url, search_url
from web.marking import marked_release
from web.paging import page_numbers
from web.parameters import ConcordanceParameters, SearchParameters
from web.query_strings import ParametersInvalid
from web.reading import read_release
from web.results import FacetYear, ResultPage, facet_page, run_search, similar_releases
from web.structured_data import news_article


def pages_blueprint(archive: Archive, publisher: str = "") -> Blueprint:
    """The pages over an archive; ``publisher`` issued its releases, if that is known."""
    pages = Blueprint("pages", __name__)
    pages.after_request(compressed)

    @pages.app_context_processor
    def helpers() -> dict[str, object]:
        return {
            "search_url": search_url,
            "release_url": release_url,
            "feed_url": feed_url,
            "results_file_url": results_file_url,
            "unfiltered": UNFILTERED,
        }

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
            map=world_map(page.countries),
            without_country=page.countries[-1],
            urls=country_urls(page.parameters, page.countries),
        )

    @pages.get("/concordance")
    def concordance() -> str:
        asked = ConcordanceParameters.from_query_string(request.args, lenient=True)
        engine = archive.engine()
        return render_template(
            "concordance.html",
            **_shown(run_search(engine, asked.searched())),
            asked=asked,
            concordance=read_concordance(engine, asked),
            passage_url=passage_url,
            page_numbers=page_numbers,
        )

    @pages.get("/communiques/<path:id>")
    def release(id: str) -> str | Response:
        engine = archive.engine()
        found = engine.release(id)
        if found is not None:
            return _release_page(engine, found, publisher)
        # An identifier may itself end like the name of a citation, so that it comes first.
        stem, _, suffix = id.rpartition(".")
        found = engine.release(stem)
        if found is None or suffix not in FORMATS:
            abort(404)
        return _citation_file(_citation(found, publisher), suffix)

    @pages.get("/apropos")
    def about() -> str:
        return render_template("about.html", manifest=archive.engine().manifest)

    @pages.get("/etat")
    def state() -> str:
        engine = archive.engine()
        everything = SearchParameters()
        counted = facet_page(engine, everything.query(), everything)
        return render_template(
            "state.html",
            manifest=engine.manifest,
            counted=counted,
            by_year=_without_gaps(counted.years),
            everything=everything,
        )

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


def _without_gaps(years: Sequence[FacetYear]) -> dict[int, int]:
    """How many releases each year has, from the first that has any to the last."""
    counts = {value.year: value.count for value in years}
    return {
        year: counts.get(year, 0)
        for year in range(min(counts, default=1), max(counts, default=0) + 1)
    }


def _citation(release: Release, publisher: str) -> Citation:
    return Citation(release, addresses()(release.id), datetime.date.today(), publisher)


def _citation_file(citation: Citation, suffix: str) -> Response:
    write, media_type = FORMATS[suffix]
    named = f'attachment; filename="{citation.key}.{suffix}"'
    return Response(
        write(citation),
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": named},
    )


def _release_page(engine: Engine, release: Release, publisher: str) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    try:
        parameters = SearchParameters.from_query_string(request.args, lenient=True)
        query = parameters.query()
    except (ParametersInvalid, QueryInvalid):
        parameters = SearchParameters()  # they only lead back: the release is there without them
        query = Query()
    citation = _citation(release, publisher)
    return render_template(
        "release.html",
        release=release,
        read=read_release(release, marked_release(engine, release, query)),
        parameters=parameters,
        similar=similar_releases(engine, release),
        citation=citation,
        news_article=news_article(release, citation.address, publisher),
    )
