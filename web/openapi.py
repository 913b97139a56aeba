"""The description of the API (OpenAPI 3.1), made from the endpoints and the models they use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import unquote_plus

from flask import Response, render_template, request
from pydantic import TypeAdapter

from web.documents import ProblemDocument
from web.endpoints import PREFIX, Api, Endpoint
from web.json_provider import JSON, to_json
from web.problems import PROBLEM
from web.query_strings import Parameters

REF: Final = "#/components/schemas/{model}"

ALWAYS: Final = (400, 413, 414, 429, 500, 503)
"""Errors that any endpoint may answer with."""


def describe(api: Api) -> None:
    """Give an API its description, for machines and as a page."""

    @cache
    def described() -> dict[str, Any]:
        return document(api.endpoints)

    @api.blueprint.get("/openapi.json")
    def openapi() -> Response:
        return _revalidated(Response(to_json(described()), mimetype=JSON))

    @api.blueprint.get("/docs")
    def docs() -> Response:
        paths = described()["paths"]
        operations = [(endpoint, paths[_path(endpoint)]["get"]) for endpoint in api.endpoints]
        page = render_template("api.html", described=described(), operations=operations)
        return _revalidated(Response(page))


def _revalidated(response: Response) -> Response:
    """An answer that depends on the program alone, or 304 to who has it."""
    response.add_etag()
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The OpenAPI document of some endpoints."""
    endpoints = list(endpoints)
    adapters = {e.name: TypeAdapter[Any](e.answer) for e in endpoints if e.answer is not None}
    adapters["problem"] = TypeAdapter[Any](ProblemDocument)
    schemas, shared = TypeAdapter.json_schemas(
        [(name, "serialization", adapter) for name, adapter in adapters.items()],
        ref_template=REF,
    )
    by_name = {name: schema for (name, _), schema in schemas.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Communiqués",
            "version": version("communiques"),
            "summary": "Full-text search for archives of French-language press releases.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": PREFIX}],
        "paths": {
            _path(endpoint): {"get": _operation(endpoint, by_name)} for endpoint in endpoints
        },
        "components": {"schemas": shared["$defs"]},
    }


def _path(endpoint: Endpoint) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", endpoint.path)


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": endpoint.description,
        "parameters": [*_in_path(endpoint), *_in_query(endpoint.parameters)],
        "responses": {
            "200": {
                "description": endpoint.summary,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {
                    endpoint.media_type: {"schema": schemas.get(endpoint.name, {"type": "string"})}
                },
            },
            "304": {"description": "What If-None-Match names is still right."},
            **{
                str(status): {
                    "description": HTTPStatus(status).phrase,
                    "content": {PROBLEM: {"schema": schemas["problem"]}},
                }
                for status in sorted({*ALWAYS, *endpoint.statuses})
            },
        },
        "x-example": PREFIX + unquote_plus(endpoint.example),
    }


def _in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": description,
            "schema": {"type": "string", "minLength": 1},
        }
        for name, description in endpoint.path_parameters.items()
    ]


def _in_query(parameters: type[Parameters]) -> list[dict[str, Any]]:
    """The query parameters; as in a URL, one that is left out is not null but not there."""
    schema = parameters.model_json_schema(ref_template=REF)
    required = schema.get("required", [])
    return [
        _parameter(name, described) | ({"required": True} if name in required else {})
        for name, described in schema.get("properties", {}).items()
    ]


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    schema = {key: value for key, value in schema.items() if key != "title"}
    description = schema.pop("description")
    for choice in schema.pop("anyOf", []):
        if choice != {"type": "null"}:
            schema |= choice
    if schema.get("default", 0) is None or schema.get("default") == []:
        del schema["default"]
    return {"name": name, "in": "query", "description": description, "schema": schema}
