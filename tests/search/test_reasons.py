"""A hit of a word query shows a mark, or says why it is there without one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.building import build_index
from index.releases import Release
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Query
from search.reasons import Reason, labels_of, reason_of
from search.snippets import mark, snippets
from tests.search.strategies import WORDS, archives, queries


@settings(max_examples=150)
@given(archives(), queries)
def test_a_hit_has_a_mark_or_says_why_not(releases: list[Release], query: Query) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder) / "index", releases)
        engine = open_engine(Path(folder) / "index")
        for hit in engine.search(query, size=100).hits:
            assert hit.evidence is not None
            assert engine.evidence(query, hit.release.id) == hit.evidence
            passages = snippets(hit.release.body, (), found=hit.evidence.body)
            title = mark(hit.release.title, (), found=hit.evidence.title)
            marked = bool(title.marks) or any(passage.marks for passage in passages)
            told = engine.explain(query, hit.release.id)
            assert told is not None
            if reason_of(labels_of(query.clause), hit.evidence) == "condition":
                assert not marked
            elif hit.score:
                assert marked
        engine.close()


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*WORDS, "OIM", "victimes", "Pérou", "migra*"]), min_size=1, max_size=3
    )
)
def test_a_hit_of_words_in_the_sample_archive_has_a_mark(
    sample_index: Path, words: list[str]
) -> None:
    engine = open_engine(sample_index)
    for hit in engine.search(Query(parse(" ".join(words)).clause), size=100).hits:
        assert hit.evidence is not None
        assert hit.evidence.title or hit.evidence.body
    engine.close()


@pytest.mark.parametrize(
    ("text", "reason", "why"),
    [
        ("victimes", None, "marked in the text"),
        ("foyer", "title", "only the title has it"),
        ("organisation internationale pour les migrations", "synonym", "the text has the acronym"),
        ("tchad OU pays:perou", "condition", "the country let it in"),
        ("tchad OU -lima", "condition", "so did what it does not have"),
        ("pays:perou", None, "no word was asked for"),
        ("", None, "nothing was asked for"),
    ],
)
def test_reasons(
    engine_of: Callable[..., Engine],
    release_of: Callable[..., Release],
    text: str,
    reason: Reason | None,
    why: str,
) -> None:
    engine = engine_of(release_of("a", "Des victimes, dit l’OIM.", "Un foyer", countries="PE"))
    clause = parse(text).clause
    (hit,) = engine.search(Query(clause)).hits
    assert hit.evidence is not None
    assert reason_of(labels_of(clause), hit.evidence) == reason, why


def test_an_unknown_release_has_no_evidence(sample_index: Path) -> None:
    engine = open_engine(sample_index)
    assert engine.evidence(Query(parse("traite").clause), "no-such-release") is None
    engine.close()
