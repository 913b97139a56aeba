"""How often a document has a word is kept exactly, however often that is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.releases import Release
from index.segments.postings import count_type, pack_counts, unpack_counts
from search.engine import Engine
from search.query import Phrase, Query, Term, Within

LIMA, QUITO = Term("lima", "lima", "lima"), Term("quito", "quito", "quito")


@given(st.lists(st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)), min_size=1))
def test_counts_come_back_as_they_were(counts: list[tuple[int, int]]) -> None:
    totals, titles = np.array([(title + body, title) for title, body in counts]).T
    packed = pack_counts(totals, titles, count_type(int(totals.max()), int(titles.max())))
    assert [column.tolist() for column in unpack_counts(packed)] == [
        totals.tolist(),
        titles.tolist(),
    ]


@pytest.mark.parametrize(("in_title", "in_body"), [(2**12, 0), (1, 2**20)])
def test_a_word_said_over_and_over(
    engine_of: Callable[..., Engine],
    release_of: Callable[..., Release],
    in_title: int,
    in_body: int,
) -> None:
    engine = engine_of(
        release_of("often", "lima " * in_body + "quito", "lima " * in_title),
        release_of("once", "lima quito"),
    )
    bodies = {"often", "once"} if in_body else {"once"}
    assert _found(engine, Within(LIMA, "title")) == {"often"}
    assert _found(engine, Within(LIMA, "body")) == bodies
    assert _found(engine, Phrase((LIMA, QUITO))) == bodies
    evidence = engine.evidence(Query(QUITO), "often")
    assert evidence is not None
    assert [match[1:] for match in evidence.body] == [(5 * in_body, 5 * in_body + 5)]


def _found(engine: Engine, clause: Within | Phrase) -> set[str]:
    return {release.id for release in engine.matching(Query(clause))}
