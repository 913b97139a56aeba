"""Records: what is written in a hurry is what is written with care."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import _PARAGRAPH_BREAK, _paragraphs


@settings(deadline=None)
@given(st.text(alphabet="a \n\t\u00a0\u202f\u2028\x1f", max_size=12))
def test_paragraphs_are_cut_at_blank_lines_and_spaces_are_single(text: str) -> None:
    parts = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(text))
    assert _paragraphs(text) == tuple(part for part in parts if part)
