"""The Flask application: which parts it has, and what they share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask

from index.settings import Settings
from search.archive import Archive
from web.access import guard
from web.api import make_api
from web.assets import register_assets
from web.caching import Answers
from web.discovery import discovery_blueprint
from web.entrance import enter
from web.filters import register_filters
from web.json_provider import OrjsonProvider
from web.language import register_language
from web.metrics import Metrics, name_endpoints, operations_blueprint
from web.openapi import describe
from web.pages import pages_blueprint
from web.problems import register_error_handlers
from web.raw_bytes import percent_encoded
from web.streams import bounded

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECURITY: Final = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
"""Headers of every answer."""

MEGABYTE = 2**20


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application that serves the index named by the settings.

    The index need not exist yet: until it does, every search answers 503.

    Args:
        settings: what to serve; by default read from ``communiques.toml`` and ``COMMUNIQUES_*``.

    Raises:
        SettingsInvalid: a setting cannot be used.
        SynonymsInvalid: the file of synonyms cannot be used.
    """
    app = Flask(__name__)
    settings = enter(settings)
    app.json = OrjsonProvider(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    archive, metrics = Archive(settings.index), Metrics()
    answers = Answers(archive, settings.cache_mb * MEGABYTE)
    name_endpoints(app)
    register_assets(app)
    register_language(app)
    register_filters(app)
    register_error_handlers(app)
    app.register_blueprint(pages_blueprint(archive, answers, settings.publisher))
    app.register_blueprint(discovery_blueprint(archive))
    api = make_api(archive, answers)
    describe(api)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(operations_blueprint(archive, metrics))
    app.wsgi_app = bounded(app.wsgi_app)  # type: ignore[assignment, method-assign]
    if not settings.rate_limit and not settings.cors:  # of which Flask's answers tell
        app.wsgi_app = api.in_front_of(app.wsgi_app)  # type: ignore[assignment, method-assign]
    # Every request counts against a rate, remembered or not.
    if settings.cache_mb and not settings.rate_limit:
        app.wsgi_app = answers.in_front_of(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.wsgi_app = _secured(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.wsgi_app = metrics.around(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.wsgi_app = percent_encoded(app.wsgi_app)  # type: ignore[assignment, method-assign]
    guard(app, settings)
    return app


def _secured(application: WSGIApplication) -> WSGIApplication:
    """The application, whose every answer tells browsers what it may do."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            return start_response(status, headers + SECURITY, *rest)  # type: ignore[arg-type]

        return application(environ, start)  # type: ignore[arg-type]

    return answer
