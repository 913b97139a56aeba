"""Completions as JSON: accents restored, kinds told, nothing for nothing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_what_is_typed_is_completed_with_its_accents(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "perou"}).json
    assert answer is not None
    assert answer.pop("index") == client.get("/api/v1/stats").get_json()["index"]
    assert answer == {
        "q": "perou",
        "completions": [{"text": "Pérou", "kind": "word", "documents": 2}],
    }


def test_words_pairs_and_titles_are_told_apart(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "l'éner"}).json
    assert answer is not None
    assert [(found["text"], found["kind"]) for found in answer["completions"]] == [
        ("l'énergie", "word"),
        ("l'énergie solaire", "phrase"),
        ("Bekaa : l’énergie solaire rallume quatorze écoles", "title"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "(", '"', "a" * 2000, "perou OU", "vict*"])
def test_what_cannot_be_completed_has_no_completions(client: FlaskClient, text: str) -> None:
    response = client.get("/api/v1/suggest", query_string={"q": text})
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["completions"] == []


def test_an_unknown_parameter_is_named(client: FlaskClient) -> None:
    response = client.get("/api/v1/suggest?q=perou&limit=3")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert "limit" in response.get_data(as_text=True)
