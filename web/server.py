"""The web server of ``communiques serve``: Gunicorn, the same one as in deployment."""

from __future__ import annotations

from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from index.settings import Settings
from web.app import create_app

THREADS = 4


def run_server(settings: Settings) -> None:
    """Serve until interrupted, saying on standard error where."""
    _Server(settings).run()


class _Server(BaseApplication):
    """Gunicorn, set up by our settings rather than by its command line."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._settings.workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "loglevel": "warning",
            "when_ready": _announce,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app(self._settings)


def _announce(server: Arbiter) -> None:
    for listener in server.LISTENERS:
        host, port = listener.getsockname()[:2]
        click.echo(f"Communiqués is at http://{host}:{port}/ (Ctrl-C stops it)", err=True)
