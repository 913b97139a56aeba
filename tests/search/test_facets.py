"""Facets are the same the second time, and of every question its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from index.releases import Release
from search import facets
from search.engine import Engine
from search.query import Dated, Phrase, Query, Term

Make = Callable[..., Release]


def test_what_is_remembered_is_what_was_counted(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = [
        release_of(
            f"r{n}",
            ("traite " * (n % 2) + "femmes " * (n % 3)) + "aide",
            countries=("FR PE", "PE", "", "ML FR")[n % 4],
            date=(None, "2019-05-01", "2020")[n % 3],
        )
        for n in range(60)
    ]
    clauses = (
        None,
        Term("trait", "traite", "traite"),
        Term("femm", "femmes", "femmes"),
        Term("femm", "Femme", "femme"),
        Phrase((Term("trait", "traite"), Term("femm", "femmes"))),
    )
    dates = (None, Dated("2020", None), Dated("2019", "2019"))
    chosen = (frozenset[str](), frozenset({"PE"}), frozenset({"FR", "ML"}))
    questions = [
        Query(clause, countries, dated, match)
        for clause, countries, dated, match in product(clauses, chosen, dates, ("any", "primary"))
    ]
    remembering = engine_of(*releases)
    monkeypatch.setattr(facets, "REMEMBERED", 0)
    counting = engine_of(*releases)
    for question in [*questions, *questions]:
        assert facets_of(remembering, question) == facets_of(counting, question)
    assert len({str(facets_of(counting, question)) for question in questions}) > 30


def facets_of(engine: Engine, question: Query) -> tuple[object, ...]:
    found = engine.search(question)
    return found.countries, found.years, found.undated
