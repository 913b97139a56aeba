"""The pages for readers, in French: search and release."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from index.releases import Release
from search.archive import Archive
from search.parsing import parse
from search.query import terms_of
from search.snippets import mark
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
        return _release_page(found, similar_releases(engine, found))

    return pages


def _release_page(release: Release, similar: tuple[Release, ...]) -> str:
    """The page of a release, with the words of the search that led to it marked."""
    try:
        parameters = SearchParameters.from_query_string(request.args, lenient=True)
    except ParametersInvalid:
        parameters = SearchParameters()  # they only lead back: the release is there without them
    clause = parse(parameters.q, match=parameters.match, synonyms=False).clause
    terms = frozenset(term.text for term in terms_of(clause))
    return render_template(
        "release.html",
        release=release,
        title=mark(release.title, terms),
        paragraphs=[mark(paragraph, terms) for paragraph in release.paragraphs],
        parameters=parameters,
        similar=similar,
    )
