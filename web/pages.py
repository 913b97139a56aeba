"""The pages for readers: a search as a list and as a map, and a release."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from time import perf_counter

from flask import Blueprint, Response, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.engine import Engine
from search.errors import QueryInvalid
from search.query import Query
from web.api_parameters import NoParameters
from web.caching import Answers
from web.choropleth import world_map
from web.citations import FORMATS, Citation
from web.compression import compressed
from web.concordances import passage_url, read_concordance
from web.facets import chips, country_facet, country_urls, hidden_fields
from web.histogram import MOST, histogram
from web.language import chosen, language
from web.links import (
    UNFILTERED,
    addresses,
    current_view,
    feed_url,
    release_url,
    results_file_url,
    search_url,
    view_url,
    why_url,
)
from web.marking import marked_release
from web.paging import page_numbers
from web.parameters import ConcordanceParameters, SearchParameters
from web.query_strings import Parameters, ParametersInvalid
from web.reading import read_release
from web.results import FacetYear, ResultPage, facet_page, run_search, similar_releases
from web.structured_data import news_article


def pages_blueprint(archive: Archive, answers: Answers, publisher: str = "") -> Blueprint:
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
            "why_url": why_url,
            "current_view": current_view,
            "view_url": view_url,
        }

    def answer(parameters: Parameters, make: Callable[[Engine], str], *more: str) -> Response:
        """A page by the parameters and who reads it, ``more`` of what it depends on included."""
        engine = archive.engine()
        reader = "\n".join((language(), chosen() or "", *more))
        return answers.give(
            engine.manifest, parameters, lambda: Response(make(engine)), reader=reader
        )

    @pages.get("/")
    def search() -> Response:
        return answer(asked := _asked(), lambda engine: _list(engine, asked))

    @pages.get("/carte")
    def world() -> Response:
        asked = _asked().model_copy(update={"page": 1})
        return answer(asked, lambda engine: _map(engine, asked))

    @pages.get("/concordance")
    def concordance() -> Response:
        asked = ConcordanceParameters.from_query_string(request.query_string.decode(), lenient=True)
        return answer(asked, lambda engine: _contexts(engine, asked))

    @pages.get("/pourquoi")
    def why() -> Response:
        asked, id = _asked(), request.args.get("id", "")
        return answer(asked, lambda engine: _reasons(engine, asked, id), id)

    @pages.get("/communiques/<path:id>")
    def release(id: str) -> Response:
        engine = archive.engine()
        found = engine.release(id)
        if found is not None:
            asked, query = _asked_of_release()
            make = partial(
                _release_page, release=found, asked=asked, query=query, publisher=publisher
            )
            today = datetime.date.today().isoformat()
            return answer(asked, make, today, publisher)  # the citation says when, and of whom
        # An identifier may itself end like the name of a citation, so that it comes first.
        stem, _, suffix = id.rpartition(".")
        found = engine.release(stem)
        if found is None or suffix not in FORMATS:
            abort(404)
        return _citation_file(_citation(found, publisher), suffix)

    @pages.get("/apropos")
    def about() -> Response:
        return answer(
            NoParameters(),
            lambda engine: render_template("about.html", manifest=engine.manifest),
        )

    @pages.get("/etat")
    def state() -> Response:
        return answer(NoParameters(), _state)

    return pages


def _asked() -> SearchParameters:
    return SearchParameters.from_query_string(request.query_string.decode(), lenient=True)


def _asked_of_release() -> tuple[SearchParameters, Query]:
    """The search that led to a release; it only leads back: the release is there without it."""
    try:
        asked = _asked()
        return asked, asked.query()
    except (ParametersInvalid, QueryInvalid):
        return SearchParameters(), Query()


def _list(engine: Engine, parameters: SearchParameters) -> str:
    began = perf_counter()
    page = run_search(engine, parameters)
    return render_template(
        "search.html",
        **_shown(page),
        milliseconds=ceil(1000 * (perf_counter() - began)),
        countries=country_facet(page.countries),
        years=histogram(page.years, parameters),
        most_years=MOST,
        hidden=hidden_fields(parameters),
        page_numbers=page_numbers,
    )


def _map(engine: Engine, parameters: SearchParameters) -> str:
    page = run_search(engine, parameters, highlight=False)
    return render_template(
        "map.html",
        **_shown(page),
        map=world_map(page.countries),
        without_country=page.countries[-1],
        urls=country_urls(parameters, page.countries),
    )


def _contexts(engine: Engine, asked: ConcordanceParameters) -> str:
    page = run_search(engine, asked.searched(), highlight=False)
    return render_template(
        "concordance.html",
        **_shown(page, asked),
        concordance=read_concordance(engine, asked),
        passage_url=passage_url,
        page_numbers=page_numbers,
    )


def _reasons(engine: Engine, asked: SearchParameters, id: str) -> str:
    release, explanation = engine.release(id), engine.explain(asked.query(), id)
    if release is None or explanation is None:
        abort(404)
    return render_template("why.html", release=release, explanation=explanation, parameters=asked)


def _state(engine: Engine) -> str:
    everything = SearchParameters()
    counted = facet_page(engine, everything.query(), everything)
    return render_template(
        "state.html",
        manifest=engine.manifest,
        counted=counted,
        by_year=_without_gaps(counted.years),
        everything=everything,
        urls=country_urls(everything, counted.countries),
    )


def _shown(page: ResultPage, asked: SearchParameters | None = None) -> dict[str, object]:
    """What every view of a search shows; ``asked`` has what this view takes besides the search."""
    asked = asked or page.parameters
    return {"page": page, "parameters": page.parameters, "asked": asked, "applied": chips(asked)}


def _without_gaps(years: Sequence[FacetYear]) -> dict[int, int]:
    """How many releases each year has, from the first that has any to the last."""
    counts = {value["year"]: value["count"] for value in years}
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


def _release_page(
    engine: Engine, *, release: Release, asked: SearchParameters, query: Query, publisher: str
) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    citation = _citation(release, publisher)
    return render_template(
        "release.html",
        release=release,
        read=read_release(release, marked_release(engine, release, query)),
        parameters=asked,
        similar=similar_releases(engine, release),
        citation=citation,
        news_article=news_article(release, citation.address, publisher),
    )
