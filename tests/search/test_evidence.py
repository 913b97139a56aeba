"""The stored offsets say of every hit what analysing its text would say."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.french import analyze
from index.releases import Release
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Any, Clause, Exact, Fuzzy, Not, Phrase, Prefix, Query, Term, Within
from tests.search.segmented import build_segments
from tests.search.strategies import Segments, segmented_archives, some_terms, surfaces

GAP = "x " * 200 + "–" * 300 + " "


def with_gaps(release: Release) -> Release:
    body = "\n\n".join(GAP + paragraph for paragraph in release.paragraphs)
    return release._replace(title=GAP + release.title, body=body)


@settings(max_examples=100)
@given(segmented_archives(), some_terms, surfaces, st.booleans())
def test_matches_are_the_words_of_the_text(
    segments: Segments, terms: tuple[Term, ...], surface: str, far: bool
) -> None:
    if far:  # distances that need more than a byte
        segments = [([*map(with_gaps, releases)], deleted) for releases, deleted in segments]
    with tempfile.TemporaryDirectory() as folder:
        build_segments(Path(folder) / "index", segments)
        engine = open_engine(Path(folder) / "index")
        clause = Any((*terms, Prefix(surface, ""), Not(Term("absent", ""))))
        for hit in engine.search(Query(clause), size=100).hits:
            assert hit.evidence is not None
            for text, found in (
                (hit.release.title, hit.evidence.title),
                (hit.release.body, hit.evidence.body),
            ):
                tokens = list(analyze(text))
                wanted = {term.text for term in terms}
                expected = {(t.term, t.start, t.end) for t in tokens if t.term in wanted}
                expected |= {
                    (surface, t.start, t.end) for t in tokens if t.surface.startswith(surface)
                }
                assert set(found) == expected
                assert [match.start for match in found] == sorted(match.start for match in found)
        engine.close()


Shown = Callable[[Clause | None], tuple[list[str], list[str]]]


@pytest.fixture
def shown(engine_of: Callable[..., Engine], release_of: Callable[..., Release]) -> Shown:
    engine = engine_of(
        release_of("a", "Le traité de l'O.I.M. : 8 500 rendez-vous, un traite.", "Un traité")
    )

    def texts(clause: Clause | None) -> tuple[list[str], list[str]]:
        (hit,) = engine.search(Query(clause)).hits
        assert hit.evidence is not None
        return (
            [hit.release.title[m.start : m.end] for m in hit.evidence.title],
            [hit.release.body[m.start : m.end] for m in hit.evidence.body],
        )

    return texts


def test_each_kind_of_clause_shows_its_words(shown: Shown) -> None:
    assert shown(Exact("traité", "=traité")) == (["traité"], ["traité"])
    assert shown(Within(Exact("traité", ""), "body")) == ([], ["traité"])
    assert shown(Fuzzy("traites", "traites~")) == (["traité"], ["traité", "traite"])
    assert shown(Term("oim", "oim")) == ([], ["O.I.M."])
    assert shown(Prefix("85", "85*")) == ([], ["8 500"])
    assert shown(Prefix("rend", "rend*")) == ([], ["rendez", "rendez-vous"])
    rendez, vous = (next(iter(analyze(word))) for word in ("rendez", "vous"))
    phrase = Phrase(tuple(Term(t.term, t.surface, t.surface) for t in (rendez, vous)), literal=True)
    assert shown(phrase) == ([], ["rendez", "vous"])
    assert shown(None) == ([], [])


def test_words_asked_for_together_are_shown_only_where_they_stand_so(
    engine_of: Callable[..., Engine], release_of: Callable[..., Release]
) -> None:
    engine = engine_of(
        release_of("a", "La traite des femmes. Des personnes parlent de la traite des personnes.")
    )

    def shown(text: str) -> list[str]:
        (hit,) = engine.search(Query(parse(text, synonyms=False).clause)).hits
        assert hit.evidence is not None
        return [f"{m.start}:{hit.release.body[m.start : m.end]}" for m in hit.evidence.body]

    assert shown("« traite des personnes »") == ["50:traite", "57:des", "61:personnes"]
    assert shown("femmes PRÈS/3 traite") == ["3:traite", "14:femmes"]
    assert shown("femmes PRÈS/1 des") == ["10:des", "14:femmes", "22:Des"]
