"""The page of a release marks what the search found, and nothing else."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

NUMBERED = r'<mark id="m\d+">(.*?)</mark>'
"""A mark of the search; the passages that name countries have marks without numbers."""

RELEASE = "perou-foyer-iquitos-2019"


@pytest.mark.parametrize(
    ("text", "marked", "why"),
    [
        ("victime", {"victimes"}, "a word in its forms"),
        ("victim*", {"victimes"}, "a truncation"),
        ("=péruvienne", {"péruvienne"}, "an exact form"),
        ("peruviene~", {"péruvienne", "péruvien"}, "words like it"),
        ('"victimes de traite"', {"victimes", "de", "traite"}, "the words of a phrase"),
        ('"traite de victimes"', set(), "a phrase that is not there"),
        ("organisation internationale pour les migrations", {"OIM"}, "another wording"),
        ("a" * 2000, set(), "a search that is refused"),
    ],
)
def test_the_page_marks_what_was_found(
    client: FlaskClient, text: str, marked: set[str], why: str
) -> None:
    response = client.get(f"/communiques/{RELEASE}", query_string={"q": text})
    assert response.status_code == 200
    html = response.get_data(as_text=True)
    assert set(re.findall(NUMBERED, html)) == marked, why


def test_a_phrase_is_marked_only_where_it_stands(client: FlaskClient) -> None:
    response = client.get(f"/communiques/{RELEASE}", query_string={"q": '"victimes de traite"'})
    marks = re.findall(NUMBERED, response.get_data(as_text=True))
    assert len(marks) % 3 == 0
    assert marks == ["victimes", "de", "traite"] * (len(marks) // 3)


def test_results_say_why_a_hit_has_no_mark(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search", query_string={"q": "xyzzy OU pays:pérou"}).json
    assert answer is not None
    assert {hit["reason"] for hit in answer["results"]} == {"condition"}
    html = client.get("/", query_string={"q": "xyzzy OU pays:pérou"}).get_data(as_text=True)
    assert "ce communiqué répond par son pays" in html
