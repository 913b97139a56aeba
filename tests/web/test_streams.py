"""Readers of streams, idle or eager, do not keep the server from answering others."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from select import select
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client, create_environ, run_wsgi_app

from index.building import build_index
from index.releases import Release
from web.streams import AT_ONCE, BEGIN, bounded

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

EXPORT = "/api/v1/search.jsonl"


@pytest.fixture(scope="module")
def large_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of more than fits between a server and a reader: 15 MB."""
    location = tmp_path_factory.mktemp("large") / "index"
    text = "Un convoi de secours est parti hier pour la région. " * 60
    releases = (Release(id=str(n), title="", body=text, source="x.txt") for n in range(5000))
    build_index(location, releases)
    return location


def connected(address: str, room: int) -> socket.socket:
    """A connection that holds so many bytes which are not read yet."""
    server = urlsplit(address)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.settimeout(30)
    connection.connect((server.hostname, server.port))
    return connection


def ask(connection: socket.socket, path: str) -> None:
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())


def idle_reader(address: str, path: str) -> tuple[socket.socket, str]:
    """Ask for a file, and take no more of it than the first line, which is given too."""
    reader = connected(address, room=4096)
    ask(reader, path)
    return reader, reader.recv(64).decode().splitlines()[0]


def test_idle_readers_stop_exports_alone(
    serving: Callable[[Path], AbstractContextManager[str]], large_index: Path
) -> None:
    with serving(large_index) as address, ExitStack() as readers:
        asked = [idle_reader(address, EXPORT) for _ in range(2 * AT_ONCE)]
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


def test_others_are_answered_amid_an_export_that_is_read_at_full_speed(
    serving: Callable[[Path], AbstractContextManager[str]], large_index: Path
) -> None:
    """All by one reader, so that what is answered first is also seen first."""
    with serving(large_index) as address, ExitStack() as connections:
        export, *others = (
            connections.enter_context(connected(address, room=2**20)) for _ in range(3)
        )
        ask(export, EXPORT)
        assert export.recv(1000).startswith(b"HTTP/1.1 200")
        for other, path in zip(others, ("/healthz", "/api/v1/search?q=convoi"), strict=True):
            ask(other, path)
        end = b""
        waiting = [*others]
        while waiting and not end.endswith(b"\r\n0\r\n\r\n"):
            ready, _, _ = select([*waiting, export], [], [], 30)
            for other in ready[:-1] if export in ready else ready:
                assert other.recv(1000).startswith(b"HTTP/1.1 200")
                waiting.remove(other)
            if export in ready:
                end = end[-6:] + export.recv(2**20)
        assert not waiting


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
