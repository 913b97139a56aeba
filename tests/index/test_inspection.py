"""The JSON contract of `communiques inspect`."""

from __future__ import annotations

import json

import pytest

from index.inspection import as_inspection
from index.releases import Aside, Contact, Mention, Release

RELEASE = Release(
    id="a",
    title="Titre",
    body="Lima - Un.\n\nDeux.",
    source="a.txt",
    dateline_place="Lima",
    date="2012-05-21",
    primary_country="PE",
    countries=("PE",),
    mentions=(Mention("PE", "dateline", "body", 0, 4),),
    contacts=(Contact("Ana Ruiz", "OIM Lima", "+51 1 555 0100", "a@example.org"),),
    asides=(Aside("caption", "Photo"),),
)


def test_valid_file() -> None:
    shown = as_inspection("a.txt", RELEASE)
    assert json.loads(json.dumps(shown)) == {
        "path": "a.txt",
        "valid": True,
        "error": None,
        "title": "Titre",
        "dateline_place": "Lima",
        "primary_country": "PE",
        "countries": ["PE"],
        "date": "2012-05-21",
        "date_partial": None,
        "paragraphs": ["Lima - Un.", "Deux."],
        "contacts": [
            {
                "name": "Ana Ruiz",
                "office": "OIM Lima",
                "phone": "+51 1 555 0100",
                "email": "a@example.org",
            }
        ],
        "asides": [{"kind": "caption", "text": "Photo"}],
        "mentions": [{"country": "PE", "reason": "dateline", "part": "body", "start": 0, "end": 4}],
    }


def test_invalid_file() -> None:
    shown = as_inspection("b.txt", "empty file")
    assert (shown["valid"], shown["error"], shown["title"]) == (False, "empty file", None)
    assert shown["countries"] == shown["paragraphs"] == shown["contacts"] == []


@pytest.mark.parametrize(
    ("date", "full", "partial"),
    [
        ("2012-05-21", "2012-05-21", None),
        ("--05-21", None, "05-21"),
        ("2012-05", None, "2012-05"),
        ("2012", None, "2012"),
        (None, None, None),
    ],
)
def test_only_a_whole_date_is_a_date(
    date: str | None, full: str | None, partial: str | None
) -> None:
    release = Release(id="a", title="", body="", source="", date=date)
    shown = as_inspection("a", release)
    assert (shown["date"], shown["date_partial"]) == (full, partial)
