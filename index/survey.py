"""An archive in pieces: which have to be read, which give what they gave the last time."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf

from index.duplicates import Hashes
from index.ledger import Entry, FileEntry, KnownLines, Stamp, note_skipped, skipped_in, stamp_of
from index.making import IN_INDEX, Found
from index.pieces import Piece, content_of, pieces_of
from index.previous import Previous
from index.resolving import Place, Resolution
from index.segments.bulk import Made
from index.sources import Skipped, SourceFile, lines_of


class Survey:
    """Goes through the files of an archive.

    ``found`` has what every piece gave, in the order of the files, once ``fill`` has been called
    with what was made of those to read. ``files_read`` counts files with a piece to read.
    """

    def __init__(self, files: Sequence[SourceFile], previous: Previous | None) -> None:
        self._files, self._previous = files, previous
        self._stamps: dict[str, Stamp | None] = {}  # by file, from before it is read
        self._to_fill = deque[int]()  # pieces that are being read, by their place in ``found``
        self._kept: dict[int, Entry] = {}  # those that are not
        self.found: list[Found] = []
        self.files_read = 0

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
            self._stamps[file.shown] = stamp = stamp_of(file)
            counted = False
            for piece, entry in self._pieces(file, stamp):
                if entry is not None and entry.plain:
                    self._keep(piece, entry)
                    continue
                self._to_fill.append(len(self.found))
                self.found.append(Found(piece))
                if not counted:
                    self.files_read += 1
                    counted = True
                yield piece

    def _keep(self, piece: Piece, entry: Entry) -> None:
        assert self._previous is not None  # where else should the entry come from
        self._kept[len(self.found)] = entry
        self.found.append(
            Found(
                piece,
                entry.ids,
                array("i", [IN_INDEX]) * len(entry.ids),
                skipped_in(entry, piece),
                [*self._previous.ledger.sketches_of(entry)],
            )
        )

    def _pieces(
        self, file: SourceFile, stamp: Stamp | None
    ) -> Iterator[tuple[Piece, Entry | None]]:
        """A file's pieces, with what is known of each."""
        noted = self._previous.ledger.file(file) if self._previous else None
        if self._previous is None or noted is None:
            yield from ((piece, None) for piece in pieces_of(file))
        elif stamp is not None and noted.stamp == stamp:
            start, line = 0, 1
            for entry in noted.pieces:
                yield Piece(file, *entry.known, start, line), entry
                start += entry.size
                line += entry.lines
        else:
            entries = {entry.digest: entry for entry in noted.pieces}
            lines = None if self._previous.ledger.sketched else KnownLines(noted.pieces)
            for piece in pieces_of(file, [entry.known for entry in noted.pieces]):
                known = entries.get(piece.digest) if piece.digest else None
                if known is None and lines is not None:
                    piece = _with_known_lines(piece, lines)
                yield piece, known

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

    def noted(
        self, resolution: Resolution, *, sketched: bool
    ) -> tuple[dict[str, FileEntry], list[Hashes] | None]:
        """What the ledger is to remember: the files, and the sketches of plain entries."""
        files: dict[str, FileEntry] = {}
        sketches: list[Hashes] = []
        touched = resolution.touched
        for number, found in enumerate(self.found):
            file = found.piece.file
            plain = number not in touched
            entry = self._kept.get(number) if plain else None
            if entry is None:
                entry = _entry(number, found, resolution, plain=plain)
            stamp = self._stamps[file.shown]
            files.setdefault(file.shown, FileEntry(file.name, stamp)).pieces.append(entry)
            if plain:
                sketches += found.sketches
        return files, sketches if sketched else None


def _with_known_lines(piece: Piece, lines: KnownLines) -> Piece:
    if not piece.has_lines:
        return piece
    try:
        return piece._replace(known=lines.among(lines_of(content_of(piece), piece.line)))
    except OSError:
        return piece  # whoever reads it will say so


def _entry(number: int, found: Found, resolution: Resolution, *, plain: bool) -> Entry:
    piece, ids = found.piece, found.ids
    if not plain:
        places = {Place(number, n): id for n, id in enumerate(ids)}
        ids = [
            resolution.changed[place].id if place in resolution.changed else id
            for place, id in places.items()
            if place not in resolution.dropped
        ]
    skipped = note_skipped(found.skipped, piece)
    plain = plain and bool(piece.digest)
    digests = found.digests.hex() if plain else ""
    return Entry(piece.digest, piece.size, piece.lines, plain, ids, skipped, digests)
