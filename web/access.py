"""Who may ask, from where, and how much: other origins, rates, and sizes of requests."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from index.settings import Settings, SettingsInvalid

LONGEST_QUERY_STRING: Final = 16_384
"""Characters: a question of 1,000 characters takes 12,000 at most when it is percent-encoded."""

_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""What a browser is told that asks beforehand, as it does to revalidate an answer."""

_EXPOSED: Final = "ETag, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
"""What a page of another origin may read, besides what any may."""


def guard(app: Flask, settings: Settings) -> None:
    """Apply the limits that the settings ask for.

    Raises:
        SettingsInvalid: a rate cannot be read, or the library that keeps count is not installed.
    """
    app.before_request(_refuse_the_oversized)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    if settings.cors:
        _allow_origins(app, frozenset(settings.cors.split()))
    if settings.rate_limit:
        _limit_rates(app, settings.rate_limit)


def _refuse_the_oversized() -> None:
    given = request.environ  # as it came: each property of a request costs more than all of this
    if len(given.get("QUERY_STRING", "")) > LONGEST_QUERY_STRING:
        abort(414, f"The query string is longer than {LONGEST_QUERY_STRING} characters")
    length = given.get("CONTENT_LENGTH") or "0"  # PEP 3333 allows an empty one
    has_body = length != "0" or "HTTP_TRANSFER_ENCODING" in given
    if has_body and request.routing_exception is None:  # of a wrong method that is told instead
        abort(413, "Send no body: everything is in the address")


def _allow_origins(app: Flask, origins: frozenset[str]) -> None:
    """Let pages of other origins read the API (never with credentials, of which it has none)."""

    @app.after_request
    def allow(response: Response) -> Response:
        origin = request.headers.get("Origin")
        if not request.path.startswith("/api/"):
            return response
        granted = origin if origin in origins else None
        if "*" in origins:
            granted = "*"
        else:
            response.vary.add("Origin")
        if granted:
            response.headers["Access-Control-Allow-Origin"] = granted
            response.headers["Access-Control-Expose-Headers"] = _EXPOSED
            if request.method == "OPTIONS":
                response.headers.update(_PREFLIGHT)
        return response


def _limit_rates(app: Flask, rate: str) -> None:
    try:
        from flask_limiter import Limiter
        from flask_limiter.util import get_remote_address
        from limits import parse_many
    except ImportError:
        raise SettingsInvalid(
            "rate_limit needs Flask-Limiter; install it with: pip install 'communiques[limits]'"
        ) from None
    try:
        parse_many(rate)
    except ValueError:
        raise SettingsInvalid(f"rate_limit: give a rate such as 60/minute, not {rate!r}") from None

    @app.after_request  # runs after that of the limiter, which is registered later
    def only_the_refused_come_back(response: Response) -> Response:
        if response.status_code == HTTPStatus.OK:
            response.headers.pop("Retry-After", None)
        return response

    limiter = Limiter(
        get_remote_address,
        default_limits=[rate],
        storage_uri="memory://",
        headers_enabled=True,  # Retry-After among them, in every answer
    )
    limiter.init_app(app)
    limiter.request_filter(
        lambda: (
            request.blueprint == "operations"
            or request.endpoint == "static"
            or request.method == "OPTIONS"
        )
    )
