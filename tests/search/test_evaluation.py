"""The fast evaluation gives what reading every word of every release gives."""

from __future__ import annotations

import math
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.archive import open_engine
from search.engine import Hit
from search.query import Query, Sort
from tests.search.reference import Archive
from tests.search.segmented import build_segments
from tests.search.strategies import Segments, living, queries, segmented_archives

# What large archives alone would do: each of these has it done in small ones.
AS_IN_LARGE_ONES = [
    ("index.frequent_terms.FEWEST", 1),
    ("index.frequent_terms.FEWEST", 3),
    ("index.segments.countries.UNFOLDED", 10_000),
    ("index.segments.losses.ROWS", 3),
    ("index.segments.reading.ADDED_UP", 0),
    ("index.segments.reading.SOUGHT", 0),
    ("search.arrays.BISECTION", 0),
    ("search.arrays.SORTED", 0),
    ("search.counting.SORTED", 0),
    ("search.evaluation.FREQUENT", 1),
    ("search.ordering.FEW", 0),
    ("search.ordering.SAMPLE", 2),
    ("search.phrases.PICKED", 0),
    ("search.places.FEW_TERMS", 0),
]


@settings(max_examples=160)
@given(
    segmented_archives(),
    st.lists(queries, min_size=10, max_size=16),
    st.sets(st.sampled_from(AS_IN_LARGE_ONES)),
)
def test_any_query_over_any_archive(
    segments: Segments, asked: list[Query], as_in_large_ones: set[tuple[str, int]]
) -> None:
    releases = living(segments)
    archive = Archive(releases)
    by_id = {release.id: release for release in releases}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for threshold, value in as_in_large_ones:
            patch.setattr(threshold, value)
        build_segments(Path(folder) / "index", segments)
        engine = open_engine(Path(folder) / "index")
        # What is remembered of a clause holds under other filters.
        for query in (*asked, *(replace(asked[0], clause=other.clause) for other in asked[1:])):
            scores, countries, years = archive.answer(query)
            found = engine.search(query, size=100)
            assert found.total == len(scores)
            assert {hit.release.id: hit.score for hit in found.hits} == pytest.approx(
                scores, rel=1e-4
            )
            assert found.countries == countries
            assert {**found.years, None: found.undated} == {None: 0, **years}
            ranks = [_rank(hit, query.sort) for hit in found.hits]
            assert ranks == sorted(ranks)
            assert [hit.release for hit in found.hits] == [by_id[str(n)] for *_, n in ranks]
            assert [hit.release for hit in found.hits] == [*engine.matching(query)]
            assert found.hits == tuple(engine.hits(query))
            assert engine.search(query, size=1).hits == found.hits[:1]
            assert engine.search(query, start=1, size=2).hits == found.hits[1:3]
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
