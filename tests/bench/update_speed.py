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

from tests.bench.http_speed import server

CHANGES = 100
PATIENCE = 60


def time_to_visibility(location: Path, source: Path) -> Iterator[dict[str, float | str]]:
    """Change an archive in several ways, and yield what each took.

    ``source`` is what the index at ``location`` was made of: a file of records, or a folder.

    Raises:
        click.ClickException: an update failed.
    """
    changes = _FILE_CHANGES if source.is_dir() else _RECORD_CHANGES
    with server(location, memory=64) as (port, _):
        for number, (name, change) in enumerate(changes.items()):
            word = f"nouveaumot{'abc'[number]}"
            change(source, word)
            yield _one_update(port, location, source, name, word)


def _one_update(
    port: int, location: Path, source: Path, name: str, word: str
) -> dict[str, float | str]:
    command = [sys.executable, "-m", "communiques", "index", "--update", "--index", str(location)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, str(source)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        while not (shown := _shows(port, word)) and not run.poll():
            if time.perf_counter() - began > PATIENCE:
                break
            time.sleep(0.02)
        seen = time.perf_counter() - began
        _, said = run.communicate()
    if not shown:
        raise click.ClickException(f"the server did not show the update; it said: {said.strip()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    click.echo(f"update, {name}: seen after {seen:.2f} s, {spent:.2f} s of processor time")
    return {"update": name, "seen": seen, "processor": spent}


def _shows(port: int, word: str) -> bool:
    """Whether the server finds a word."""
    with urlopen(f"http://127.0.0.1:{port}/api/v1/search?q={word}&size=1") as answer:
        return bool(json.load(answer)["total"])


def _append_records(archive: Path, word: str) -> None:
    """New records at the end."""
    with archive.open("ab") as lines:
        lines.writelines(_record(f"neuf-{word}-{n}", word) for n in range(CHANGES))


def _change_records(archive: Path, word: str) -> None:
    """A third new, a third changed, a third gone, all over the file."""
    lines = archive.read_bytes().splitlines(keepends=True)
    step = len(lines) // CHANGES
    for n in range(CHANGES):
        place = n * step
        if n % 3 == 0:
            lines[place] = b""
        elif n % 3 == 1:
            lines[place] = _record(json.loads(lines[place])["id"], word)
        else:
            lines[place] += _record(f"neuf-{word}-{n}", word)
    archive.write_bytes(b"".join(lines))


def write_files(folder: Path, records: Path) -> None:
    """Write the releases of a file of records as texts, a thousand a folder."""
    with records.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            file = folder / f"{number // 1000}" / f"{number}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{record['title']}\n\n{record['text']}\n", encoding="utf-8")


def _add_files(folder: Path, word: str) -> None:
    """New texts in a folder of their own."""
    (folder / word).mkdir()
    for n in range(CHANGES):
        (folder / word / f"{n}.txt").write_text(_text(word, n), encoding="utf-8")


def _change_files(folder: Path, word: str) -> None:
    """A third new, a third changed, a third gone, in all folders."""
    files = sorted(folder.rglob("*.txt"))
    for n, file in enumerate(files[:: len(files) // CHANGES][:CHANGES]):
        if n % 3 == 0:
            file.unlink()
        else:
            file = file if n % 3 == 1 else file.with_stem(f"{word}-{n}")
            file.write_text(_text(word, n), encoding="utf-8")


def _text(word: str, number: int) -> str:
    return f"Le numéro {number}\n\nUn texte de quelques mots sur {word}, le {number} du nom.\n"


def _record(id: str, word: str) -> bytes:
    record = {
        "id": id,
        "title": word,
        "text": f"Un texte sur {word}.",
        "date": "2024-05-01",
        "countries": ["PE"],
    }
    return json.dumps(record).encode() + b"\n"


_RECORD_CHANGES = {"100 appended": _append_records, "100 new, changed and gone": _change_records}
_FILE_CHANGES = {"100 files added": _add_files, "100 files new, changed and gone": _change_files}
