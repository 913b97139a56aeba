"""A frequent word asked for again, alone or with others, gives what it gave the first time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release
from search import evaluation
from search.engine import Engine
from search.query import All, Any, Clause, Not, Query, Term

Make = Callable[..., Release]

LIMA = Term("lima", "lima", "lima")
QUITO = Term("quito", "quito", "quito")
CLAUSES: list[Clause] = [
    LIMA,
    Any((LIMA, QUITO)),
    All((LIMA, QUITO)),
    All((LIMA, Not(QUITO))),
    LIMA,
    QUITO,
]


def answers(engine: Engine) -> list[list[tuple[str, float]]]:
    found = [engine.search(Query(clause), size=50).hits for clause in CLAUSES]
    return [[(hit.release.id, hit.score) for hit in hits] for hits in found]


def test_remembered_scores_are_those_of_the_first_time(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = [
        release_of(f"r{n}", "lima " * (n % 4) + "quito " * (n % 3) + "et " * n) for n in range(30)
    ]
    plain = answers(engine_of(*releases))
    monkeypatch.setattr(evaluation, "FREQUENT", 1)
    engine = engine_of(*releases)
    assert answers(engine) == answers(engine) == plain
