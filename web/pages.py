"""The pages for readers, in French: search and release."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.engine import Engine
from search.errors import QueryInvalid
from search.query import Query
from web.marking import marked_release
from web.parameters import ParametersInvalid, SearchParameters
from web.results import run_search, similar_releases


def pages_blueprint(archive: Archive) -> Blueprint:
    """The pages over an archive."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def search() -> str:
        parameters = SearchParameters.from_query_string(request.args, lenient=True)
        page = run_search(archive.engine(), parameters, explain=bool(parameters.q))
        return render_template("search.html", page=page)

    @pages.get("/communiques/<path:id>")
    def release(id: str) -> str:
        engine = archive.engine()
        found = engine.release(id)
        if found is None:
            abort(404)
        return _release_page(engine, found)

    return pages


def _release_page(engine: Engine, release: Release) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    try:
        parameters = SearchParameters.from_query_string(request.args, lenient=True)
        query = parameters.query()
    except (ParametersInvalid, QueryInvalid):
        parameters = SearchParameters()  # they only lead back: the release is there without them
        query = Query()
    title, paragraphs = marked_release(engine, release, query)
    return render_template(
        "release.html",
        release=release,
        title=title,
        paragraphs=paragraphs,
        parameters=parameters,
        similar=similar_releases(engine, release),
    )
