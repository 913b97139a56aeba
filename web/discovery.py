"""How programs find their way: crawlers, feed readers, and the search field of a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from search.archive import Archive
from search.engine import Engine
from web.exports import in_pieces
from web.json_provider import to_json
from web.links import addresses
from web.streams import begin_stream

URLS: Final = 50_000
"""Addresses in a sitemap at most (sitemaps.org); of more, there is an index of sitemaps."""

_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def discovery_blueprint(archive: Archive) -> Blueprint:
    """``robots.txt``, sitemaps, the OpenSearch description, completions for it, and the icon."""
    discovery = Blueprint("discovery", __name__)

    @discovery.get("/robots.txt")
    def robots() -> Response:
        return Response(render_template("robots.txt") + "\n", mimetype="text/plain")

    @discovery.get("/opensearch.xml")
    def opensearch() -> Response:
        return Response(
            render_template("opensearch.xml"), mimetype="application/opensearchdescription+xml"
        )

    @discovery.get("/suggestions")
    def suggestions() -> Response:
        """What ``GET /api/v1/suggest`` says, as OpenSearch has it."""
        text = request.args.get("q", "")
        completions = [found.text for found in archive.engine().complete(text)]
        return Response(to_json([text, completions]), mimetype="application/x-suggestions+json")

    @discovery.get("/favicon.ico")
    def favicon() -> BaseResponse:
        return redirect(url_for("static", filename="favicon.svg"), 301)

    @discovery.get("/sitemap.xml")
    def sitemap() -> Response:
        begin_stream()
        engine = archive.engine()
        parts = _parts(engine)
        if parts <= 1:
            return _xml(_urls(islice(engine.catalogue(), URLS), addresses()))
        numbers = range(1, parts + 1)
        return _xml(_index([url_for("discovery.part", number=n, _external=True) for n in numbers]))

    @discovery.get("/sitemap-<int:number>.xml")
    def part(number: int) -> Response:
        begin_stream()
        engine = archive.engine()
        if not 1 <= number <= _parts(engine):
            abort(404)
        listed = islice(engine.catalogue(), (number - 1) * URLS, number * URLS)
        return _xml(_urls(listed, addresses()))

    return discovery


def _parts(engine: Engine) -> int:
    return -(-engine.manifest.releases // URLS)


def _index(sitemaps: Iterable[str]) -> Iterator[str]:
    yield f"<sitemapindex {_NAMESPACE}>\n"
    for address in sitemaps:
        yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _urls(
    releases: Iterable[tuple[str, str | None]], address_of: Callable[[str], str]
) -> Iterator[str]:
    """A sitemap of releases, given with their dates.

    A release does not change once it is issued: its date is that of its last modification.
    """
    yield f"<urlset {_NAMESPACE}>\n"
    for id, date in releases:
        known = date and not date.startswith("-")
        modified = f"<lastmod>{date}</lastmod>" if known else ""
        yield f"<url><loc>{escape(address_of(id))}</loc>{modified}</url>\n"
    yield "</urlset>\n"


def _xml(lines: Iterable[str]) -> Response:
    """A document that is written while it is read: ``lines`` need no request."""
    declared = chain(['<?xml version="1.0" encoding="utf-8"?>\n'], lines)
    return Response(in_pieces(map(str.encode, declared)), mimetype="application/xml")
