"""Where releases come from: folders, text and HTML files, and archives of one record a line."""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from index.extraction import InvalidRelease, extract
from index.generations import GENERATIONS
from index.records import read_record
from index.releases import Release

TEXT_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
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
    """A file, or a line of one, that gave no release, and why."""

    source: str
    reason: str


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
            empty = True
            for number, line in record_lines(file):
                empty = False
                yield read_line(file, number, line)
            if empty:
                yield Skipped(file.shown, "empty file")
        elif file.named or file.path.suffix.lower() in TEXT_SUFFIXES:
            yield extract(file.path.read_bytes(), id=file.id, source=file.name)
        else:
            yield Skipped(file.shown, f"file type {file.path.suffix!r} is not read")
    except InvalidRelease as error:
        yield Skipped(file.shown, str(error))
    except OSError as error:
        yield Skipped(file.shown, f"cannot be read: {error.strerror or error}")


def record_lines(file: SourceFile) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of records that are not blank, with their numbers.

    Raises:
        OSError: the file cannot be read.
    """
    with file.path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = line.removeprefix(BOM_UTF8).strip()
            if record:
                yield number, record


def read_line(file: SourceFile, number: int, line: bytes) -> Item:
    """Read one record; ``number`` is that of its line."""
    try:
        return read_record(line, source=f"{file.name}:{number}")
    except ValueError as error:
        return Skipped(f"{file.shown}:{number}", str(error))


def _left_alone(part: str) -> bool:
    """Whether files below a folder of this name are none of the archive's: hidden, or an index."""
    return part.startswith(".") or part.endswith(GENERATIONS)


def _readable(path: Path) -> str:
    """A path as text that a terminal can show, whatever its bytes are."""
    name = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return unicodedata.normalize("NFC", name)
