"""What was read from which piece of which file, so that an update reads only what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from index.copies import Decisions, read_decisions, write_decisions
from index.french.versions import fingerprint_of
from index.pieces import LINE_DIGEST, KnownPiece, Piece, line_digest
from index.sources import Line, Skipped, SourceFile

LEDGER = "ledger.json"


class Stamp(NamedTuple):
    """The state of a file: size in bytes, time of change in nanoseconds."""

    size: int
    mtime_ns: int


class Entry(NamedTuple):
    """What one piece gave.

    ``ids`` are the identifiers of its releases, as they were read. ``otherwise`` tells of those
    that are not in the index as they were read, by number: it has them, under this identifier,
    with another one or as the best of several copies; or it has them not (None). ``skipped`` is
    what could not be read, by its line: the piece's first one is 1, and 0 stands for the whole
    file. ``line_digests`` are those of the lines that gave the releases, in hexadecimal.
    """

    digest: str
    size: int
    lines: int
    ids: list[str]
    skipped: Sequence[tuple[int, str]] = ()
    line_digests: str = ""
    otherwise: Sequence[tuple[int, str | None]] = ()

    @property
    def known(self) -> KnownPiece:
        """The piece by its bytes."""
        return KnownPiece(self.digest, self.size, self.lines)

    @property
    def indexed(self) -> list[str]:
        """The identifiers of its releases in the index."""
        if not self.otherwise:
            return self.ids
        changed = dict(self.otherwise)
        ids = (changed.get(number, id) for number, id in enumerate(self.ids))
        return [id for id in ids if id is not None]


class FileEntry(NamedTuple):
    """A file, its state from before it was read, and what its pieces gave.

    A file without a stamp changed while it was read, or could not be: it is read again.
    ``row`` is the number of its first release among all that were read (see copies.py).
    """

    name: str
    stamp: Stamp | None
    row: int
    pieces: list[Entry]


class KnownLines:
    """Lines that gave releases of the index, by their digests."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        lined = [entry for entry in entries if entry.line_digests and not entry.otherwise]
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


class Ledger:
    """The files of an index by their keys, and what was decided about copies among all releases."""

    def __init__(self, files: dict[str, Any], decisions: Decisions | None) -> None:
        """``files`` are entries as JSON has them: of most, an update asks no more than the stamp.

        There are no ``decisions`` where no file could hold copies.
        """
        self._files = files
        self.decisions = decisions

    def indexed(self) -> Iterator[str]:
        """The identifiers of all releases of the index."""
        for _, _, _, pieces in self._files.values():
            for digest, size, lines, ids, *more in pieces:
                yield from Entry(digest, size, lines, ids, *more).indexed if more else ids

    def file(self, key: str, name: str) -> FileEntry | None:
        """What was noted of a file with this key and this name, if anything."""
        noted = self._files.get(key)
        if noted is None:
            return None
        same, stamp, row, pieces = noted
        if same != name:
            return None
        return FileEntry(name, stamp and Stamp(*stamp), row, [Entry(*piece) for piece in pieces])


def write_ledger(folder: Path, files: dict[str, FileEntry], decisions: Decisions | None) -> None:
    """Write the ledger beside an index; see ``Ledger``."""
    book = {"rules": rules_of_extraction(), "files": files}
    (folder / LEDGER).write_bytes(orjson.dumps(book, default=_as_list))
    if decisions is not None:
        write_decisions(folder, decisions)


def _as_list(entry: FileEntry | Entry) -> tuple[object, ...]:
    """An entry for JSON; of most pieces there is nothing else to say than what they gave."""
    if isinstance(entry, Entry) and not (entry.skipped or entry.line_digests or entry.otherwise):
        return entry[:4]
    return tuple(entry)


def read_ledger(folder: Path) -> Ledger | None:
    """Read the ledger of an index; None when it is of no use.

    That is when there is none, or when another program wrote it: its rules of extraction, or the
    form of the ledger, may have been others.
    """
    try:
        book = orjson.loads((folder / LEDGER).read_bytes())
        if book["rules"] != rules_of_extraction():
            return None
        return Ledger(book["files"], read_decisions(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stamp_of(file: SourceFile) -> Stamp | None:
    """The state of a file, or None when it cannot be seen."""
    try:
        status = os.stat(file.path)  # noqa: PTH116 (asked of every file)
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
