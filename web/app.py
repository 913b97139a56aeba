"""The Flask application: which parts it has, and what they share."""

from __future__ import annotations

from flask import Flask, Response

from index.settings import Settings, load_settings
from search.archive import Archive
from search.synonyms import use_synonyms
from web.api import api_blueprint
from web.formatting import register_filters
from web.pages import pages_blueprint
from web.problems import register_error_handlers

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


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
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    settings = settings or load_settings()
    use_synonyms(settings.synonyms)
    archive = Archive(settings.index)
    register_filters(app)
    register_error_handlers(app)
    app.register_blueprint(pages_blueprint(archive))
    app.register_blueprint(api_blueprint(archive))
    app.after_request(_secured)
    return app


def _secured(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
