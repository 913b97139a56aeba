"""Readers of streams that take nothing do not keep the server from answering others."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client, create_environ, run_wsgi_app

from index.building import build_index
from index.releases import Release
from web.server import THREADS
from web.streams import AT_ONCE, BEGIN, bounded

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

EXPORT = "/api/v1/search.jsonl"


def idle_reader(address: str, path: str) -> tuple[socket.socket, str]:
    """Ask for a file, and take no more of it than the first line, which is given too."""
    server = urlsplit(address)
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.settimeout(30)
    reader.connect((server.hostname, server.port))
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return reader, reader.recv(64).decode().splitlines()[0]


def test_idle_readers_stop_exports_alone(
    serving: Callable[[Path], AbstractContextManager[str]],
    release_of: Callable[..., Release],
    tmp_path: Path,
) -> None:
    text = "Un convoi de secours est parti hier pour la région. " * 60
    build_index(tmp_path / "index", (release_of(str(n), text) for n in range(5000)))
    with serving(tmp_path / "index") as address, ExitStack() as readers:
        asked = [idle_reader(address, EXPORT) for _ in range(THREADS)]
        for reader, _ in asked:
            readers.enter_context(reader)
        lines = [line for _, line in asked]
        assert [line.split()[1] for line in lines] == ["200"] * AT_ONCE + ["503"] * AT_ONCE
        with httpx.Client(base_url=address, timeout=30) as others:
            for path in ("/healthz", "/", "/api/v1/search?q=convoi"):
                assert others.get(path).status_code == 200
            refused = others.get(EXPORT)
            assert refused.status_code == 503
            assert refused.headers["Content-Type"] == "application/problem+json"
            assert int(refused.headers["Retry-After"]) > 0
            assert "try again" in refused.json()["detail"]
            assert others.get("/sitemap.xml").status_code == 503
            asked[0][0].close()
            for _ in range(100):  # until the server has seen that this reader is gone
                if (served := others.get(EXPORT)).status_code == 200:
                    break
                sleep(0.1)
            assert len(served.text.splitlines()) == 5000


@pytest.mark.parametrize("path", [EXPORT, "/api/v1/search.atom?q=traite", "/sitemap.xml"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stream_that_is_read_or_left_makes_room(
    client: FlaskClient, path: str, method: str
) -> None:
    for read in (True, False):
        for _ in range(AT_ONCE + 1):
            environ = create_environ(path=path, method=method)
            body, status, _ = run_wsgi_app(client.application, environ)
            assert status == "200 OK"
            if read:
                list(body)
            else:
                body.close()


def test_what_was_not_changed_or_cannot_be_asked_takes_no_place(client: FlaskClient) -> None:
    tag = client.get(EXPORT).headers["ETag"]
    for _ in range(AT_ONCE + 1):
        assert client.get(EXPORT, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(f"{EXPORT}?page=2").status_code == 400
    assert client.get(EXPORT).status_code == 200


@pytest.mark.parametrize("fails", ["before", "amid", "closing"])
def test_a_failure_makes_room(fails: str) -> None:
    class Body:
        def __iter__(self) -> Iterable[bytes]:
            yield b"x"
            if fails == "amid":
                raise LookupError

        def close(self) -> None:
            if fails == "closing":
                raise LookupError

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[BEGIN]()
        if fails == "before":
            raise LookupError
        start_response("200 OK", [])
        return Body()

    client = Client(bounded(application))
    for _ in range(AT_ONCE + 1):
        with pytest.raises(LookupError):
            client.get("/", buffered=True)
