"""What the real server writes down: nothing of who asked what."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

MALFORMED = (
    b"GET /?q=motsecret et la suite HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /?q=motsecret HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET /?q=motsecret HTTP/1.1\r\nBad Header: motsecret\r\n\r\n",
)


PATHS = ("/?q=motsecret", "/?page=motsecret", "/motsecret?q=motsecret")


def test_no_question_is_written_down_with_an_address(sample_index: Path) -> None:
    command = [sys.executable, str(ROOT / "communiques.py"), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--index", str(sample_index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = re.search(r"http://([^:/]+):(\d+)", said)
        assert address, said
        for path in PATHS:
            try:
                urllib.request.urlopen(f"{address[0]}{path}").close()
            except urllib.error.HTTPError as error:
                error.close()
        for request in MALFORMED:
            with socket.create_connection((address[1], int(address[2]))) as connection:
                connection.sendall(request)
                assert b"HTTP/1.1 400" in connection.recv(1000)
        server.terminate()
        written, logged = server.communicate(timeout=30)
    assert "motsecret" not in written + logged
    assert address[1] not in written + logged
