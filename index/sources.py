"""Where releases come from: folders, text and HTML files, and archives of one record a line."""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from index.extraction import InvalidRelease, extract
from index.generations import GENERATIONS
from index.records import read_record
from index.releases import Release

TEXT_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
REMEMBERED = 1_000
"""Paths that are remembered as text: the pieces of a file ask for the same one."""

RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    ``name`` is its path below the folder that is indexed, ``root`` the name of that folder;
    ``named`` says that the user named the file itself, so that its suffix need not be a known one.
    """

    path: Path
    name: str
    root: str = ""
    named: bool = False

    @property
    def id(self) -> str:
        """The identifier of the one release in it: the name without suffix."""
        return self.name.removesuffix(self.path.suffix)

    @property
    def shown(self) -> str:
        """The path as a message names it, readable even if its bytes are not."""
        return _readable(self.path)

    @property
    def holds_records(self) -> bool:
        """Whether it has a record a line."""
        return self.path.suffix.lower() in RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one (0 stands for all of it), that gave no release, and why."""

    source: str
    reason: str
    line: int = 0


Item: TypeAlias = Release | Skipped


def sample_archive() -> Path:
    """The folder of invented releases that ships with the project."""
    return Path(str(files("index") / "sample"))


def list_files(sources: Iterable[Path]) -> list[SourceFile]:
    """List the files of folders (recursively, hidden ones left out) and of single paths."""
    found: dict[Path, SourceFile] = {}
    for source in sources:
        if source.is_dir():
            paths = sorted(path for path in source.rglob("*") if path.is_file())
            relative = [(path, path.relative_to(source)) for path in paths]
        else:
            relative = [(source, Path(source.name))]
        root = _readable(Path(source.absolute().name if source.is_dir() else ""))
        for path, below in relative:
            if path == source or not any(map(_left_alone, below.parts)):
                file = SourceFile(path, _readable(below), root, named=path == source)
                found.setdefault(path, file)
    return list(found.values())


def read_file(file: SourceFile) -> Iterator[Item]:
    """Read one file: what is wrong with it is returned as ``Skipped``, never raised."""
    try:
        if file.holds_records:
            items = [*read_lines(file, 0, -1, 1)]
            yield from items or [Skipped(file.shown, "empty file")]
        elif file.named or file.path.suffix.lower() in TEXT_SUFFIXES:
            yield extract(file.path.read_bytes(), id=file.id, source=file.name)
        else:
            yield Skipped(file.shown, f"file type {file.path.suffix!r} is not read")
    except InvalidRelease as error:
        yield Skipped(file.shown, str(error))
    except OSError as error:
        yield Skipped(file.shown, f"cannot be read: {error.strerror or error}")


def read_lines(file: SourceFile, start: int, size: int, number: int) -> Iterator[Item]:
    """Read the records of some lines: ``size`` bytes from ``start`` on, the first line's number.

    Blank lines are passed over; what is wrong with a line is returned as ``Skipped``.
    """
    try:
        with file.path.open("rb") as content:
            content.seek(start)
            lines = content.read(size).split(b"\n")
    except OSError as error:
        yield Skipped(file.shown, f"cannot be read: {error.strerror or error}")
        return
    for line in lines:
        record = line.removeprefix(BOM_UTF8).strip()
        if record:
            try:
                yield read_record(record, source=file.name)
            except ValueError as error:
                yield Skipped(f"{file.shown}:{number}", str(error), number)
        number += 1


def _left_alone(part: str) -> bool:
    """Whether files below a folder of this name are none of the archive's: hidden, or an index."""
    return part.startswith(".") or part.endswith(GENERATIONS)


@lru_cache(REMEMBERED)
def _readable(path: Path) -> str:
    """A path as text that a terminal can show, whatever its bytes are."""
    name = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return unicodedata.normalize("NFC", name)
