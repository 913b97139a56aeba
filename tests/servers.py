"""Servers that tests and benches start, as processes of their own."""

from __future__ import annotations

import re
import subprocess


def announced(server: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait until a server says on standard error where it is.

    Returns:
        the address as it is said, and all that was said up to there.
    """
    assert server.stderr is not None
    said = ""
    while not (address := re.search(r"http://\S+", said)):
        line = server.stderr.readline()
        assert line, said
        said += line
    return address[0], said
