"""The Flask application: which parts it has, and what they share."""

from __future__ import annotations

from flask import Flask, Response

from index.settings import Settings, load_settings
from search.archive import Archive
from web.api import api_blueprint
from web.assets import register_assets
from web.compression import compressed
from web.formatting import register_filters
from web.language import register_language
from web.pages import pages_blueprint
from web.problems import register_error_handlers

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application that serves the index named by the settings.

    The index need not exist yet: until it does, every search answers 503.

    Args:
        settings: what to serve; by default read from ``communiques.toml`` and ``COMMUNIQUES_*``.

    Raises:
        SettingsInvalid: a setting cannot be used.
    """
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    archive = Archive((settings or load_settings()).index)
    register_assets(app)
    register_language(app)
    register_filters(app)
    register_error_handlers(app)
    app.register_blueprint(pages_blueprint(archive))
    app.register_blueprint(api_blueprint(archive))
    app.after_request(_secured)
    app.after_request(compressed)
    return app


def _secured(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
