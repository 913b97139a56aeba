"""Small random archives and questions about them: few words, so that much coincides."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from index.french import analyze
from index.releases import NO_COUNTRY, Release
from search.query import (
    All,
    Any,
    Clause,
    CountryMatch,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Near,
    Not,
    Phrase,
    Prefix,
    Query,
    Sort,
    Term,
    Weighted,
    Within,
)

Segments = list[tuple[list[Release], frozenset[int]]]
"""The releases of each segment, and which of them were deleted since."""

WORDS = [
    "traite", "traité", "Traités", "traites", "migrant", "migrante", "migrants", "à", "a",
    "œuvre", "oeuvres", "sœur", "rendez-vous", "rendez", "l’OIM", "O.I.M.", "Pérou", "perou",
    "8 500", "ses", "surs", "中国", "pays", "paye", "été", "paysan", "migration", "traitement",
    "traitant", "traître", "traîtres",
]  # fmt: skip
COUNTRIES = ["PE", "BO", "VN", "CL", "CO", "EC", "SN", "TN"]
DATES = ["2012", "2012-05", "2012-05-21", "2013-01-01", "--05-21", None]

# As in any language, a few words are most of a text: the forms of one term, and a compound.
COMMON = ["traite", "traité", "Traités", "traites", "rendez-vous"]
words = st.sampled_from([*COMMON * 6, *WORDS])
# Some say the same again and again.
texts = st.builds(
    lambda said, times: " ".join(said * times),
    st.lists(words, max_size=12),
    st.sampled_from([1, 1, 1, 1, 5]),
)


@st.composite
def releases(draw: st.DrawFn, number: int) -> Release:
    """One release; a primary country is the first of its countries."""
    countries = draw(st.lists(st.sampled_from(COUNTRIES), unique=True))
    return Release(
        id=str(number),
        title=draw(texts),
        body="\n\n".join(filter(None, draw(st.lists(texts, max_size=2)))),
        source="x",
        date=draw(st.sampled_from(DATES)),
        primary_country=draw(st.sampled_from([None, *countries[:1]])),
        countries=tuple(countries),
    )


@st.composite
def archives(draw: st.DrawFn) -> list[Release]:
    """One to nine releases."""
    return [draw(releases(number)) for number in range(draw(st.integers(1, 9)))]


@st.composite
def segmented_archives(draw: st.DrawFn) -> Segments:
    """An archive in one to three segments, at least one release of which is left."""
    segments: Segments = []
    number = 0
    for releases in draw(st.lists(archives(), min_size=1, max_size=3)):
        named = [release._replace(id=str(number + n)) for n, release in enumerate(releases)]
        number += len(named)
        gone = st.frozensets(st.integers(0, len(named) - 1), max_size=3)
        segments.append((named, draw(gone)))
    if not living(segments):
        segments[0] = segments[0][0], frozenset()
    return segments


def living(segments: Segments) -> list[Release]:
    """The releases that are left, in their order."""
    return [
        release
        for releases, deleted in segments
        for doc, release in enumerate(releases)
        if doc not in deleted
    ]


def _terms(word: str) -> list[Term]:
    """A word's own, those of a compound and its parts, each of which may be asked for."""
    return [Term(token.term, word, token.surface, token.exact) for token in analyze(word)]


whole_terms = words.map(_terms).flatmap(st.sampled_from)
terms = st.builds(
    lambda term, surface, exact: Term(
        term.text, term.word, term.surface if surface else "", term.exact if exact else ""
    ),
    whole_terms,
    st.booleans(),
    st.booleans(),
)
some_terms = st.lists(terms, min_size=1, max_size=3).map(tuple)
surfaces = whole_terms.map(lambda term: term.surface)
dates = st.builds(
    Dated,
    st.sampled_from(["2012", "2012-05", "2012-05-22", None]),
    st.sampled_from(["2012", "2012-05", "2012-05-20", "2013", None]),
)
countries = st.frozensets(st.sampled_from([*COUNTRIES, "FR", NO_COUNTRY]), max_size=2)
leaves: st.SearchStrategy[Clause] = st.one_of(
    terms,
    st.builds(Phrase, some_terms, st.booleans()),
    st.builds(Phrase, st.tuples(whole_terms, whole_terms), st.booleans()),
    st.builds(Near, some_terms, st.integers(0, 5)),
    st.builds(Prefix, surfaces.map(lambda surface: surface[:3]), st.just("")),
    st.builds(Fuzzy, surfaces, st.just(""), st.integers(0, 2)),
    st.builds(Exact, whole_terms.map(lambda term: term.exact), st.just("")),
    st.builds(InCountry, countries),
    dates,
)


def _around(clauses: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.integers(0, 9).flatmap(  # seldom none, or one alone
        lambda n: st.lists(clauses, min_size=min(n, 2), max_size=3).map(tuple)
    )
    return st.one_of(
        st.builds(All, several),
        st.builds(Any, several),
        st.builds(Not, clauses),
        st.builds(Within, clauses, st.sampled_from(["title", "body"])),
        st.builds(Weighted, clauses, st.sampled_from([0.5, 2.0])),
    )


clauses = st.recursive(leaves, _around, max_leaves=5)
queries = st.builds(
    Query,
    # As often one thing as several; seldom nothing.
    st.sampled_from([*[leaves, clauses] * 5, st.none()]).flatmap(lambda one: one),
    countries,
    st.none() | dates,
    st.sampled_from(get_args(CountryMatch)),
    st.sampled_from(get_args(Sort)),
)
