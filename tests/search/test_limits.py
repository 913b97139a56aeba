"""Costly questions are refused with a sentence; everything else is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.releases import Release
from search import limits
from search.archive import open_engine
from search.collection import Collection
from search.engine import Engine
from search.errors import QueryTooCostly
from search.query import All, Any, Clause, Fuzzy, Not, Prefix, Query, Term
from search.scoring import Scoring


def deep(levels: int) -> Clause:
    clause: Clause = Term("a", "a")
    for _ in range(levels):
        clause = Not(clause)
    return clause


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (Fuzzy("victime", "victime~3", 3), "2 letters at most"),
        (Fuzzy("a" * 100, "…"), "60 letters at most"),
        (deep(1000), "deeper than 50 levels"),
        (Any(tuple(Term(str(n), str(n)) for n in range(5000))), "too much at once"),
        (All(tuple(Prefix("", "*") for _ in range(5000))), "too much at once"),
    ],
)
def test_what_costs_too_much_is_refused(sample_index: Path, clause: Clause, sentence: str) -> None:
    engine = open_engine(sample_index)
    with pytest.raises(QueryTooCostly, match=sentence):
        engine.search(Query(clause))
    engine.close()


def test_the_work_of_reading_postings_counts(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(sample_index)
    assert engine.search(Query(Prefix("", "*"))).total == engine.manifest.releases
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (30_000,))
    with pytest.raises(QueryTooCostly):
        engine.search(Query(Prefix("", "*")))
    engine.close()


def test_kindred_words_cost_the_same_when_they_are_remembered(
    engine_of: Callable[..., Engine], release_of: Callable[..., Release], tmp_path: Path
) -> None:
    engine_of(*(release_of(f"r{n}", "L'Alsacienne.") for n in range(9)))
    collection = Collection(tmp_path / "index0")
    for _ in range(2):
        assert len(Scoring(collection, limits.Budget(36)).kindred(Term("alsac", "")).docs) == 9
        with pytest.raises(QueryTooCostly):
            Scoring(collection, limits.Budget(35)).kindred(Term("alsac", ""))
