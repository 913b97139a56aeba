"""The fast evaluation gives what reading every word of every release gives."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.building import build_index
from index.releases import Release
from search.archive import open_engine
from search.engine import Hit
from search.query import Query, Sort
from tests.search.reference import Archive
from tests.search.strategies import archives, queries


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives(), st.lists(queries, min_size=1, max_size=3))
def test_any_query_over_any_archive(releases: list[Release], asked: list[Query]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder) / "index", releases)
        engine = open_engine(Path(folder) / "index")
        for query in asked:
            scores, countries, years = Archive(releases).answer(query)
            found = engine.search(query, size=100)
            assert found.total == len(scores)
            assert {hit.release.id: hit.score for hit in found.hits} == pytest.approx(
                scores, rel=1e-4
            )
            assert found.countries == countries
            assert {**found.years, None: found.undated} == {None: 0, **years}
            ranks = [_rank(hit, query.sort) for hit in found.hits]
            assert ranks == sorted(ranks)
            assert [hit.release for hit in found.hits] == [releases[n] for *_, n in ranks]
            assert [hit.release for hit in found.hits] == [*engine.matching(query)]
        engine.close()


def _rank(hit: Hit, sort: Sort) -> tuple[float, float, int]:
    score, day, number = -hit.score, _day(hit.release.date), int(hit.release.id)
    match sort:
        case "newest":
            return -day, score, number
        case "oldest":
            return day or math.inf, score, number
    return score, -day, number


def _day(date: str | None) -> int:
    digits = (date or "--").replace("-", "")
    return 0 if (date or "-").startswith("-") else int(digits.ljust(8, "0"))
