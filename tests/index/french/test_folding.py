"""Strictly insensitive to accents: a word and its folded form are one term."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french import analyze, term
from index.french.folding import fold, has_accent
from index.french.forms import lost_oe, words

HERE = Path(__file__).parent
# Words that ship in their accented spelling, and words of releases.
ACCENTED = sorted(
    {
        *words("stopwords.txt"),
        *words("function_words.txt"),
        *words("places_cldr.txt"),
        *words("places_others.txt"),
        *words("lost_oe.txt"),
        *Path(__file__)
        .with_name("accented_words.txt")
        .read_text("utf-8")
        .split("\n", 1)[1]
        .split(),
    }
)
FRENCH = st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ", min_size=1, max_size=14)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def variants(word: str) -> set[str]:
    """Return a word as it may be typed: without accents, in capitals, in NFD, without ligatures."""
    plain = fold(word)
    return {
        plain,
        plain.upper(),
        word.upper(),
        word.capitalize(),
        unicodedata.normalize("NFD", word),
        word.replace("œ", "oe").replace("æ", "ae"),
    }


@pytest.mark.parametrize("word", [word for word in ACCENTED if "'" not in word and "-" not in word])
def test_every_way_to_type_a_word_gives_one_term(word: str) -> None:
    assert {term(variant) for variant in variants(word)} == {term(word)}
    assert {analyze(variant).terms[0] for variant in variants(word)} == {analyze(word).terms[0]}


def test_what_is_left_of_a_lost_ligature_is_the_word() -> None:
    for left, word in lost_oe().items():
        assert analyze(left).terms == analyze(word).terms, word


@given(FRENCH)
def test_term_of_generated_words(word: str) -> None:
    assert {term(variant) for variant in variants(word)} == {term(word)}


@given(st.lists(FRENCH | st.sampled_from(ACCENTED), min_size=1, max_size=8).map(" ".join))
def test_terms_of_generated_text(text: str) -> None:
    expected = list(analyze(text).terms)
    unaccented = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    )
    for variant in (unaccented, text.upper(), unicodedata.normalize("NFD", text)):
        assert list(analyze(variant).terms) == expected


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("3.5", "3.5"),
        ("m²", "m2"),
        ("ﬁn", "fin"),
        ("Ёлка", "elka"),
        ("Елка", "elka"),
        ("北京", "北京"),
        ("ⴰⵣⵓⵍ", "ⴰⵣⵓⵍ"),
        ("…", ""),
        ("👍", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [("été", True), ("e\u0301te\u0301", True), ("ete", False), ("œuvre", False), ("Москва", False)],
)
def test_has_accent(word: str, expected: bool) -> None:
    assert has_accent(word) is expected
