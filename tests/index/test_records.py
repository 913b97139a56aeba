"""Records: what is written in a hurry is what is written with care."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import _PARAGRAPH_BREAK, _paragraphs, read_record


@given(st.text(alphabet="a \n\t\u00a0\u202f\u2028\x1f", max_size=12))
def test_paragraphs_are_cut_at_blank_lines_and_spaces_are_single(text: str) -> None:
    parts = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(text))
    assert _paragraphs(text) == tuple(part for part in parts if part)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "this is no JSON; a line is one whole object"),
        ('{"id": "a"', "this is no JSON; a line is one whole object"),
        ("[]", "this is no object; a line is one"),
        ('{"id": "a"}', "text: every record needs one"),
        ('{"id": "", "text": "x"}', "id: it is empty"),
        ('{"id": "%s", "text": "x"}' % ("a" * 501), "id: it is longer than 500 characters"),
        ('{"id": "a", "text": []}', "text: give a text, in quotation marks"),
        ('{"id": "a", "text": "x", "date": "2012-13-01"}', "date: '2012-13-01' is no day of"),
        ('{"id": "a", "text": "x", "date": "0000"}', "date: '0000' is no day of the calendar"),
        ('{"id": "a", "text": "x", "date": "hier"}', "date: 'hier' is not a date such as"),
        ('{"id": "a", "text": "x", "countries": "PE"}', "countries: give a list, such as"),
        ('{"id": "a", "text": "x", "countries": [{}]}', "countries: give a text, in quotation"),
        ('{"id": "a", "text": "x", "countries": ["Nulle"]}', "countries: 'Nulle' is not a country"),
        ('{"id": "a", "text": "x", "url": "ftp://x"}', "url: give an address that begins with"),
        ('{"id": "a", "text": "x", "url": "rien"}', "url: give an address that begins with"),
    ],
)
def test_a_record_that_cannot_be_used_is_told_in_plain_words(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}"):
        read_record(line, source="a.jsonl")
