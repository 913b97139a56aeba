"""Other wordings: which words call for them, what they match, and what a bad file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.parsing import parse
from search.query import All, Any, Not, Phrase, Term, Weighted, Within
from search.query_limits import MAX_SYNONYMS
from search.synonyms import SynonymsInvalid, expanded, read_synonyms
from search.syntax import SYNONYM_WEIGHT


@pytest.mark.parametrize(
    ("text", "wordings", "why"),
    [
        ("OIM", ["Organisation internationale pour les migrations", "IOM"], "an acronym"),
        ("l'oim", ["Organisation internationale pour les migrations", "IOM"], "however typed"),
        ("traite", ["traite des êtres humains", "traite des personnes"], "a word"),
        ("traite des personnes", ["traite", "traite des êtres humains"], "several words"),
        ("nation unie", ["ONU", "Organisation des Nations Unies"], "in any inflection"),
        ("organisation migrations", [], "not a part of them"),
        ('"OIM"', [], "what is quoted is literal"),
        ("=OIM", [], "so is an exact form"),
        ("-OIM", [], "only what was typed is excluded"),
        ("ONU*", [], "a truncation is none of them"),
    ],
)
def test_what_calls_for_other_wordings(text: str, wordings: list[str], why: str) -> None:
    assert list(parse(text).interpretation.synonyms) == wordings, why


def test_a_wording_is_a_phrase_that_ranks_below_what_was_typed() -> None:
    clause = parse("PAM").clause
    assert isinstance(clause, Any)
    typed, other = clause.clauses
    assert isinstance(typed, Term)
    assert isinstance(other, Weighted)
    assert other.weight == SYNONYM_WEIGHT < 1
    assert isinstance(other.clause, Phrase)
    assert [term.surface for term in other.clause.terms] == ["programme", "alimentaire", "mondial"]
    assert not other.clause.literal


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("traite des personnes", ["traite des êtres humains"]),
        ("traite", ["traite des êtres humains", "traite des personnes"]),
    ],
)
def test_when_any_word_will_do_a_wording_of_words_asked_for_is_none(
    text: str, wordings: list[str]
) -> None:
    assert [*parse(text, match="any").interpretation.synonyms] == wordings


def test_the_longest_words_win_even_when_none_of_their_wordings_is_left(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text("grande école = école\nécole = lycée\n", "utf-8")
    tree = parse("grande école", match="any", synonyms=False).interpretation.tree
    assert expanded(tree, read_synonyms(path), []) == tree


def test_words_are_replaced_where_they_stand() -> None:
    clause = parse("lima titre:pam -cusco").clause
    assert isinstance(clause, All)
    _, expanded, excluded = clause.clauses
    assert isinstance(expanded, Any)
    assert isinstance(expanded.clauses[1], Weighted)
    assert isinstance(expanded.clauses[1].clause, Within)
    assert isinstance(excluded, Not)


def test_wordings_can_be_left_out() -> None:
    assert isinstance(parse("OIM", synonyms=False).clause, Term)


def test_wordings_are_limited() -> None:
    interpretation = parse("OIM ONU HCR PAM OMS OIT FAO traite RDC UE").interpretation
    assert len(interpretation.synonyms) == MAX_SYNONYMS
    assert [note.code for note in interpretation.notes] == ["limit_reached"]


def test_a_host_names_another_file(tmp_path: Path) -> None:
    own = tmp_path / "mots.txt"
    own.write_text("# les nôtres\nSG = secrétaire générale  # depuis 2024\n\n", "utf-8")
    synonyms = read_synonyms(own)
    assert parse("sg", synonyms=synonyms).interpretation.synonyms == ("secrétaire générale",)
    assert parse("OIM", synonyms=synonyms).interpretation.synonyms == ()


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    own = tmp_path / "mots.txt"
    own.write_text("OIM\nONU = \nUE = de la\nX = " + "mot " * 11 + "\nPAM = programme", "utf-8")
    with pytest.raises(SynonymsInvalid) as error:
        read_synonyms(own)
    for said in ("mots.txt", "line 1 (OIM)", "line 2", "line 3", "line 4", "more than 10 words"):
        assert said in str(error.value)
    assert "line 5" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SynonymsInvalid, match=r"absent\.txt"):
        read_synonyms(tmp_path / "absent.txt")
