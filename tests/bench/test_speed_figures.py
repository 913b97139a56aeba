"""How times become a table and a plot, and totals a verdict."""

from __future__ import annotations

import math

from tests.bench.speed_plot import curves
from tests.bench.speed_table import disagreements, summary, table

STEMS = {"communiques": True, "tantivy": True, "sqlite": False}


def test_totals_of_a_typical_question_must_agree() -> None:
    totals = {"communiques": [9, 9, 9], "tantivy": [9, 9, 99], "sqlite": [2, 3, 3]}
    assert disagreements(totals, ["rare"] * 3, "communiques", STEMS) == []
    totals["tantivy"] = [19, 19, 9]
    wrong = disagreements(totals, ["rare"] * 3, "communiques", STEMS)
    assert wrong == ["tantivy finds 2.00 times as many for 'rare'"]
    totals["tantivy"], totals["sqlite"] = [9, 9, 9], [0, 0, 0]
    (wrong,) = disagreements(totals, ["rare"] * 3, "communiques", STEMS)
    assert wrong.startswith("sqlite finds 0.10")


def test_what_an_engine_cannot_be_asked_is_no_disagreement() -> None:
    totals = {"communiques": [9, 9], "tantivy": [9, 9], "sqlite": [None, None]}
    assert disagreements(totals, ["fuzzy"] * 2, "communiques", STEMS) == []


def test_times_are_summed_up_by_class_and_in_all() -> None:
    times = {"communiques": [1.0, 3.0, 2.0, 9.0], "sqlite": [4.0, 5.0, 6.0, None]}
    results = summary(times, ["rare", "rare", "rare", "fuzzy"])
    assert results["communiques"] == {"rare": (2.0, 3.0), "fuzzy": (9.0, 9.0), "all": (3.0, 9.0)}
    assert results["sqlite"] == {"rare": (5.0, 6.0), "all": (5.0, 6.0)}


def test_answers_that_never_come_are_the_slowest() -> None:
    results = summary({"communiques": [1.0, math.inf, 2.0]}, ["phrase"] * 3)
    assert results["communiques"]["all"] == (2.0, math.inf)


def test_the_table_sets_ratios_beside_times() -> None:
    times = {"communiques": [1.0, 1.0], "tantivy": [2.0, 4.0], "sqlite": [3.0, None]}
    lines = table(summary(times, ["rare", "fuzzy"])).splitlines()
    assert lines[0].split() == ["ms", "communiques", "tantivy", "sqlite"]
    assert lines[1].split("  ")[0] == "rare"
    assert "1.00 / 1.00 (0.50, 0.50)" in lines[1]
    assert lines[2].rstrip().endswith("–")


def test_curves_go_from_small_to_large_and_lack_what_was_not_asked() -> None:
    large = {"size": 1000, "engines": {"communiques": {"all": [2.0, 4.0], "rare": [1.0, 1.0]}}}
    small = {
        "size": 10,
        "engines": {"communiques": {"all": [1.0, 3.0]}, "lucene": {"all": [5.0, 6.0]}},
    }
    assert curves([large, small]) == {
        "communiques": [(10, (1.0, 3.0)), (1000, (2.0, 4.0))],
        "lucene": [(10, (5.0, 6.0))],
    }
