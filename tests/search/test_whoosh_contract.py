"""The index is a Whoosh index: its own searcher finds what our evaluation finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh.qparser import QueryParser
from whoosh.searching import Searcher

from search.archive import open_engine
from search.engine import Engine
from search.query import (
    All,
    Any,
    Clause,
    Exact,
    InCountry,
    Not,
    Phrase,
    Prefix,
    Query,
    Term,
    Within,
)
from tests.search.segmented import build_segments
from tests.search.strategies import (
    COUNTRIES,
    Segments,
    segmented_archives,
    surfaces,
    whole_terms,
)

# Whoosh wants a Not beside something that it takes away from, hence Every below.
leaves: st.SearchStrategy[Clause] = st.one_of(
    whole_terms,
    st.builds(Prefix, surfaces.map(lambda surface: surface[:3]), st.just("")),
    st.builds(Exact, whole_terms.map(lambda term: term.exact), st.just("")),
    st.builds(InCountry, st.frozensets(st.sampled_from(COUNTRIES), min_size=1)),
    st.builds(Phrase, st.lists(whole_terms, min_size=1, max_size=3).map(tuple)),
    st.builds(Within, whole_terms, st.sampled_from(["title", "body"])),
)


def _around(clauses: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(clauses, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(All, several), st.builds(Any, several), st.builds(Not, clauses))


clauses = st.recursive(leaves, _around, max_leaves=5)


def in_whoosh(clause: Clause) -> whoosh_query.Query:
    """The same question in Whoosh's words."""
    match clause:
        case Term(text):
            return whoosh_query.Or([whoosh_query.Term(part, text) for part in ("title", "body")])
        case Within(Term(text), part):
            return whoosh_query.Term(part, text)
        case Prefix(surface):
            return whoosh_query.Prefix("surfaces", surface)
        case Exact(exact):
            return whoosh_query.Term("exacts", exact)
        case InCountry(countries):
            return whoosh_query.Or([whoosh_query.Term("countries", code) for code in countries])
        case Phrase(terms):
            words = [term.text for term in terms]
            return whoosh_query.Or([whoosh_query.Phrase(part, words) for part in ("title", "body")])
        case All(clauses):
            return whoosh_query.And([whoosh_query.Every(), *map(in_whoosh, clauses)])
        case Any(clauses):
            return whoosh_query.Or([*map(in_whoosh, clauses)])
        case Not(inner):
            return whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(in_whoosh(inner))])
    raise TypeError(clause)


def found_by_whoosh(searcher: Searcher, clause: Clause) -> set[str]:
    return {hit["id"] for hit in searcher.search(in_whoosh(clause), limit=None)}


def found_by_us(engine: Engine, clause: Clause) -> set[str]:
    return {hit.release.id for hit in engine.search(Query(clause), size=1000).hits}


@settings(max_examples=150)
@given(segmented_archives(), st.lists(clauses, min_size=10, max_size=20))
def test_whoosh_finds_the_same(segments: Segments, asked: list[Clause]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_segments(Path(folder) / "index", segments)
        engine = open_engine(Path(folder) / "index")
        with whoosh.index.open_dir(Path(folder) / "index").searcher() as searcher:
            for clause in asked:
                assert found_by_whoosh(searcher, clause) == found_by_us(engine, clause)
        engine.close()


def test_whoosh_reads_the_sample_archive(sample_index: Path) -> None:
    index = whoosh.index.open_dir(sample_index)
    engine = open_engine(sample_index)
    with index.searcher() as searcher:
        assert searcher.doc_count() == engine.manifest.releases
        for stored in searcher.documents():
            release = engine.release(stored["id"])
            assert release is not None
            assert (stored.get("title", ""), stored["body"]) == (release.title, release.body)
        asked = QueryParser("body", index.schema).parse("victimes traite")
        results = searcher.search(asked, limit=5)
        assert len(results) > 0
        assert results.score(0) > 0
        assert {text for _, text in searcher.reader().all_terms()} >= {b"victim", b"PE"}
        longest = max(searcher.reader().lexicon("title"), key=len)
        assert searcher.reader().doc_frequency("title", longest) > 0
        by_date = searcher.search(asked, sortedby="date", limit=None)
        dates = [hit.get("date", "") for hit in by_date]
        assert dates == sorted(dates)
    engine.close()


def test_a_whoosh_writer_is_refused_with_the_command_to_use(sample_index: Path) -> None:
    from index.segments.codec import FlatCodec

    with pytest.raises(NotImplementedError, match="communiques index"):
        whoosh.index.open_dir(sample_index).writer(codec=FlatCodec())
