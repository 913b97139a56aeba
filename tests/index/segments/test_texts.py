"""Texts put together from the postings have the words that analysis found in them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.french import analyze
from index.releases import Release
from index.segments import texts
from index.segments.reading import Segment
from index.segments.texts import Texts, texts_of, titles_of
from tests.index.segments.writing import write_segment
from tests.search.strategies import archives

Words = list[tuple[str, bool]]
"""Surfaces in the order of a text, and whether each is the first part of a compound."""


def analysed(text: str) -> Words:
    words: Words = []
    for token in analyze(text):
        if token.position < len(words):  # a compound, beside its first part
            words[-1] = (words[-1][0], True)
        else:
            words.append((token.surface, False))
    return words


def put_together(segment: Segment, found: Texts) -> list[Words]:
    surfaces = [segment.surfaces[number] for number in found.surfaces.tolist()]
    words = [*zip(surfaces, found.compound.tolist(), strict=True)]
    return [words[first:last] for first, last in pairwise(found.starts.tolist())]


@settings(max_examples=60)
@given(archives(), st.integers(1, 20), st.data())
def test_texts_have_the_words_that_were_analysed(
    releases: Sequence[Release], at_once: int, data: st.DataObject
) -> None:
    wanted = sorted(data.draw(st.sets(st.integers(0, len(releases) - 1))))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "AT_ONCE", at_once)
        write_segment(Path(folder) / "MAIN", releases)
        segment = Segment(Path(folder) / "MAIN")
        titles = [analysed(release.title) for release in releases]
        bodies = [analysed(release.body) for release in releases]
        assert put_together(segment, titles_of(segment)) == titles
        found = texts_of(segment, np.array(wanted, np.int64))
        assert put_together(segment, found) == [titles[doc] + bodies[doc] for doc in wanted]
