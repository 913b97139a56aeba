"""Errors as answers: ``application/problem+json`` (RFC 9457) to machines, a page to readers."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as BaseResponse

from index.errors import CommuniquesError, IndexMissing, IndexStale
from search.errors import QueryInvalid, QueryTooCostly
from web.cursors import CursorExpired
from web.documents import ProblemDocument
from web.json_provider import to_json
from web.parameters import SearchParameters
from web.query_strings import ParametersInvalid
from web.results import PageMissing
from web.streams import TooManyStreams

RETRY_AFTER_SECONDS = 30

LAST_RESORT: Final = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Communiqués</title>
<main>
<h1>Une erreur est survenue</h1>
<p>Elle a été enregistrée. Réessayez dans un instant.</p>
<h2 lang="en">An error occurred</h2>
<p lang="en">It was recorded. Try again in a moment.</p>
</main>
"""
"""The page of an error when no other can be made; it depends on nothing."""

PROBLEM = "application/problem+json"

FOR_MACHINES: Final = ("/api/", "/healthz", "/readyz", "/metrics")
"""How the paths begin that no reader opens in a browser."""

NO_ADDRESS: Final = "There is nothing at this address; /api/v1/docs lists what there is"


def register_error_handlers(app: Flask) -> None:
    """Have every error, ours or not, answered by ``_answer``."""

    @app.errorhandler(ParametersInvalid)
    def parameters_invalid(error: ParametersInvalid) -> BaseResponse:
        return _answer(400, str(error), faults=error.faults)

    @app.errorhandler(QueryInvalid)
    def query_invalid(error: QueryInvalid) -> BaseResponse:
        return _answer(400, str(error), faults={error.parameter: str(error)})

    @app.errorhandler(QueryTooCostly)
    def query_too_costly(error: QueryTooCostly) -> BaseResponse:
        return _answer(422, str(error), faults={error.parameter: str(error)})

    @app.errorhandler(PageMissing)
    def page_missing(error: PageMissing) -> BaseResponse:
        return _answer(404, str(error), faults={"page": str(error)}, last=error.last)

    @app.errorhandler(CursorExpired)
    def cursor_expired(error: CursorExpired) -> BaseResponse:
        return _answer(410, str(error), faults={"cursor": str(error)})

    @app.errorhandler(IndexMissing)
    @app.errorhandler(IndexStale)
    def index_unavailable(error: CommuniquesError) -> BaseResponse:
        app.logger.error("%s", error)
        return _later("The index is not available; try again later")

    @app.errorhandler(TooManyStreams)
    def too_many_streams(error: TooManyStreams) -> BaseResponse:
        return _later(str(error))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> BaseResponse:
        if error.code is None or error.code < 400 or error.response is not None:
            return error.get_response()
        response = _answer(error.code, _detail(error))
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> BaseResponse:
        app.logger.exception("Unexpected error on %s", request.path)
        return _answer(500, "An unexpected error occurred; it was logged")


def _detail(error: HTTPException) -> str:
    """The description of an error, or a better one where it is the library's own."""
    if error.code == HTTPStatus.NOT_FOUND and error.description == NotFound.description:
        return NO_ADDRESS
    if error.code == HTTPStatus.TOO_MANY_REQUESTS:
        return f"This address may make {error.description}; Retry-After says when to come back"
    return error.description or error.name


def _later(detail: str) -> BaseResponse:
    response = _answer(503, detail)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _answer(
    status: int,
    detail: str,
    *,
    faults: Mapping[str, str] = MappingProxyType({}),
    last: SearchParameters | None = None,
) -> BaseResponse:
    if request.path.startswith(FOR_MACHINES):
        return _problem(status, detail, faults)
    return Response(_page(status, faults, last), status)


def _page(status: int, faults: Mapping[str, str], last: SearchParameters | None) -> str:
    try:
        return render_template("error.html", status=status, faults=faults, last=last)
    except Exception:  # what broke one page may break this one too
        current_app.logger.exception("The page for error %s failed", status)
        return LAST_RESORT


def _problem(status: int, detail: str, faults: Mapping[str, str]) -> Response:
    problem: ProblemDocument = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [{"parameter": name, "detail": fault} for name, fault in faults.items()],
    }
    return Response(to_json(problem), status, mimetype=PROBLEM)
