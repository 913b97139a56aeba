"""Where releases come from: folders, text and HTML files, and archives of one record a line."""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from index.extraction import InvalidRelease, extract
from index.records import read_record
from index.releases import Release

TEXT_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    ``name`` is its path below the folder that is indexed; ``named`` says that the user named the
    file itself, so that its suffix need not be a known one.
    """

    path: Path
    name: str
    named: bool = False

    @property
    def id(self) -> str:
        """The identifier of the one release in it: the name without suffix."""
        return self.name.removesuffix(self.path.suffix)

    @property
    def holds_records(self) -> bool:
        """Whether it has a record a line."""
        return self.path.suffix.lower() in RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one, that gave no release, and why."""

    source: str
    reason: str


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
        for path, below in relative:
            if path == source or not any(part.startswith(".") for part in below.parts):
                found.setdefault(path, SourceFile(path, _readable(below), named=path == source))
    return list(found.values())


def read_files(listed: Iterable[SourceFile]) -> Iterator[Release | Skipped]:
    """Read every file, and give each release an identifier of its own.

    A file's identifier is its path without the suffix; when another file has it already, a short
    hash of the file's whole name is added. A record keeps the identifier it came with, so a
    second record with the same one is skipped.
    """
    seen: set[str] = set()
    for file in listed:
        for item in read_file(file):
            if isinstance(item, Release) and item.id in seen:
                item = _repeated(item) if file.holds_records else _renamed(item, file)
            if isinstance(item, Release):
                seen.add(item.id)
            yield item


def read_file(file: SourceFile) -> Iterator[Release | Skipped]:
    """Read one file: what is wrong with it is returned as ``Skipped``, never raised."""
    path = _readable(file.path)
    try:
        if file.holds_records:
            yield from _read_records(file)
        elif file.named or file.path.suffix.lower() in TEXT_SUFFIXES:
            yield extract(file.path.read_bytes(), id=file.id, source=file.name)
        else:
            yield Skipped(path, f"file type {file.path.suffix!r} is not read")
    except InvalidRelease as error:
        yield Skipped(path, str(error))
    except OSError as error:
        yield Skipped(path, f"cannot be read: {error.strerror or error}")


def _read_records(file: SourceFile) -> Iterator[Release | Skipped]:
    with file.path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = line.removeprefix(BOM_UTF8).strip()
            if not record:
                continue
            try:
                yield read_record(record, source=f"{file.name}:{number}")
            except ValueError as error:
                yield Skipped(f"{_readable(file.path)}:{number}", str(error))


def _renamed(release: Release, file: SourceFile) -> Release:
    digest = sha256(str(file.path).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return replace(release, id=f"{release.id}-{digest}")


def _repeated(release: Release) -> Skipped:
    return Skipped(release.source, f"id: {release.id!r} is the identifier of an earlier release")


def _readable(path: Path) -> str:
    """A path as valid text, even if its bytes are not."""
    name = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", name)
