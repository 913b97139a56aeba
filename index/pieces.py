"""Files in pieces: a text or page is one, a file of records is cut between its lines.

What a piece gives depends on its bytes alone, so an update need not read a piece again whose
digest it knows. The cuts depend on the lines around them and not on their number: when lines are
added or taken away, all other pieces are what they were (Muthitacharoen, Chen and Mazières, "A
low-bandwidth network file system", 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zlib import crc32

from index.sources import Item, Line, SourceFile, lines_of, read_file, read_line, unreadable

LINES = 8
"""Lines of a piece, on average."""

MOST_LINES = 64

LOOKED_AT = 64
"""Bytes of a line that decide whether a piece ends with it."""


LINE_DIGEST = 8
"""Bytes of the digest of a line. One in 2^44 changed lines of a million has that of another."""

NOTHING_KNOWN: Mapping[int, str] = {}


class Piece(NamedTuple):
    """A file, or some lines of one: ``size`` bytes from ``start`` on, the first in line ``line``.

    Without a digest (SHA-256) it has not been read, or could not be. ``known`` has lines that need
    not be read, by their numbers, with the identifiers of their releases: the index that is
    updated has them.
    """

    file: SourceFile
    digest: str = ""
    size: int = 0
    lines: int = 0
    start: int = 0
    line: int = 1
    known: Mapping[int, str] = NOTHING_KNOWN

    @property
    def has_lines(self) -> bool:
        """Whether it is made of lines that are records."""
        return self.file.holds_records and bool(self.size)


class KnownPiece(NamedTuple):
    """What is known of a piece from the last time."""

    digest: str
    size: int
    lines: int


def pieces_of(file: SourceFile, known: Sequence[KnownPiece] | None = None) -> Iterator[Piece]:
    """Cut a file into pieces.

    Args:
        file: a file; what cannot be read is one piece without a digest.
        known: its pieces the last time; where they still are, they are found faster. When it is
            None, lines get no digests: whoever reads them all can do that as well.
    """
    try:
        with Path(file.path).open("rb") as content:
            if file.holds_records:
                empty = True
                for piece in _cut(file, content, known):
                    empty = False
                    yield piece
                if empty:
                    yield Piece(file)
            else:
                digest = file_digest(content, "sha256").hexdigest()
                yield Piece(file, digest, content.tell())
    except OSError:
        yield Piece(file)


def read_piece(piece: Piece) -> Iterator[Item]:
    """Read what a piece gives; what is wrong with it is returned, never raised."""
    if not piece.has_lines:
        yield from read_file(piece.file)
        return
    try:
        lines = lines_of(content_of(piece), piece.line)
    except OSError as error:
        yield unreadable(piece.file, error)
        return
    yield from (read_line(piece.file, line) for line in lines)


def content_of(piece: Piece) -> bytes:
    """The bytes of a piece of lines.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(piece.file.path).open("rb") as content:
        content.seek(piece.start)
        return content.read(piece.size)


def line_digest(line: Line) -> bytes:
    """What a line is known by: the first 8 bytes of its SHA-256."""
    return sha256(line.text).digest()[:LINE_DIGEST]


def _cut(
    file: SourceFile, content: BinaryIO, known: Sequence[KnownPiece] | None
) -> Iterator[Piece]:
    digested = known is not None
    known = known or ()
    after = {piece.digest: number + 1 for number, piece in enumerate(known)}
    expected = start = 0
    line = 1
    while True:
        found = _expected(content, start, known[expected]) if expected < len(known) else None
        if found is None:
            found = _next_piece(content, start, digested=digested)
        if not found.size:
            return
        yield Piece(file, *found, start, line)
        expected = after.get(found.digest, expected + 1)
        start += found.size
        line += found.lines


def _expected(content: BinaryIO, start: int, known: KnownPiece) -> KnownPiece | None:
    """A known piece, if that is what stands here."""
    content.seek(start)
    return known if sha256(content.read(known.size)).hexdigest() == known.digest else None


def _next_piece(content: BinaryIO, start: int, *, digested: bool) -> KnownPiece:
    """Cut off a piece."""
    content.seek(start)
    digest, size, lines = sha256(), 0, 0
    for line in content:
        if digested:
            digest.update(line)
        size += len(line)
        lines += 1
        if lines == MOST_LINES or crc32(line[:LOOKED_AT]) % LINES == 0:
            break
    return KnownPiece(digest.hexdigest() if digested else "", size, lines)
