"""Files of records are cut by their content, so that a change leaves all other pieces as they are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.pieces import MOST_LINES, KnownPiece, Piece, pieces_of
from index.sources import SourceFile

lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c" * 100 + b"\n"]), max_size=300)


def cut(content: bytes, known: list[KnownPiece] | None = None) -> list[Piece]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(content)
        return [*pieces_of(SourceFile(str(path), path.name), known or ())]


def known(pieces: list[Piece]) -> list[KnownPiece]:
    return [KnownPiece(piece.digest, piece.size, piece.lines) for piece in pieces]


@given(lines, st.binary(max_size=3))
def test_pieces_are_the_whole_file_in_order(content: list[bytes], end: bytes) -> None:
    whole = b"".join(content) + end
    pieces = cut(whole)
    at, line = 0, 1
    for piece in pieces if whole else ():
        assert (piece.start, piece.line) == (at, line)
        assert piece.lines <= MOST_LINES
        at += piece.size
        line += piece.lines
    assert at == len(whole)


@given(lines, lines, st.data())
def test_what_is_known_of_a_file_changes_nothing_but_the_time(
    before: list[bytes], added: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(before)))
    after = b"".join([*before[:place], *added, *before[place:]])
    old = known(cut(b"".join(before)))
    # Cutting from the start and going on from known pieces may differ in where pieces end, never
    # in what they hold together.
    with_known = cut(after, old)
    assert sum(piece.size for piece in with_known) == len(after)
    assert sum(piece.lines for piece in with_known) == sum(piece.lines for piece in cut(after))


def test_a_line_put_in_changes_one_piece() -> None:
    before = [f'{{"id": {number}}}\n'.encode() for number in range(1000)]
    old = known(cut(b"".join(before)))
    for place in (0, 1, 500, 999):
        after = known(cut(b"".join([*before[:place], b"{}\n", *before[place:]]), old))
        assert len(set(after) - set(old)) <= 2


def test_a_file_that_cannot_be_read_is_one_piece_without_a_digest(tmp_path: Path) -> None:
    (piece,) = pieces_of(SourceFile(str(tmp_path / "absent.jsonl"), "absent.jsonl"))
    assert not piece.digest
