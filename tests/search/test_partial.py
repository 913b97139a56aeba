"""The arithmetic of a question that found nothing."""

from __future__ import annotations

import pytest

from search.parsing import parse
from search.partial import PartialHelp, label_of, partial_help
from search.query import All, Any, Clause, InCountry, Not, Term, Weighted, Within

RELEASES = [
    {"victimes", "traite", "perou"},
    {"victimes", "perou"},
    {"victimes", "lima"},
    {"oim", "in PE"},
]


def count(clause: Clause | None) -> int:
    """Count the little archive above, by surfaces."""

    def holds(clause: Clause, words: set[str]) -> bool:
        match clause:
            case Term():
                return clause.surface in words
            case All(clauses):
                return all(holds(inner, words) for inner in clauses)
            case Any(clauses):
                return any(holds(inner, words) for inner in clauses)
            case Not(inner):
                return not holds(inner, words)
            case Within(inner) | Weighted(inner):
                return holds(inner, words)
            case InCountry(countries):
                return f"in {next(iter(countries))}" in words
        return False

    return sum(clause is None or holds(clause, words) for words in RELEASES)


def told(help: PartialHelp) -> list[tuple[str, int, int]]:
    return [(label_of(part.part), part.alone, part.rest) for part in help.parts]


def test_each_part_is_counted_alone_and_left_out() -> None:
    help = partial_help(parse("victimes perou lima", synonyms=False).clause, count)
    assert help is not None
    assert told(help) == [("victimes", 3, 0), ("perou", 2, 1), ("lima", 1, 2)]
    assert help.best == help.parts[2]
    assert help.missing == ()
    assert help.found == 3


def test_exclusions_and_filters_stay_conditions() -> None:
    help = partial_help(parse("victimes lima pays:perou -traite", synonyms=False).clause, count)
    assert help is not None
    victims, lima, peru = help.parts
    assert (victims.alone, lima.alone, peru.alone) == (3, 1, 1)
    assert peru.part == InCountry(frozenset({"PE"}))
    assert help.found == 0
    assert help.best == peru
    assert peru.rest == 1


def test_a_word_that_nothing_has_is_told() -> None:
    help = partial_help(parse("victimes mongolfière", synonyms=False).clause, count)
    assert help is not None
    assert [label_of(part.part) for part in help.missing] == ["mongolfière"]


@pytest.mark.parametrize("text", ["", "lima", "lima OU perou", "-lima", "pays:perou date:2012"])
def test_without_parts_there_is_no_arithmetic(text: str) -> None:
    assert partial_help(parse(text, synonyms=False).clause, count) is None


def test_a_long_question_is_counted_in_part() -> None:
    calls = 0

    def counted(clause: Clause | None) -> int:
        nonlocal calls
        calls += 1
        return 0

    partial_help(parse(" ".join(f"mot{n}" for n in range(40))).clause, counted)
    assert calls == 17


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Pérou", "Pérou"),
        ("« la traite »", "la traite"),
        ("rendez-vous", "rendez-vous"),
        ("migrant*", "migrant*"),
        ("date:2010..", "2010.."),
    ],
)
def test_labels(text: str, label: str) -> None:
    clause = parse(text).clause
    assert clause is not None
    assert label_of(clause) == label
