"""Requests a second of the real server with one worker: ``python -m tests.bench.http_speed``.

Starts ``communiques serve`` on a generated archive (or on ``--index``) twice: without memory for
answers, asked questions that are all different; and with it, asked a few over and over. Prints for
each how many requests were answered a second, over some connections that are kept alive, and the
processor time that the worker took for each: on a busy machine the one to look at.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import click

from index.building import build_index
from search.archive import open_engine
from tests.bench.commands import FOLDER, SOME, Bench
from tests.bench.processor import processor_seconds
from tests.bench.speed_archive import Generator, read_through
from tests.bench.speed_questions import FEWEST, Question, questions
from tests.servers import announced

SAMPLE = 5000
REPEATED = 50
WARM_UP = 100
PATH = "/api/v1/search?"


@click.command(cls=Bench)
@click.option(
    "--size", default=10_000, show_default=True, type=click.IntRange(FEWEST), help="Releases."
)
@click.option("--index", "location", type=FOLDER, help="An index made before.")
@click.option(
    "--requests",
    "number",
    default=3000,
    show_default=True,
    type=click.IntRange(2 * WARM_UP),
    help="Requests a run.",
)
@click.option("--connections", default=4, show_default=True, type=SOME, help="At a time.")
def main(size: int, location: Path | None, number: int, connections: int) -> None:
    """Measure the server over HTTP."""
    sample = [*islice(Generator().releases(min(size, SAMPLE)), SAMPLE)]
    asked = [address(question) for question in questions(sample, number // 10)]
    asked = [*dict.fromkeys(asked)][:number]
    with tempfile.TemporaryDirectory() as temporary:
        if location is None:
            location = Path(temporary) / "index"
            build_index(location, Generator().releases(size))
        open_engine(location).close()  # the server would make an index where there is none
        read_through(location.resolve())
        runs = [
            ("uncached", 0, asked[:WARM_UP], asked[WARM_UP:]),
            ("cached", 64, asked[:REPEATED], asked[:REPEATED] * (number // REPEATED)),
        ]
        for name, memory, warm_up, measured in runs:
            with server(location, memory) as (port, worker):
                ask(port, warm_up, connections)
                cpu, began = processor_seconds(worker), time.perf_counter()
                ask(port, measured, connections)
                seconds, cpu = time.perf_counter() - began, processor_seconds(worker) - cpu
            print(
                f"{name:8} {len(measured) / seconds:6.0f} requests/s, "
                f"{1000 * cpu / len(measured):.2f} ms of the worker's processor each "
                f"({len(measured) / cpu:.0f}/s of a whole processor)"
            )


def address(question: Question) -> str:
    """What is asked, as a reader would type it."""
    words = " ".join(question.words)
    match question.kind:
        case "phrase":
            text = f'"{words}"'
        case "prefix":
            text = f"{words}*"
        case "fuzzy":
            text = f"{words}~"
        case "or":
            text = " OU ".join(question.words)
        case _:
            text = " ".join([words, *(f"-{word}" for word in question.without)])
    given = {"q": text, "country": question.country}
    given |= dict(zip(("from", "to"), question.dates, strict=False))
    return PATH + urlencode({name: value for name, value in given.items() if value})


@contextmanager
def server(location: Path, memory: int) -> Iterator[tuple[int, int]]:
    """Run the server; gives its port, and the process of its worker."""
    command = [sys.executable, "-m", "communiques", "serve", "--port", "0", "--workers", "1"]
    environment = os.environ | {"COMMUNIQUES_CACHE_MB": str(memory)}
    with subprocess.Popen(
        [*command, "--index", str(location)], stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        address, _ = announced(running)
        port = urlsplit(address).port
        assert port is not None
        wait_for(port)
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        try:
            yield port, int(children[0])
        finally:
            running.terminate()


def wait_for(port: int) -> None:
    """Until a worker answers."""
    for _ in range(100):
        try:
            ask(port, ["/readyz"], 1)
        except OSError:
            time.sleep(0.1)
        else:
            return


def ask(port: int, paths: list[str], connections: int) -> None:
    """Ask for addresses over several connections, each kept alive."""
    parts = [paths[start::connections] for start in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(ask_in_turn, port, part) for part in parts]:
            done.result()


def ask_in_turn(port: int, paths: list[str]) -> None:
    """A client that costs little: it reads no more of an answer than its status and length."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answers = connection.makefile("rb")
        for path in paths:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            status = answers.readline()
            if not status.startswith(b"HTTP/1.1 200"):
                raise OSError(f"{path}: {status!r}")
            length = 0
            while (line := answers.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            answers.read(length)


if __name__ == "__main__":
    main()
