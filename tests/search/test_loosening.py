"""Quotations when any word will do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release
from search.engine import Engine
from search.parsing import parse
from search.query import All, Any, Not, Phrase, Query, Weighted

Make = Callable[..., Release]


@pytest.fixture
def engine(engine_of: Callable[..., Engine], release_of: Make) -> Engine:
    return engine_of(
        release_of("dit", "La ville de Lima dénonce une coalition anti-climat."),
        release_of("autrement", "Une coalition contre le climat est dénoncée à Lima."),
        release_of("sans", "Rien de tout cela."),
    )


def found(engine: Engine, text: str) -> list[str]:
    hits = engine.search(Query(parse(text, match="any", synonyms=False).clause)).hits
    return [hit.release.id for hit in hits]


def test_the_words_of_a_quotation_find_by_themselves_and_the_quotation_ranks(
    engine: Engine,
) -> None:
    assert found(engine, 'Quito: "une coalition anti-climat"') == ["dit", "autrement"]
    assert found(engine, '"une coalition anti-climat"') == ["dit", "autrement"]
    assert found(engine, '"coalition anti-climat" pays:aucun') == ["dit", "autrement"]


def test_a_quotation_of_little_words_stays_a_quotation(engine: Engine) -> None:
    assert found(engine, 'quito "à la"') == []


@pytest.mark.parametrize("text", ['lima ET "coalition climat"', 'lima SAUF "climat coalition"'])
def test_what_is_joined_or_excluded_stays_as_typed(text: str) -> None:
    clause = parse(text, match="any", synonyms=False).clause
    assert isinstance(clause, All)
    last = clause.clauses[-1]
    assert isinstance(last.clause if isinstance(last, Not) else last, Phrase)


def test_when_all_words_are_wanted_a_quotation_is_one() -> None:
    clause = parse('lima "coalition climat"', synonyms=False).clause
    assert isinstance(clause, All)
    assert isinstance(clause.clauses[1], Phrase)


def test_the_reading_is_told_and_can_be_typed_again() -> None:
    read = parse('lima "coalition climat"', match="any", synonyms=False)
    assert isinstance(read.clause, Any)
    assert isinstance(read.clause.clauses[1], Any)
    assert isinstance(read.clause.clauses[1].clauses[0], Weighted)
    again = parse(read.interpretation.canonical, match="any", synonyms=False)
    assert again.clause == read.clause


def test_a_compound_beside_other_words_is_found_by_its_parts_or_as_one_word(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("compose", "Le micro-crédit à Quito et à Lima."),
        release_of("un-mot", "Du microcrédit pour Quito."),
        release_of("partie", "Du crédit pour Lima."),
        release_of("rien", "Le riz."),
    )
    assert found(engine, "micro-crédit quito") == ["compose", "un-mot", "partie"]
    assert found(engine, "micro-crédit") == ["compose", "un-mot"]
    assert found(engine, "micro-crédit ET quito") == ["compose", "un-mot"]
    assert found(engine, "là-bas quito") == ["un-mot", "compose"]
