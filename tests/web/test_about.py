"""What the site says of itself, and what it says when something fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.settings import Settings
from web import create_app
from web.problems import LAST_RESORT


def test_the_state_of_the_index_adds_up(client: FlaskClient) -> None:
    html = client.get("/etat").text
    counted = client.get("/api/v1/stats").json
    assert counted is not None
    assert counted["index"]["fingerprint"] in html
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", html))
    assert figures["Communiqués indexés"] == str(counted["releases"])
    assert figures["Sans année connue"] == str(counted["undated"])
    by_year = {
        int(year): int(count)
        for year, count in re.findall(
            r'<span class="label">(\d{4})</span>\s*<span class="count">(\d+)</span>', html
        )
    }
    known = {value["year"]: value["count"] for value in counted["year"]}
    assert by_year == {year: known.get(year, 0) for year in range(min(known), max(known) + 1)}
    assert sum(by_year.values()) + counted["undated"] == counted["releases"]
    for path in re.findall(r'href="(/\?(?:year|country)=[^"]+)"', html)[:3]:
        assert client.get(path).status_code == 200


def test_every_example_of_a_question_finds_something(client: FlaskClient) -> None:
    html = client.get("/apropos").text
    examples = re.findall(r'<dt><a href="(/\?q=[^"]+)"', html)
    assert len(examples) == 9
    for path in examples:
        assert 'class="hit"' in client.get(path).text, path


def test_every_page_leads_to_what_the_site_says_of_itself(client: FlaskClient) -> None:
    for path in ("/", "/carte", "/nulle/part"):
        html = client.get(path).text
        assert 'href="/apropos"' in html
        assert 'href="/etat"' in html
    assert 'href="/etat?lang=en"' in client.get("/apropos?lang=en").text


def test_results_can_be_followed_and_taken_along(client: FlaskClient) -> None:
    html = client.get("/?q=traite&country=VN&page=1&size=5").text
    feed = "/api/v1/search.atom?q=traite&amp;country=VN&amp;sort=newest"
    assert f'<link rel="alternate" href="{feed}" type="application/atom+xml"' in html
    answer = client.get(feed.replace("&amp;", "&"))
    assert answer.mimetype == "application/atom+xml"
    assert 'href="/api/v1/search.csv?q=traite&amp;country=VN"' in html
    assert client.get("/api/v1/search.csv?q=traite&country=VN").status_code == 200


@pytest.mark.parametrize(
    ("language", "heading", "again"),
    [("fr", "momentanément indisponible", "Réessayer"), ("en", "unavailable", "Try again")],
)
def test_without_an_index_there_is_a_way_to_try_again(
    tmp_path: Path, language: str, heading: str, again: str
) -> None:
    client = create_app(Settings(index=str(tmp_path / "none"))).test_client()
    answer = client.get(f"/?q=traite&lang={language}")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert heading in answer.text
    assert f'<a href="/?q=traite&amp;lang={language}">{again}</a>' in answer.text


def test_what_is_not_there_can_be_searched_for(client: FlaskClient) -> None:
    html = client.get("/nulle/part?lang=en").text
    assert "This page does not exist" in html
    assert '<input id="q" name="q" type="search"' in html


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    """An application whose every template fails."""

    def fail() -> dict[str, object]:
        raise RuntimeError("broken")

    app.context_processor(fail)
    return app.test_client()


def test_an_error_has_a_page_even_when_no_page_can_be_made(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path, status in (("/?q=secret", 500), ("/nulle/part", 404)):
        answer = broken.get(path)
        assert answer.status_code == status
        assert answer.text == LAST_RESORT
        assert answer.mimetype == "text/html"
        assert "script-src" in answer.headers["Content-Security-Policy"]
    assert "broken" in caplog.text
    assert "secret" not in caplog.text
