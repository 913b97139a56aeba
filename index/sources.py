"""Where releases come from: folders, text and HTML files, and archives of one record a line."""

from __future__ import annotations

import os
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from index.extraction import InvalidRelease, extract
from index.generations import GENERATIONS
from index.records import read_record
from index.releases import Release

TEXT_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})


class SourceFile(NamedTuple):
    """A file to read.

    ``name`` is its path below the folder that is indexed, ``root`` the name of that folder;
    ``named`` says that the user named the file itself, so that its suffix need not be a known one.
    """

    path: str
    name: str
    root: str = ""
    named: bool = False

    @property
    def id(self) -> str:
        """The identifier of the one release in it: the name without suffix."""
        return self.name.removesuffix(Path(self.path).suffix)

    @property
    def key(self) -> str:
        """The path in ASCII, without loss, whatever its bytes are."""
        return self.path.encode("unicode_escape").decode("ascii")

    @property
    def shown(self) -> str:
        """The path as a message names it, readable even if its bytes are not."""
        return _readable(self.path)

    @property
    def suffix(self) -> str:
        """What its path ends with, in small letters: ``.txt``."""
        # Asked of every file, and a path would take five times as long.
        return os.path.splitext(self.path)[1].lower()  # noqa: PTH122

    @property
    def holds_records(self) -> bool:
        """Whether it has a record a line."""
        return self.suffix in RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one (0 stands for all of it), that gave no release, and why."""

    source: str
    reason: str
    line: int = 0


class Line(NamedTuple):
    """A line of a file of records, without white space around it, and its number from 1 on."""

    text: bytes
    number: int


Item: TypeAlias = Release | Skipped


def sample_archive() -> Path:
    """The folder of invented releases that ships with the project."""
    return Path(str(files("index") / "sample"))


def list_files(sources: Iterable[Path]) -> list[SourceFile]:
    """List the files of folders (recursively, hidden ones left out) and of single paths."""
    found: dict[str, SourceFile] = {}
    for source in sources:
        if source.is_dir():
            root = _readable(source.absolute().name)
            folder = "" if source == Path() else f"{source}/".replace("//", "/")
            for path, name in _files_below(folder):
                found.setdefault(path, SourceFile(path, name, root))
        else:
            path = str(source)
            found.setdefault(path, SourceFile(path, _readable(source.name), named=True))
    return list(found.values())


def _files_below(folder: str, names: str = "") -> Iterator[tuple[str, str]]:
    """The files of a folder and of those in it, sorted by name, with their paths below it.

    The folder ends with a separator; the current one is empty. A folder that may not be read is
    left alone, and so is one behind a link.
    """
    try:
        with os.scandir(folder or ".") as entries:
            listed = sorted(entries, key=attrgetter("name"))
    except PermissionError:
        return
    for entry in listed:
        path, name = folder + entry.name, names + _readable(entry.name)
        if _left_alone(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(path + "/", name + "/")
        elif entry.is_file(follow_symlinks=False) or Path(path).is_file():  # or a link to one
            yield path, name


def read_file(file: SourceFile) -> Iterator[Item]:
    """Read one file: what is wrong with it is returned as ``Skipped``, never raised."""
    try:
        if file.holds_records:
            items = [read_line(file, line) for line in lines_of(Path(file.path).read_bytes())]
            yield from items or [Skipped(file.shown, "empty file")]
        elif file.named or file.suffix in TEXT_SUFFIXES:
            yield extract(Path(file.path).read_bytes(), id=file.id, source=file.name)
        else:
            yield Skipped(file.shown, f"file type {file.suffix!r} is not read")
    except InvalidRelease as error:
        yield Skipped(file.shown, str(error))
    except OSError as error:
        yield unreadable(file, error)


def lines_of(content: bytes, number: int = 1) -> Iterator[Line]:
    """The lines of a file of records, blank ones left out; ``number`` is that of the first."""
    for text in content.split(b"\n"):
        record = text.removeprefix(BOM_UTF8).strip()
        if record:
            yield Line(record, number)
        number += 1


def read_line(file: SourceFile, line: Line) -> Item:
    """Read the record of a line; what is wrong with it is returned as ``Skipped``."""
    try:
        return read_record(line.text, source=file.name)
    except ValueError as error:
        return Skipped(f"{file.shown}:{line.number}", str(error), line.number)


def unreadable(file: SourceFile, error: OSError) -> Skipped:
    """What becomes of a file that the system does not give."""
    return Skipped(file.shown, f"cannot be read: {error.strerror or error}")


def _left_alone(part: str) -> bool:
    """Whether files below a folder of this name are none of the archive's: hidden, or an index."""
    return part.startswith(".") or part.endswith(GENERATIONS)


def _readable(name: str) -> str:
    """A path as text that a terminal can show, whatever its bytes are."""
    if name.isprintable() and unicodedata.is_normalized("NFC", name):
        return name  # nearly always; an update asks several times for each file
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return unicodedata.normalize("NFC", name)
