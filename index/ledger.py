"""What was read from which piece of which file, so that an update reads only what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import TypeAdapter

from index.duplicates import SKETCH, Hashes
from index.french.versions import fingerprint_of
from index.pieces import LINE_DIGEST, KnownPiece, Piece, line_digest
from index.sources import Line, Skipped, SourceFile

LEDGER = "ledger.json"
SKETCHES = "sketches.npy"


class Stamp(NamedTuple):
    """The state of a file: size in bytes, time of change in nanoseconds."""

    size: int
    mtime_ns: int


class Entry(NamedTuple):
    """What one piece gave.

    ``ids`` are the releases that are in the index; ``plain`` says that they are there as they
    were read, every one, so that they need not be read again. ``skipped`` is what could not be
    read, by its line: the piece's first one is 1, and 0 stands for the whole file. ``line_digests``
    are those of the lines that gave the releases, if it is plain and of lines, in hexadecimal.
    """

    digest: str
    size: int
    lines: int
    plain: bool
    ids: list[str]
    skipped: list[tuple[int, str]]
    line_digests: str = ""

    @property
    def known(self) -> KnownPiece:
        """The piece by its bytes."""
        return KnownPiece(self.digest, self.size, self.lines)


@dataclass(slots=True)
class FileEntry:
    """A file, its state from before it was read, and what its pieces gave.

    A file without a stamp changed while it was read, or could not be: it is read again.
    """

    name: str
    stamp: Stamp | None
    pieces: list[Entry] = field(default_factory=list)


class KnownLines:
    """Lines that gave releases of the index, by their digests."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        lined = [entry for entry in entries if entry.line_digests]
        digests = bytes.fromhex("".join(entry.line_digests for entry in lined))
        self._ids = [id for entry in lined for id in entry.ids]
        unsorted = np.frombuffer(digests, f"<u{LINE_DIGEST}")
        self._order = np.argsort(unsorted)
        self._digests = unsorted[self._order]

    def among(self, lines: Iterable[Line]) -> dict[int, str]:
        """The identifiers of the releases of those lines that are known, by their numbers."""
        numbers, digests = [], bytearray()
        for line in lines:
            numbers.append(line.number)
            digests += line_digest(line)
        wanted = np.frombuffer(digests, self._digests.dtype)
        places = np.searchsorted(self._digests, wanted)
        return {
            number: self._ids[self._order[place]]
            for number, digest, place in zip(numbers, wanted, places.tolist(), strict=True)
            if place < len(self._digests) and self._digests[place] == digest
        }


@dataclass(frozen=True, slots=True)
class _Book:
    rules: str
    files: dict[str, FileEntry]


_BOOK = TypeAdapter(_Book)


class Ledger:
    """The entries of an index by path, and a sketch of each release if any file may hold copies."""

    def __init__(self, files: dict[str, FileEntry], sketches: Hashes | None = None) -> None:
        """``sketches`` has a row for each identifier of the plain entries, in their order."""
        self.files = files
        self._sketches = sketches
        self._rows: dict[int, int] = {}  # by the entry's address
        if sketches is not None:
            row = 0
            for entry in self.entries():
                if entry.plain:
                    self._rows[id(entry)] = row
                    row += len(entry.ids)

    def entries(self) -> Iterator[Entry]:
        """All entries."""
        for file in self.files.values():
            yield from file.pieces

    def file(self, file: SourceFile) -> FileEntry | None:
        """What was noted of a file under the same name, if anything."""
        entry = self.files.get(file.shown)
        return entry if entry and entry.name == file.name else None

    def sketches_of(self, entry: Entry) -> Sequence[Hashes]:
        """The sketches of the releases of a plain entry."""
        if self._sketches is None:
            return ()
        first = self._rows[id(entry)]
        return [*self._sketches[first : first + len(entry.ids)]]

    @property
    def sketched(self) -> bool:
        """Whether sketches were kept."""
        return self._sketches is not None


def write_ledger(
    folder: Path, files: dict[str, FileEntry], sketches: Iterable[Hashes] | None
) -> None:
    """Write the ledger beside an index; ``sketches`` see ``Ledger``."""
    (folder / LEDGER).write_bytes(_BOOK.dump_json(_Book(rules_of_extraction(), files)))
    if sketches is not None:
        rows = np.fromiter(sketches, np.dtype((np.uint64, SKETCH)))
        np.save(folder / SKETCHES, rows, allow_pickle=False)


def read_ledger(folder: Path) -> Ledger | None:
    """Read the ledger of an index; None when it is of no use.

    That is when there is none, or when other rules of extraction read the files then.
    """
    try:
        book = _BOOK.validate_json((folder / LEDGER).read_bytes())
        path = folder / SKETCHES
        sketches = np.load(path, allow_pickle=False) if path.exists() else None
    except (OSError, ValueError):
        return None
    return Ledger(book.files, sketches) if book.rules == rules_of_extraction() else None


def stamp_of(file: SourceFile) -> Stamp | None:
    """The state of a file, or None when it cannot be seen."""
    try:
        status = file.path.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def skipped_in(entry: Entry, piece: Piece) -> list[Skipped]:
    """What was skipped of a piece, wherever its lines are now."""
    shown = piece.file.shown
    return [
        Skipped(f"{shown}:{at}", reason, at) if line else Skipped(shown, reason)
        for line, reason in entry.skipped
        for at in [piece.line + line - 1]
    ]


def note_skipped(skipped: Iterable[Skipped], piece: Piece) -> list[tuple[int, str]]:
    """The same, as an entry has it."""
    return [(item.line and item.line - piece.line + 1, item.reason) for item in skipped]


def rules_of_extraction() -> str:
    """A fingerprint of all that decides what is read from a file."""
    package = Path(__file__).parent
    folders = (package, package / "extraction", package / "countries")
    return " ".join(fingerprint_of(folder, ()) for folder in folders)
