"""A PostgreSQL server of the bench's own: one folder, one socket, no network."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from tests.bench.engines.protocol import NotInstalled, needed_by

if TYPE_CHECKING:
    import psycopg

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"
"""Who runs the server when root measures: PostgreSQL refuses root. Debian's package makes it."""

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "128MB",  # the log is no part of the index, but of its folder
    "min_wal_size": "32MB",
    "max_parallel_workers_per_gather": "0",  # one processor a search, as the others
    "max_parallel_maintenance_workers": "0",
    "plan_cache_mode": "force_custom_plan",  # plans know how frequent the words are
    "jit": "off",  # compiling takes longer than these searches
    "autovacuum": "off",
    "fsync": "off",
}
FRENCH = """
create extension unaccent;
create text search configuration fr (copy = french);
alter text search configuration fr
    alter mapping for hword, hword_part, word with unaccent, french_stem;
"""
"""PostgreSQL's French, with accents dropped before it stems."""

PATIENCE = 60
"""Seconds that a server may take to start."""


class Cluster:
    """A server over a folder, made when there is none; it has the configuration ``fr``.

    Raises:
        NotInstalled: there is no PostgreSQL 15, or no library to talk to it.
        click.ClickException: it did not start.
    """

    def __init__(self, folder: Path) -> None:
        folder = folder.absolute()  # its programs run elsewhere
        self._programs, self._data = installed(), folder / "cluster"
        self._socket = TemporaryDirectory()  # the folder's own name may be too long for one
        if as_root():
            for place in (folder, self._socket.name):
                shutil.chown(place, USER, USER)
        new = not self._data.exists()
        if new:
            self._create()
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        settings.append(f"--unix_socket_directories={self._socket.name}")
        with (folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, *settings],
                stderr=log,
                **as_user(),
            )
        atexit.register(self._running.terminate)  # it does not outlive the bench, whatever happens
        self.connection = self._connected(folder / "log")
        if new:
            self.connection.execute(FRENCH)

    def _create(self) -> None:
        options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
        command = [self._programs / "initdb", "-D", self._data, *options, "--no-sync"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **as_user())
        if done.returncode:
            raise click.ClickException(
                f"PostgreSQL made no cluster ({done.stderr.strip()}); "
                f"choose a folder that the user {USER} can reach"
            )

    def _connected(self, log: Path) -> psycopg.Connection:
        import psycopg  # so that the rest can be tested without it

        until = time.monotonic() + PATIENCE
        while self._running.poll() is None:
            try:
                return psycopg.connect(
                    host=self._socket.name, user=USER, dbname="postgres", autocommit=True
                )
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    break
                time.sleep(0.1)
        self._running.terminate()
        raise click.ClickException(f"PostgreSQL did not start; {log} says why")

    def close(self) -> None:
        """Stop the server."""
        self.connection.close()
        self._running.terminate()
        self._running.wait()
        self._socket.cleanup()


def installed(programs: Path = PROGRAMS) -> Path:
    """The folder of PostgreSQL's programs, when they are there, and the library to talk to them.

    Raises:
        NotInstalled: one of them is not there.
    """
    with needed_by("postgresql"):
        import_module("psycopg")
    if not (programs / "initdb").exists():
        raise NotInstalled(
            "postgresql needs PostgreSQL 15: apt-get install postgresql-15 (Debian 12)"
        )
    return programs


def as_root() -> bool:
    return os.geteuid() == 0


def as_user() -> dict[str, Any]:
    """How a program of PostgreSQL is run: not by root, and not in a folder of root's."""
    who = {"user": USER, "group": USER, "extra_groups": ()} if as_root() else {}
    return {**who, "cwd": "/"}
