"""How long it takes until a running server shows an update: ``python -m tests.bench.index_speed``.

From the start of ``communiques index --update`` to the first answer of the server that has it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import click

PORT = 8765
CHANGES = 100
PATIENCE = 60


def time_to_visibility(
    location: Path, records: Path, size: int
) -> Iterator[dict[str, float | str]]:
    """Change an archive of ``size`` records in several ways, and yield what each took."""
    command = [sys.executable, "-m", "communiques"]
    server = subprocess.Popen(
        [*command, "serve", "--index", str(location), "--port", str(PORT)],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for("", lambda total: total == size)
        lines = records.read_bytes().splitlines(keepends=True)
        for number, (name, change) in enumerate(_CHANGES.items()):
            word = f"nouveaumot{'abc'[number]}"
            lines = change(lines, word)
            records.write_bytes(b"".join(lines))
            yield _one_update(command, location, records, name, word)
    finally:
        server.terminate()
        server.wait()


def _one_update(
    command: list[str], location: Path, records: Path, name: str, word: str
) -> dict[str, float | str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    run = subprocess.Popen(
        [*command, "index", "--update", "--index", str(location), str(records)],
        stdout=subprocess.DEVNULL,
    )
    _wait_for(word, lambda total: total > 0)
    seen = time.perf_counter() - began
    run.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    click.echo(f"update, {name}: seen after {seen:.2f} s, {spent:.2f} s of processor time")
    return {"update": name, "seen": seen, "processor": spent}


def _wait_for(word: str, enough) -> None:  # noqa: ANN001
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/api/v1/search?q={word}&size=1") as answer:
                if enough(json.load(answer)["total"]):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError("the server did not show the update")


def _appended(lines: list[bytes], word: str) -> list[bytes]:
    """New records at the end."""
    return [*lines, *(_record(f"neuf-{word}-{n}", word) for n in range(CHANGES))]


def _scattered(lines: list[bytes], word: str) -> list[bytes]:
    """A third new, a third changed, a third gone, all over the file."""
    step = len(lines) // CHANGES
    for n in range(CHANGES):
        place = n * step
        if n % 3 == 0:
            lines[place] = b""
        elif n % 3 == 1:
            lines[place] = _record(json.loads(lines[place])["id"], word)
        else:
            lines[place] += _record(f"neuf-{word}-{n}", word)
    return [line for whole in lines for line in whole.splitlines(keepends=True)]


def _record(id: str, word: str) -> bytes:
    record = {
        "id": id,
        "title": word,
        "text": f"Un texte sur {word}.",
        "date": "2024-05-01",
        "countries": ["PE"],
    }
    return json.dumps(record).encode() + b"\n"


_CHANGES = {"100 appended": _appended, "100 new, changed and gone": _scattered}
