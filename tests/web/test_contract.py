"""The API keeps to its description: requests made from it, well-formed and not, are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.schemas import BaseSchema

from search.archive import Archive
from web.api import make_api
from web.caching import Answers
from web.openapi import document

ARCHIVE = Archive("nowhere")
PATHS = document(make_api(ARCHIVE, Answers(ARCHIVE, 0)).endpoints)["paths"]
WITH_QUERY = [
    path
    for path, item in PATHS.items()
    if any(p["in"] == "query" for p in item["get"]["parameters"])
]
tried = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.fixture
def schema(app: Flask) -> BaseSchema:
    # A query string over 16,384 characters is refused (414) before it is read.
    refusals = {"negative_data_rejection": {"expected-statuses": ["400", "404", "414"]}}
    config = schemathesis.Config.from_dict({"checks": refusals})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)


@pytest.mark.parametrize("path", PATHS)
def test_what_the_description_allows_is_answered_as_it_says(schema: BaseSchema, path: str) -> None:
    @tried
    @given(schema[path]["GET"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Case) -> None:
        query = case.query or {}
        assume(not any(str(query.get(end)).endswith("02-29") for end in ("from", "to")))
        # No schema can say that two dates are in order, or that a cursor was given by us.
        unsaid = "cursor" in query or {"from", "to"} <= set(query)
        case.call_and_validate(excluded_checks=_accepting() if unsaid else [])

    ask()


@pytest.mark.parametrize("path", WITH_QUERY)
def test_what_it_does_not_allow_is_refused(schema: BaseSchema, path: str) -> None:
    @tried
    @given(schema[path]["GET"].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case: Case) -> None:
        case.call_and_validate()

    ask()


def _accepting() -> list[Callable[..., Any]]:
    return CHECKS.get_by_names(["positive_data_acceptance"])
