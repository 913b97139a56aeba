"""Passages and marks: offsets into the text returned, whole words, the accents of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french import analyze
from search.parsing import parse
from search.query import terms_of
from search.snippets import ELLIPSIS, WIDTH, MarkedText, Match, mark, snippets


def terms(query: str) -> frozenset[str]:
    return frozenset(term.text for term in terms_of(parse(query, synonyms=False).clause))


def shown(marked: MarkedText) -> list[str]:
    return [marked.text[start:end] for start, end in marked.marks]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("perou", "Au Pérou, le PÉROU", ["Pérou", "PÉROU"]),
        ("energie", "l’énergie de d'ÉNERGIES", ["énergie", "ÉNERGIES"]),
        ("oeuvre", "mise en œuvre", ["œuvre"]),
        ("coeur", "Le cœur, æ ß, les cœurs", ["cœur", "cœurs"]),
        ("victime traite", "Victimes de la traite.", ["Victimes", "traite"]),
        ("ete", "<b>été</b> & été", ["été", "été"]),
        ("lima", "rien", []),
    ],
)
def test_marks_are_whole_words_as_they_are_written(
    query: str, text: str, marked: list[str]
) -> None:
    assert shown(mark(text, terms(query))) == marked


FILLER = "Une phrase qui ne dit rien de précis sur le sujet. " * 12
BODY = (
    f"{FILLER}Les victimes sont accueillies. {FILLER}\n\n"
    f"{FILLER}À Lima, les victimes de traite parlent. {FILLER}\n\n"
    f"{FILLER}Un centre ouvre à Lima."
)


def test_the_passage_with_most_of_the_words_is_chosen() -> None:
    (best,) = snippets(BODY, terms("victimes lima"), count=1)
    assert shown(best) == ["Lima", "victimes"]
    assert best.text.startswith("À Lima, les victimes")


def test_a_second_passage_shows_what_the_first_does_not() -> None:
    found = snippets(BODY, terms("centre traite"))
    assert [shown(snippet) for snippet in found] == [["traite"], ["centre"]]


def test_a_passage_begins_with_its_sentence_and_says_what_is_left_out() -> None:
    (snippet,) = snippets(BODY, terms("accueillir"))
    assert snippet.text.startswith("Les victimes sont accueillies. Une phrase")
    assert snippet.text.endswith(f" {ELLIPSIS}")


def test_a_match_late_in_a_long_sentence_is_in_view() -> None:
    body = "mot " * 200 + "libérées " + "mot " * 200 + "."
    (snippet,) = snippets(body, terms("liberer"))
    assert shown(snippet) == ["libérées"]
    assert snippet.text.startswith(f"{ELLIPSIS} mot")
    assert len(snippet.text) <= WIDTH + 4


def test_without_a_match_the_beginning_is_shown() -> None:
    (snippet,) = snippets(BODY, terms("introuvable"))
    assert BODY.startswith(snippet.text.removesuffix(f" {ELLIPSIS}"))
    assert snippet.marks == ()
    assert snippets("", terms("lima")) == ()


def test_a_very_long_word_is_shown_whole() -> None:
    body = "a" * 1000 + " lima"
    (snippet,) = snippets(body, frozenset({next(iter(analyze("a" * 1000))).term}))
    assert shown(snippet) == ["a" * 1000]


TEXTS = st.text(st.sampled_from("aeé œ'’-.\n«» limaPérou"), max_size=800)


@given(TEXTS, TEXTS)
def test_marks_hold_for_any_text(body: str, query: str) -> None:
    wanted = terms(query)
    for snippet in snippets(body, wanted):
        assert snippet.text.strip()
        end = 0
        for start, stop in snippet.marks:
            assert end <= start < stop <= len(snippet.text)
            assert any(token.term in wanted for token in analyze(snippet.text[start:stop]))
            end = stop


GAPS = st.sampled_from([" ", " ", " ", ". ", ".\u202f» ", "\n\n"])


@given(st.lists(st.tuples(st.integers(1, 30), GAPS, st.sampled_from(["", "", "a", "b"]))))
def test_every_match_in_a_passage_is_marked(words: list[tuple[int, str, str]]) -> None:
    body, found = "", []
    for length, gap, term in words:  # no letter comes twice, so a passage is found again
        word = "".join(map(chr, range(0x4E00 + len(body), 0x4E00 + len(body) + length)))
        if term:
            found.append(Match(term, len(body), len(body) + length))
        body += word + gap
    passages = snippets(body, (), found=tuple(found))
    assert bool(passages) == bool(words)
    assert not found or passages[0].marks
    for text, marks in passages:
        inner = text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
        start, shift = body.index(inner), text.index(inner)
        assert [(own_start - shift + start, end - shift + start) for own_start, end in marks] == [
            (own_start, end)
            for _, own_start, end in found
            if start <= own_start and end <= start + len(inner)
        ]


def test_a_word_that_makes_up_the_text_is_found_in_its_beginning() -> None:
    # Going through the matches again for each of them would take minutes.
    body = "mot " * 100_000
    found = tuple(Match("mot", at, at + 3) for at in range(0, len(body), 4))
    (first, second) = snippets(body, (), found=found)
    assert body.startswith(first.text.removesuffix(f" {ELLIPSIS}"))
    assert shown(second) == second.text.strip(f" {ELLIPSIS}").split()
