"""Each occurrence says which term follows it, and phrases are found whatever it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from index.french import analyze
from index.releases import Release
from index.segments import reading
from index.segments.followers import UNKNOWN, sign
from index.segments.reading import Segment
from search import phrases
from search.engine import Engine
from search.query import Clause, Phrase, Query, Term, Within
from tests.index.segments.writing import write_segment

Make = Callable[..., Release]


def followers_of(segment: Segment, term: str) -> list[int]:
    number = segment.term_number(term)
    assert number is not None
    found: list[int] = segment.followers[segment.occurrence_range(number)].tolist()
    return found


def term(word: str) -> Term:
    return Term(next(iter(analyze(word))).term, word)


def found(engine: Engine, *words: str) -> set[str]:
    query = Query(Phrase(tuple(map(term, words))))
    return {hit.release.id for hit in engine.search(query, size=100).hits}


def test_a_byte_for_each_occurrence(tmp_path: Path, release_of: Make) -> None:
    texts = [("lima quito lima", "lima bogota"), ("", "lima micro-credit"), ("lima", "")]
    releases = [release_of(str(n), body, title) for n, (title, body) in enumerate(texts)]
    write_segment(tmp_path / "MAIN", releases)
    segment = Segment(tmp_path / "MAIN")
    quito, lima, bogota = (sign(term(word).text.encode()) for word in ("quito", "lima", "bogota"))
    # From title to body as if it went on; before a compound and at the end nothing is known.
    assert followers_of(segment, "lima") == [quito, lima, bogota, UNKNOWN, UNKNOWN]


def test_a_phrase_with_a_compound_is_found_by_each_of_its_forms(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(release_of("a", "un micro-crédit"), release_of("b", "un crédit"))
    assert found(engine, "un", "micro") == found(engine, "un", "microcrédit") == {"a"}


def test_a_phrase_of_one_word_is_that_word_in_the_parts_asked(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(release_of("a", "un foyer"), release_of("b", "rien", "Foyers"))
    foyer = Phrase((term("foyer"),))

    def ids(clause: Clause) -> set[str]:
        return {hit.release.id for hit in engine.search(Query(clause)).hits}

    assert ids(foyer) == {"a", "b"}
    assert ids(Within(foyer, "title")) == {"b"}
    assert ids(Within(foyer, "body")) == {"a"}
    assert ids(Within(Within(foyer, "body"), "title")) == set()


def test_words_of_one_sign_are_told_apart(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    words = [f"ville{n:03}" for n in range(60)]
    signs = {word: sign(term(word).text.encode()) for word in words}
    one, other = next((a, b) for a, b in combinations(words, 2) if signs[a] == signs[b])
    engine = engine_of(
        release_of("one", f"dans {one} aussi, et {other}"),
        release_of("other", f"dans {other} aussi, et {one}"),
        release_of("apart", f"{one} {other}", "dans"),
    )
    assert found(engine, "dans", one) == {"one"}
    assert found(engine, "dans", other, "aussi") == {"other"}


@pytest.mark.parametrize("picked", [1, 10**6])
@pytest.mark.parametrize("sought", [0, 10**6])
@pytest.mark.parametrize("words", [("a1", "b1"), ("b1", "a1"), ("a1", "b1", "c1"), ("a1", "a1")])
def test_every_way_to_look_finds_the_same(
    words: Sequence[str],
    sought: int,
    picked: int,
    engine_of: Callable[..., Engine],
    release_of: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "SOUGHT", sought)
    monkeypatch.setattr(phrases, "PICKED", picked)
    chance = np.random.default_rng(5)
    bodies = [" ".join(chance.choice(["a1", "b1", "c1", "d1"], 9)) for _ in range(200)]
    engine = engine_of(*(release_of(str(n), body) for n, body in enumerate(bodies)))
    expected = {str(n) for n, body in enumerate(bodies) if " ".join(words) in body}
    assert expected
    query = Query(Phrase(tuple(map(term, words))))
    assert {hit.release.id for hit in engine.search(query, size=200).hits} == expected
