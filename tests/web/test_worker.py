"""The worker of the server, run by Gunicorn itself with an application that takes its time."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.servers import announced

ROOT = Path(__file__).parent.parent.parent

REQUESTS = 12
"""They take six seconds, and the worker has two."""

COSTLY = """
from threading import Event

def application(environ, start_response):
    Event().wait(0.5)  # without a break, as if it computed
    start_response("200 OK", [("Content-Length", "1")])
    return [b"x"]
"""


def test_a_line_of_costly_requests_is_no_sign_of_death(tmp_path: Path) -> None:
    (tmp_path / "costly.py").write_text(COSTLY)
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "web.worker.Worker"]
    options = ["--timeout", "2", "--bind", "127.0.0.1:0", "--pythonpath", str(tmp_path)]
    with subprocess.Popen(
        [*command, *options, "costly:application"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as server:
        address, _ = announced(server)
        try:
            with ThreadPoolExecutor(REQUESTS) as readers:
                answers = [*readers.map(read, [address] * REQUESTS)]
        finally:
            server.terminate()
        assert answers == [b"x"] * REQUESTS


def test_accents_that_are_not_encoded_are_read(sample_site: str) -> None:
    """As `curl` sends them; libraries for HTTP encode them."""
    host, port = sample_site.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as reader:
        reader.sendall("GET /api/v1/search?q=Pérou+À HTTP/1.0\r\n\r\n".encode())
        head, _, body = reader.makefile("rb").read().partition(b"\r\n\r\n")
    assert b" 200 OK" in head.partition(b"\r\n")[0]
    assert json.loads(body)["query"]["q"] == "Pérou À"


def read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())
