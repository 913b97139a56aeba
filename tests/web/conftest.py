"""A real browser, and the real server over the sample archive."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a module: while it is open, no other event loop runs in this thread."""
    chromium = shutil.which("chromium")
    assert chromium, "install Debian's chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_site(serving: Serving, sample_index: Path) -> Iterator[str]:
    """The address of a server over the sample archive, without the last slash."""
    with serving(sample_index) as address:
        yield address


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Serve an index for as long as a block lasts; gives the address, without the last slash."""
    return _serving


@contextmanager
def _serving(index: Path) -> Iterator[str]:
    command = [sys.executable, str(ROOT / "communiques.py"), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--index", str(index)], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        address = re.search(r"http://[^/]+", line)
        assert address, line
        try:
            yield address[0]
        finally:
            server.terminate()
