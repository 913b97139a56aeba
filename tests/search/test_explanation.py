"""« Pourquoi ce résultat ? »: the parts of a score are all of it, and name what the text has."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.building import build_index
from index.releases import Release
from search.archive import open_engine
from search.engine import Engine
from search.explanation import PartKind, ScorePart, WrittenForm
from search.parsing import parse
from search.query import Match, Query
from tests.search.strategies import archives, queries


@settings(max_examples=150)
@given(archives(), queries)
def test_the_parts_make_up_the_score_of_the_hit(releases: list[Release], query: Query) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder) / "index", releases)
        engine = open_engine(Path(folder) / "index")
        hits = {hit.release.id: hit for hit in engine.search(query, size=100).hits}
        for release in releases:
            told = engine.explain(query, release.id)
            assert told is not None
            assert told.matches == (release.id in hits)
            if not told.matches:
                anything = engine.explain(Query(), release.id)
                assert anything is not None
                assert told == replace(anything, matches=False, score=0.0, parts=())
                continue
            hit = hits[release.id]
            assert told.score == pytest.approx(hit.score, rel=1e-6)
            assert sum(part.score for part in told.parts) == pytest.approx(hit.score, rel=1e-5)
            for part in told.parts:
                for form in part.forms:
                    text = release.title if form.part == "title" else release.body
                    assert text.count(form.text) >= form.count
        engine.close()


Told = Callable[..., list[ScorePart]]


@pytest.fixture
def told(engine_of: Callable[..., Engine], release_of: Callable[..., Release]) -> Told:
    engine = engine_of(
        release_of(
            "a",
            "Au Pérou, les victimes de la traite. Une victime parle de l’OIM. "
            + "Autre mot. " * 40,
            "Victimes de traite au Pérou",
            countries="PE",
            date="2012",
        ),
        release_of("b", "Le Pérou et la traite des victimes.", "Un atelier"),
        *(release_of(f"c{number}", "Tout est dit.") for number in range(8)),
    )

    def of(text: str, match: Match = "all") -> list[ScorePart]:
        explanation = engine.explain(Query(parse(text, match=match).clause), "a")
        assert explanation is not None
        return [*explanation.parts]

    return of


def test_a_word_says_its_forms_where_they_stand_and_how_often(told: Told) -> None:
    word, form, *_ = told("victimes")
    assert word.forms == (
        WrittenForm("Victimes", "title", 1),
        WrittenForm("victimes", "body", 1),
        WrittenForm("victime", "body", 1),
    )
    assert (word.in_title, word.in_body) == (1, 2)
    assert (form.kind, form.in_title, form.in_body) == ("form", 1, 1)
    assert word.releases == 2


@pytest.mark.parametrize(
    ("text", "kinds", "why"),
    [
        ("victimes", ["word", "form", "lead", "title"], "typed without an accent"),
        ("Pérou", ["word", "form", "accents", "lead", "title"], "accents typed count"),
        ("victime", ["word", "form", "lead", "title"], "the singular stands in the body"),
        ("vict*", ["word"], "a truncation has no form of its own"),
        ("titre:traite", ["word", "form"], "a single match is not ranked"),
        ("traite -lima", ["word", "form", "lead", "title"], "what is excluded gives nothing"),
        ("traite pays:pe", ["word", "form", "condition"], "nor does a country"),
        (
            "victimes traite",
            ["word", "form", "word", "form", "pair", "lead", "lead", "title"],
            "one after the other",
        ),
        ("pays:pe date:2012", ["condition", "condition"], "conditions alone"),
    ],
)
def test_what_a_score_is_made_of(told: Told, text: str, kinds: list[PartKind], why: str) -> None:
    assert [part.kind for part in told(text)] == kinds, why


def test_what_is_found_by_another_wording_says_so(told: Told) -> None:
    parts = [part for part in told("organisation internationale pour les migrations") if part.score]
    assert {(part.group, part.weight) for part in parts} == {("OIM", 0.5)}


def test_a_word_that_is_missing_names_those_that_begin_like_it(told: Told) -> None:
    (part,) = [
        part
        for part in told("traite péruvien atelierS victimaire", "any")
        if part.kind == "kindred"
    ]
    assert part.words == ("victimaire",)
    assert {form.text for form in part.forms} == {"Victimes", "victimes", "victime"}


def test_a_word_of_a_compound_or_behind_an_elision_is_told_by_itself(told: Told) -> None:
    parts = told("traite l'Occupée victimaire-né", "any")
    assert [part.words for part in parts if part.kind == "kindred"] == [("victimaire",)]
    parts = told("d'atelier l'Autre-mot", "any")
    assert {word for part in parts for word in part.words} == {"Autre", "mot"}


def test_what_was_typed_is_no_other_wording(told: Told) -> None:
    lacking_one = told("traite des personnes")
    assert {(part.group, part.typed) for part in lacking_one if part.weight < 1} == {
        ("traite", True)
    }
    other = told("organisation internationale pour les migrations")
    assert {part.typed for part in other if part.group == "OIM"} == {False}


def test_the_form_typed_names_what_is_written(told: Told) -> None:
    (form,) = [part for part in told("perou") if part.kind == "form"]
    assert form.forms == (WrittenForm("Pérou", "title", 1), WrittenForm("Pérou", "body", 1))


def test_words_of_a_phrase_name_it(told: Told) -> None:
    words = [part for part in told('"victimes de la traite"') if part.kind == "word"]
    assert [part.words for part in words] == [("victimes",), ("de",), ("la",), ("traite",)]
    assert {(part.group, part.literal) for part in words} == {("victimes de la traite", True)}


def test_an_unknown_release_has_no_explanation(sample_index: Path) -> None:
    engine = open_engine(sample_index)
    assert engine.explain(Query(parse("traite").clause), "no-such-release") is None
    engine.close()
