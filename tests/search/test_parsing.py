"""The reader's text into clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryInvalid
from search.parsing import MAX_LENGTH, parse
from search.query import All, Any, Term, terms_of


def words(text: str) -> list[str]:
    return [term.word for term in terms_of(parse(text))]


def test_several_words_are_all_wanted_and_one_stands_alone() -> None:
    assert isinstance(parse("victimes traite"), All)
    assert isinstance(parse("victimes traite", match="any"), Any)
    assert isinstance(parse("victimes"), Term)
    assert parse(" ?! ") is None


def test_little_words_are_dropped_when_something_else_remains() -> None:
    assert words("les victimes de la traite") == ["victimes", "traite"]
    assert words("le la les") == ["le", "la", "les"]


def test_a_word_said_twice_counts_once() -> None:
    clause = parse("victime victimes VICTIME")
    assert isinstance(clause, Term)


def test_a_query_that_is_too_long_is_refused_with_the_limit() -> None:
    parse("a" * MAX_LENGTH)
    with pytest.raises(QueryInvalid, match="1000"):
        parse("a" * (MAX_LENGTH + 1))


@given(st.text(max_size=MAX_LENGTH))
def test_any_text_is_understood(text: str) -> None:
    for term in terms_of(parse(text)):
        assert term.text
