"""What an endpoint of the API is: declared once, and by that served, described and tested."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from search.archive import Archive
from search.engine import Engine
from web.access import LONGEST_QUERY_STRING
from web.api_parameters import ApiSearchParameters, NoParameters
from web.caching import KEY, Answers, key_of, validators
from web.cursors import CursorExpired
from web.json_provider import JSON, to_json
from web.metrics import ENDPOINT
from web.query_strings import Parameters
from web.streams import begin_stream

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX: Final = "/api/v1"

FAILURE: Final = "communiques.failure"
"""Where an exception lies that Flask is to answer, in the WSGI environment."""

NOT_PLAIN: Final = frozenset({"HTTP_IF_NONE_MATCH", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"})
"""What the WSGI environment has of a request on a condition, or with a body."""

View = Callable[..., object]


@dataclass(frozen=True)
class Endpoint:
    """An address of the API.

    ``path`` is below ``PREFIX``, in Flask's spelling. ``example`` is a path with a query string
    that works on the sample archive. ``answer`` is the type of the document that the view returns;
    None for a file, which the view returns as pieces of bytes. ``statuses`` are the errors that it
    may answer with, besides those that all do.
    """

    name: str
    path: str
    summary: str
    description: str
    parameters: type[Parameters]
    answer: Any
    media_type: str
    example: str
    path_parameters: Mapping[str, str]
    statuses: tuple[int, ...]


class Api:
    """Collects endpoints and mounts them on a blueprint."""

    def __init__(self, archive: Archive, answers: Answers) -> None:
        self.blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
        self.endpoints: list[Endpoint] = []
        self._archive = archive
        self._answers = answers
        self._plain: dict[str, tuple[Endpoint, View]] = {}

    def get(
        self,
        path: str,
        *,
        example: str,
        answer: Any = None,
        parameters: type[Parameters] = NoParameters,
        media_type: str = JSON,
        path_parameters: Mapping[str, str] | None = None,
        statuses: tuple[int, ...] = (),
    ) -> Callable[[View], View]:
        """Declare an endpoint; its view gets an engine, the parameters and those of the path.

        The first line of the view's docstring is its summary, the rest its description.
        """

        def declare(view: View) -> View:
            summary, _, description = (inspect.getdoc(view) or "").partition("\n")
            endpoint = Endpoint(
                name=view.__name__,
                path=path,
                summary=summary.rstrip("."),
                description=" ".join(description.split()),
                parameters=parameters,
                answer=answer,
                media_type=media_type,
                example=example,
                path_parameters=path_parameters or {},
                statuses=statuses,
            )
            self.endpoints.append(endpoint)
            self.blueprint.add_url_rule(path, view.__name__, self._serving(endpoint, view))
            if answer is not None and not endpoint.path_parameters:
                self._plain[PREFIX + path] = endpoint, view
            return view

        return declare

    def _serving(self, endpoint: Endpoint, view: View) -> Callable[..., Response]:
        def serve(**path: str) -> Response:
            if failure := request.environ.pop(FAILURE, None):
                raise failure
            given = endpoint.parameters.from_query_string(request.query_string.decode())
            engine = self._engine(given)

            def make() -> Response:
                if endpoint.answer is None:
                    begin_stream()
                return _response(endpoint, view(engine, given, **path))

            return self._answers.give(engine.manifest, given, make)

        return serve

    def in_front_of(self, application: WSGIApplication) -> WSGIApplication:
        """The application, with plain questions answered here: GET, for JSON, on no condition.

        Flask's contexts, routing and responses take a fifth of the time of an answer besides its
        search. It answers whatever else is asked, and tells what went wrong here.
        """

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            endpoint, view = self._plain.get(environ.get("PATH_INFO", ""), (None, None))
            if endpoint is None or view is None or not _is_plain(environ):
                return application(environ, start_response)
            try:
                given = endpoint.parameters.from_query_string(environ.get("QUERY_STRING", ""))
                engine = self._engine(given)
                key = key_of(environ, engine.manifest, given)
                kept = self._answers.kept(key)
                body = kept.body if kept else to_json(view(engine, given))
            except Exception as error:
                environ[FAILURE] = error
                return application(environ, start_response)
            environ[KEY], environ[ENDPOINT] = key, f"{self.blueprint.name}.{endpoint.name}"
            length = ("Content-Length", str(len(body)))
            start_response("200 OK", [("Content-Type", JSON), length, *validators(key)])
            return [body]

        return answer

    def _engine(self, parameters: Parameters) -> Engine:
        """The current engine, or that of the generation that a cursor belongs to."""
        if not isinstance(parameters, ApiSearchParameters) or parameters.cursor is None:
            return self._archive.engine()
        engine = self._archive.engine_of(parameters.cursor.fingerprint)
        if engine is None:
            raise CursorExpired(
                "The index was rebuilt more than once since this cursor was given; "
                "start again without it"
            )
        return engine


def _is_plain(environ: WSGIEnvironment) -> bool:
    """Whether a request is of the kind that nearly all are."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("SCRIPT_NAME")
        and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY_STRING
        and NOT_PLAIN.isdisjoint(environ)
    )


def _response(endpoint: Endpoint, answer: object) -> Response:
    if endpoint.answer is not None:
        return Response(to_json(answer), content_type=endpoint.media_type)
    assert isinstance(answer, Iterable)
    response = Response(answer, content_type=f"{endpoint.media_type}; charset=utf-8")
    name = endpoint.path.rsplit("/", 1)[-1].replace("search", "communiques")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
