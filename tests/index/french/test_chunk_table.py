"""Chunks are found by their letters, wherever in a text they stand."""

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.french.chunk_table import UNKNOWN, ChunkTable, Column


def hashes_of(table: ChunkTable, chunks: list[str]) -> Column:
    ends = [*accumulate(len(chunk) + 1 for chunk in chunks)]
    codes = np.frombuffer(" ".join([*chunks, ""]).encode("utf-32-le", "surrogatepass"), "<u4")
    bounds = np.array([0, *ends])
    return table.hashes(codes, bounds[:-1], bounds[1:] - 1)


def test_many_chunks_each_have_a_hash_and_a_number_of_their_own() -> None:
    table = ChunkTable()
    chunks = [f"{stem}{number}" for stem in "aéœ\U0001f600" for number in range(50_000)]
    hashes = hashes_of(table, chunks)
    assert len(np.unique(hashes)) == len(chunks)
    for first in range(0, len(chunks), 10_000):  # it grows
        table.add(hashes[first : first + 10_000], np.arange(first, first + 10_000))
    assert table.find(hashes).tolist() == [*range(len(chunks))]
    others = hashes_of(table, [f"autre{number}" for number in range(50_000)])
    assert (table.find(others) == UNKNOWN).all()


def test_a_chunk_may_be_added_twice() -> None:
    table = ChunkTable()
    hashes = hashes_of(table, ["un", "deux", "un", "un"])
    table.add(hashes, np.array([3, 4, 3, 3]))
    assert table.find(hashes).tolist() == [3, 4, 3, 3]


def test_a_chunk_has_other_hashes_in_few_places_of_a_very_long_text() -> None:
    table = ChunkTable()
    hashes = hashes_of(table, ["migration"] * 100_000)
    assert len(np.unique(hashes)) <= 1 + 1_000_000 // 65_536


@given(st.lists(st.text("ab1’é.", min_size=1, max_size=3), min_size=1))
def test_the_same_letters_have_the_same_hash_and_others_another(chunks: list[str]) -> None:
    hashes = hashes_of(ChunkTable(), chunks).tolist()
    assert len(set(zip(chunks, hashes, strict=True))) == len(set(chunks)) == len(set(hashes))
