"""Words that begin like another one, over several segments with deletions."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.french import analyze
from index.releases import Release
from search import kindred
from search.collection import Collection
from search.kindred import kindred_words
from search.ranking import KINDRED_LETTERS
from tests.search.segmented import build_segments
from tests.search.strategies import Segments

MARINE = [
    "mariage", "marier", "marin", "marinade", "marine", "marinier", "marionnette", "maritime",
    "marge", "marginal", "mer", "20135", "20136",
]  # fmt: skip
NEIGHBOURS, HOLDERS, SHARE = 2, 3, 4


@st.composite
def segments(draw: st.DrawFn) -> Segments:
    made: Segments = []
    for number in range(draw(st.integers(1, 3))):
        texts = draw(
            st.lists(st.lists(st.sampled_from(MARINE), max_size=6), min_size=1, max_size=6)
        )
        releases = [
            Release(f"{number}-{at}", "", " ".join(text), "x") for at, text in enumerate(texts)
        ]
        made.append((releases, draw(st.frozensets(st.integers(0, len(releases) - 1)))))
    made[0][0].append(Release("last", "", "marin", "x"))  # one at least is not deleted
    return made


def nearest(term: str, asked: frozenset[str], texts: list[str]) -> set[str]:
    """By going through all words of all texts."""
    if term.isdigit():
        return set()
    terms = [{token.term for token in analyze(text)} for text in texts]
    like = sorted(t for t in set().union(*terms) if t[:KINDRED_LETTERS] == term[:KINDRED_LETTERS])
    found = [t for t in like if t < term][-NEIGHBOURS:] + [t for t in like if t > term][:NEIGHBOURS]
    most = min(HOLDERS, 1 + len(texts) // SHARE)
    return {t for t in found if t not in asked and sum(t in held for held in terms) <= most}


def term_of(word: str) -> str:
    (token,) = analyze(word)
    return token.term


@settings(max_examples=100)
@given(segments(), st.sampled_from(MARINE), st.frozensets(st.sampled_from(MARINE), max_size=2))
def test_the_nearest_on_both_sides_are_found(
    made: Segments, word: str, others: frozenset[str]
) -> None:
    term, asked = term_of(word), frozenset(map(term_of, others))
    living = [r.body for releases, gone in made for at, r in enumerate(releases) if at not in gone]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(kindred, "KINDRED_NEIGHBOURS", NEIGHBOURS)
        patch.setattr(kindred, "KINDRED_HOLDERS", HOLDERS)
        patch.setattr(kindred, "KINDRED_SHARE", SHARE)
        build_segments(Path(folder) / "index", made)
        collection = Collection(Path(folder) / "index")
        groups = zip(collection.parts, kindred_words(term, asked, collection), strict=True)
        found = {
            part.segment.terms[number] for part, own in groups for number in own.terms.tolist()
        }
        assert found == nearest(term, asked, living)
