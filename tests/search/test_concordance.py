"""The concordance: keywords in their contexts, read back from the text, sorted, counted honestly."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

import search.concordance as module
from index.building import build_index
from index.releases import PARAGRAPH_BREAK, Release
from search.archive import open_engine
from search.concordance import (
    WIDTH,
    Occurrence,
    Order,
    all_occurrences,
    concordance,
    occurrences_in,
)
from search.engine import Engine, Hit
from search.parsing import parse
from search.query import Clause, Query
from tests.search.strategies import archives, clauses

Make = Callable[..., Release]
BuildEngine = Callable[..., Engine]


def asked(text: str) -> Clause | None:
    return parse(text, synonyms=False).clause


def keywords(engine: Engine, text: str, order: Order = "rank") -> list[str]:
    found = concordance(engine, Query(asked(text)), order=order)
    return [occurrence.keyword for occurrence in found.occurrences]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("traite", ["Traite", "traite", "traite"]),
        ("« traite des personnes »", ["traite des personnes"]),
        ("« victimes de l’esclavage »", ["victimes de l’esclavage"]),
        ("« traite des personnes » traite", ["Traite", "traite", "traite des personnes"]),
        ("victime", ["victimes", "victimes"]),
        ("titre:traite", ["Traite"]),
        ("traite SAUF lima", ["Traite", "traite", "traite"]),
        ("rendez-vous", ["rendez-vous"]),
        ("rend*", ["rendez-vous"]),
        ("OIM", ["O.I.M."]),
        ("traite PRÈS/3 victimes", ["victimes", "traite"]),
        ("pays:aucun", []),
        ("", []),
    ],
)
def test_keywords_are_words_and_whole_phrases(
    engine_of: BuildEngine, release_of: Make, text: str, found: list[str]
) -> None:
    engine = engine_of(
        release_of(
            "a",
            "Des victimes de la traite. L’O.I.M. : rendez-vous sur la traite des personnes."
            "\n\nDes victimes de l’esclavage.",
            "Traite",
        )
    )
    assert keywords(engine, text) == found


def test_contexts_are_whole_words_of_the_same_paragraph(
    engine_of: BuildEngine, release_of: Make
) -> None:
    filler = "interminable " * 20
    engine = engine_of(release_of("a", f"Avant.\n\n{filler}au Pérou, {filler}.\n\nAprès."))
    (line,) = concordance(engine, Query(asked("perou"))).occurrences
    assert line.left == "interminable " * 5 + "au "
    assert line.right == ", " + "interminable " * 4 + "interminable"
    (short,) = concordance(engine, Query(asked("avant"))).occurrences
    assert (short.left, short.right) == ("", ".")


def test_lines_are_sorted_by_the_words_around_accents_apart(
    engine_of: BuildEngine, release_of: Make
) -> None:
    engine = engine_of(
        release_of("a", "Une élève libérée hier. Un ami libéré demain."),
        release_of("b", "Des Étudiants libérés après coup."),
    )
    assert keywords(engine, "liberer", "left") == ["libéré", "libérée", "libérés"]
    assert keywords(engine, "liberer", "right") == ["libérés", "libéré", "libérée"]
    assert keywords(engine, "liberer", "word") == ["libéré", "libérée", "libérés"]


def test_pages_follow_each_other_and_totals_are_counted(
    engine_of: BuildEngine, release_of: Make
) -> None:
    engine = engine_of(*(release_of(f"r{i}", "Un mot. Un mot. Un mot.") for i in range(4)))
    query = Query(asked("mot"))
    whole = concordance(engine, query, size=100)
    assert (whole.total, whole.releases, whole.matches, whole.complete) == (12, 4, 4, True)
    pages = [concordance(engine, query, start=start, size=5).occurrences for start in (0, 5, 10)]
    assert sum(pages, ()) == whole.occurrences == tuple(all_occurrences(engine, query))


def test_what_is_cut_is_said(
    engine_of: BuildEngine, release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMIT", 5)
    engine = engine_of(*(release_of(f"r{i}", "Un mot. Un mot.") for i in range(4)))
    found = concordance(engine, Query(asked("mot")))
    assert (found.total, found.releases, found.matches, found.complete) == (6, 3, 4, False)
    assert len(list(all_occurrences(engine, Query(asked("mot"))))) == 8
    nothing_said = concordance(engine, Query(asked("SAUF autre")))
    assert (nothing_said.total, nothing_said.releases, nothing_said.matches) == (0, 0, 4)


def test_an_engine_without_offsets_is_helped_by_the_analysis(release_of: Make) -> None:
    hit = Hit(release_of("a", "Les victimes au Pérou.", "Pérou"), 1.0)
    found = [(o.part, o.keyword) for o in occurrences_in(hit, asked("perou"))]
    assert found == [("title", "Pérou"), ("body", "Pérou")]


@settings(max_examples=60)
@given(archives(), clauses)
def test_every_line_is_read_back_from_its_release(releases: list[Release], clause: Clause) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder) / "index", releases)
        engine = open_engine(Path(folder) / "index")
        reached: tuple[str, str, int] | None = None
        for line in all_occurrences(engine, Query(clause)):
            text = _text(line)
            assert text[line.start : line.end] == line.keyword
            begin, end = line.start - len(line.left), line.end + len(line.right)
            assert text[begin:end] == line.left + line.keyword + line.right
            assert max(len(line.left), len(line.right)) <= WIDTH
            assert PARAGRAPH_BREAK not in line.left + line.right
            here = (line.release.id, line.part, line.start)
            assert reached is None or reached[:2] != here[:2] or reached[2] <= line.start
            reached = (line.release.id, line.part, line.end)
        engine.close()


def _text(line: Occurrence) -> str:
    return line.release.title if line.part == "title" else line.release.body
