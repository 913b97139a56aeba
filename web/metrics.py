"""Counts and times of requests, for Prometheus; beside them what an operator asks: alive, ready?

With several workers, name a folder in ``PROMETHEUS_MULTIPROC_DIR`` before they start: their counts
are then added up. Without it, ``/metrics`` tells those of the worker that happens to answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, Response, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from index.errors import IndexMissing, IndexStale
from search.archive import Archive

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENDPOINT: Final = "communiques.endpoint"
"""Where the name of what answers a request lies in the WSGI environment."""

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds: from an answer that was remembered to a query that costs what it may."""


class Metrics:
    """What is measured of an application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "communiques_requests",
            "Requests answered.",
            ["endpoint", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "communiques_request_seconds",
            "Time until an answer began.",
            ["endpoint"],
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._releases = Gauge(
            "communiques_releases",
            "Releases in the index that is served.",
            multiprocess_mode="mostrecent",
            registry=self._registry,
        )

    def around(self, application: WSGIApplication) -> WSGIApplication:
        """The application, measured."""
        counter, timer = cache(self._requests.labels), cache(self._seconds.labels)

        def measured(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            begun = perf_counter()

            def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
                endpoint = environ.get(ENDPOINT, "none")
                counter(endpoint, status[:3]).inc()
                timer(endpoint).observe(perf_counter() - begun)
                return start_response(status, headers, *rest)  # type: ignore[arg-type]

            return application(environ, start)  # type: ignore[arg-type]

        return measured

    def text(self, releases: int) -> bytes:
        """What Prometheus reads."""
        self._releases.set(releases)
        registry = self._registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def name_endpoints(app: Flask) -> None:
    """Leave the name of the view in the WSGI environment."""

    @app.before_request
    def name() -> None:
        request.environ[ENDPOINT] = request.endpoint or "none"


def operations_blueprint(archive: Archive, metrics: Metrics) -> Blueprint:
    """``/healthz``, ``/readyz`` and ``/metrics``."""
    operations = Blueprint("operations", __name__)

    @operations.get("/healthz")
    def healthz() -> Response:
        """The process answers."""
        return _text("alive\n")

    @operations.get("/readyz")
    def readyz() -> Response:
        """There is an index that can be served; otherwise 503, as for every search."""
        return _text(f"ready: {archive.engine().manifest.fingerprint}\n")

    @operations.get("/metrics")
    def metrics_page() -> Response:
        releases = 0
        with suppress(IndexMissing, IndexStale):
            releases = archive.engine().manifest.releases
        return Response(metrics.text(releases), content_type=CONTENT_TYPE_LATEST)

    return operations


def _text(text: str) -> Response:
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
