"""The web server of ``communiques serve``: Gunicorn, the same one as in deployment."""

from __future__ import annotations

import gc
import socket
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from index.errors import CommuniquesError
from index.settings import Settings
from web.app import create_app


class ServerFailed(CommuniquesError):
    """The server cannot start."""


def run_server(settings: Settings) -> None:
    """Serve until interrupted, saying on standard error where.

    Raises:
        ServerFailed: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        # Gunicorn would try for seconds, and say so in its own words.
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        raise ServerFailed(
            f"Cannot listen on {settings.host} port {settings.port}: {error.strerror or error}; "
            "choose another --host or --port"
        ) from None
    _Server(settings).run()


class _Server(BaseApplication):
    """Gunicorn, set up by our settings rather than by its command line."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": _address(self._settings.host, self._settings.port),
            "limit_request_line": 0,  # a query of 1,000 characters, percent-encoded, is long
            "workers": self._settings.workers,
            "worker_class": "web.worker.Worker",
            # No access log; and a warning would name the address beside a malformed question.
            "loglevel": "error",
            "when_ready": _announce,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        app = create_app(self._settings)
        gc.freeze()  # what the program consists of stays: to look through it halts a worker 70 ms
        return app


def _announce(server: Arbiter) -> None:
    for listener in server.LISTENERS:
        host, port = listener.getsockname()[:2]
        click.echo(f"Communiqués is at http://{_address(host, port)}/ (Ctrl-C stops it)", err=True)


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
