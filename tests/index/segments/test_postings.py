"""Postings hold what the texts do, however often a text repeats a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.releases import Release
from index.segments.merging import merge_segments
from index.segments.postings import count_type, pack_counts, unpack_counts
from index.segments.reading import Segment
from search.engine import Engine
from search.query import Clause, Phrase, Query, Term, Within
from tests.index.segments.writing import write_segment

LIMA, QUITO = Term("lima", "lima", "lima"), Term("quito", "quito", "quito")


@pytest.mark.parametrize(
    ("total", "title", "dtype"),
    [
        (63, 3, "<u1"),
        (64, 3, "<u2"),
        (63, 4, "<u2"),
        (4_095, 15, "<u2"),
        (4_096, 15, "<u4"),
        (4_096, 16, "<u4"),
        (2**20 - 1, 4_095, "<u4"),
        (2**20, 4_095, "<i8"),
        (5_000, 4_096, "<i8"),
        (2**32 - 1, 2**31 - 1, "<i8"),
    ],
)
def test_counts_are_packed_without_loss(total: int, title: int, dtype: str) -> None:
    chosen = count_type(total, title)
    assert chosen == np.dtype(dtype)
    packed = pack_counts(np.array([1, total]), np.array([0, title]), chosen)
    totals, titles = unpack_counts(packed)
    assert (totals.tolist(), titles.tolist()) == ([1, total], [0, title])


@pytest.mark.parametrize(("title", "body"), [(5_000, 3), (1, 2**20 + 7)])
def test_a_word_repeated_without_end_leaves_the_next_text_alone(
    tmp_path: Path, title: int, body: int
) -> None:
    releases = [
        Release("endless", "bateau " * title, "bateau " * body, "a"),
        Release("next", "Un titre", "Le bateau part.", "b"),
    ]
    write_segment(tmp_path / "made", releases)
    write_segment(tmp_path / "other", releases[1:])
    parts = [(tmp_path / "other", frozenset[int]()), (tmp_path / "made", frozenset({1}))]
    merge_segments(parts, tmp_path / "merged")
    for name, endless, following in (("made", 0, 1), ("merged", 1, 0)):
        segment = Segment(tmp_path / name)
        term = segment.term_number("bateau")
        assert term is not None
        totals, titles = segment.frequencies(term)
        assert (totals[endless], titles[endless]) == (title + body, title)
        place = segment.occurrences_of(term, np.array([following]))
        assert segment.positions[place].tolist() == [3]


@pytest.mark.parametrize(("in_title", "in_body"), [(2**12, 0), (1, 2**20)])
def test_a_word_repeated_without_end_is_found_where_it_is(
    engine_of: Callable[..., Engine],
    release_of: Callable[..., Release],
    in_title: int,
    in_body: int,
) -> None:
    engine = engine_of(
        release_of("often", "lima " * in_body + "quito", "lima " * in_title),
        release_of("once", "lima quito"),
    )

    def found(clause: Clause) -> set[str]:
        return {release.id for release in engine.matching(Query(clause))}

    bodies = {"often", "once"} if in_body else {"once"}
    assert found(Within(LIMA, "title")) == {"often"}
    assert found(Within(LIMA, "body")) == bodies
    assert found(Phrase((LIMA, QUITO))) == bodies
    evidence = engine.evidence(Query(QUITO), "often")
    assert evidence is not None
    assert [match[1:] for match in evidence.body] == [(5 * in_body, 5 * in_body + 5)]
