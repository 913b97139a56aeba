"""An archive in pieces: which have to be read, which give what they gave the last time."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from index.ledger import Entry, FileEntry, KnownLines, Stamp, note_skipped, skipped_in, stamp_of
from index.making import IN_INDEX, Found
from index.pieces import Piece, content_of, pieces_of
from index.previous import Previous
from index.resolving import Resolution
from index.segments.bulk import Made
from index.sources import Skipped, SourceFile, lines_of


class Surveyed(NamedTuple):
    """A file by its key, its state from before it was read, and the number of its first piece."""

    key: str
    name: str
    stamp: Stamp | None
    first: int


class Survey:
    """Goes through the files of an archive.

    ``found`` has what every piece gave, in the order of the files, once ``fill`` has been called
    with what was made of those to read. ``read`` are the files with a piece to read.
    """

    def __init__(self, files: Sequence[SourceFile], previous: Previous | None) -> None:
        self._files, self._previous = files, previous
        self._surveyed: list[Surveyed] = []
        self._to_fill = deque[int]()  # pieces that are being read, by their place in ``found``
        self.found: list[Found] = []
        self.read = set[SourceFile]()

    @property
    def expected(self) -> float:
        """Bytes to read, about; in an update nobody knows."""
        if self._previous is not None:
            return inf
        stamps = map(stamp_of, self._files)
        return sum(stamp.size for stamp in stamps if stamp is not None)

    def to_read(
        self, progress: Callable[[Iterable[SourceFile]], Iterable[SourceFile]]
    ) -> Iterator[Piece]:
        """The pieces that have to be read; ``progress`` see ``indexing.read_sources``."""
        for file in progress(self._files):
            stamp = stamp_of(file)
            key, name = file.key, file.name
            self._surveyed.append(Surveyed(key, name, stamp, len(self.found)))
            noted = self._previous.ledger.file(key, name) if self._previous else None
            if noted is not None and noted.stamp is not None and noted.stamp == stamp:
                known = _as_before(file, noted)
            else:
                known = self._looked_at(file, noted)
            for found in known:
                self.found.append(found)
                if found.entry is None:
                    self._to_fill.append(len(self.found) - 1)
                    self.read.add(file)
                    yield found.piece

    def _looked_at(self, file: SourceFile, noted: FileEntry | None) -> Iterator[Found]:
        """The pieces of a file that is not what it was, with what is known of each."""
        if self._previous is None or noted is None:
            yield from map(Found, pieces_of(file))
            return
        before = {found.piece.digest: found for found in _as_before(file, noted)}
        lines = None if self._previous.ledger.decisions else KnownLines(noted.pieces)
        for piece in pieces_of(file, [entry.known for entry in noted.pieces]):
            known = before.get(piece.digest)
            if known is not None and known.entry is not None:
                yield _kept(piece, known.entry, known.row)
            else:
                yield Found(_with_known_lines(piece, lines) if lines is not None else piece)

    def fill(self, making: Iterable[tuple[Made, list[Found]]]) -> list[Made]:
        """Take in what was found in the pieces to read; return the segments that were made."""
        made: list[Made] = []
        for segment, found in making:
            for piece in found:
                piece.segment = len(made)
                self.found[self._to_fill.popleft()] = piece
            made.append(segment)
        return made

    def skipped(self, resolution: Resolution) -> list[Skipped]:
        """All that was skipped, in the order of the files."""
        return [
            item
            for number, found in enumerate(self.found)
            for item in (*found.skipped, *resolution.skipped.get(number, ()))
        ]

    def noted(self, resolution: Resolution) -> dict[str, FileEntry]:
        """What the ledger is to remember of the files, by their keys."""
        files: dict[str, FileEntry] = {}
        touched = resolution.touched
        row = 0
        ends = [surveyed.first for surveyed in self._surveyed[1:]] + [len(self.found)]
        for (key, name, stamp, first), end in zip(self._surveyed, ends, strict=True):
            pieces = [
                _entry(self.found[number], touched.get(number, ())) for number in range(first, end)
            ]
            files[key] = FileEntry(name, stamp, row, pieces)
            for entry in pieces:
                row += len(entry.ids)
        return files


def _as_before(file: SourceFile, noted: FileEntry) -> Iterator[Found]:
    """The pieces of a file that is what it was."""
    start, line, row = 0, 1, noted.row
    for entry in noted.pieces:
        piece = Piece(file, entry.digest, entry.size, entry.lines, start, line)
        yield _kept(piece, entry, row) if entry.digest else Found(piece)
        start += entry.size
        line += entry.lines
        row += len(entry.ids)


def _kept(piece: Piece, entry: Entry, row: int) -> Found:
    """What a piece gave the last time."""
    skipped = skipped_in(entry, piece) if entry.skipped else []
    return Found(piece, entry.ids, _in_index(len(entry.ids)), skipped, entry=entry, row=row)


@cache
def _in_index(number: int) -> array[int]:
    """In the place of so many documents (nobody changes it)."""
    return array("i", [IN_INDEX]) * number


def _with_known_lines(piece: Piece, lines: KnownLines) -> Piece:
    if not piece.has_lines:
        return piece
    try:
        return piece._replace(known=lines.among(lines_of(content_of(piece), piece.line)))
    except OSError:
        return piece  # whoever reads it will say so


def _entry(found: Found, otherwise: Sequence[tuple[int, str | None]]) -> Entry:
    if found.entry is not None:
        if not otherwise and not found.entry.otherwise:
            return found.entry
        return found.entry._replace(otherwise=otherwise)
    piece, digests = found.piece, found.digests.hex()
    skipped = note_skipped(found.skipped, piece)
    return Entry(
        piece.digest, piece.size, piece.lines, found.ids, skipped, digests, otherwise or []
    )
