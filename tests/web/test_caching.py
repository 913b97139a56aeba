"""Entity tags, 304, and the memory of a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.building import build_index
from index.releases import Release
from index.settings import Settings
from web import create_app

PATHS = ["/api/v1/search?q=traite", "/api/v1/stats", "/api/v1/search.csv?q=traite"]
DESCRIPTIONS = ["/api/v1/openapi.json", "/api/v1/docs"]


@pytest.mark.parametrize("path", [*PATHS, *DESCRIPTIONS])
def test_an_answer_that_the_reader_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    etag = first.headers["ETag"]
    assert etag.startswith('"')  # strong
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Accept-Encoding" in first.headers["Vary"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


PAGES = ["/?q=traite", "/carte", "/concordance?q=traite", "/communiques/perou-foyer-iquitos-2019",
         "/pourquoi?q=traite&id=perou-foyer-iquitos-2019", "/apropos", "/etat"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_the_reader_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    etag = first.headers["ETag"]
    assert etag.startswith("W/")  # the same page as gzip and not, after one time or another
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    for answer in (first, again):
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert set(answer.vary) == {"Accept-Language", "Accept-Encoding"}
    english = client.get(path, headers={"If-None-Match": etag, "Accept-Language": "en"})
    assert english.status_code == 200
    assert english.headers["ETag"] != etag


def test_pages_of_other_searches_and_errors_have_other_tags_or_none(client: FlaskClient) -> None:
    addresses = [
        "/?q=traite",
        "/?q=traite&page=2&size=5",
        "/?q=oim",
        "/?q=traite&lang=fr",
        "/carte?q=oim",
    ]
    tags = {client.get(address).headers["ETag"] for address in addresses}
    tags |= {
        client.get(f"/pourquoi?q=traite&id={id}").headers["ETag"]
        for id in ("perou-foyer-iquitos-2019", "italie-arrivees-par-mer-2016")
    }
    assert len(tags) == len(addresses) + 2
    assert "ETag" not in client.get("/?page=999").headers
    assert client.get("/communiques/inconnu", headers={"If-None-Match": "*"}).status_code == 404


def test_spellings_of_one_question_have_one_tag_and_others_another(client: FlaskClient) -> None:
    def tag(query: str) -> str:
        return client.get(f"/api/v1/search?{query}").headers["ETag"]

    same = {tag(query) for query in ("q=traite&country=PE", "country=perou&q=traite&page=1")}
    assert len(same) == 1
    others = {tag(query) for query in ("q=traite", "q=traite&size=5", "q=traite&facets=none")}
    assert len(same | others) == 4


@pytest.mark.parametrize("path", ["/api/v1/search.atom?q=traite", "/api/v1/search?q=traite"])
def test_what_one_host_said_is_no_answer_of_another(client: FlaskClient, path: str) -> None:
    """A feed holds absolute addresses, so that a tag of one host must not hold for another."""
    here, there = "http://ici.example", "http://la.example"
    tag = client.get(path, base_url=here).headers["ETag"]
    answer = client.get(path, base_url=there, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert b"ici.example" not in answer.data
    assert answer.headers["ETag"] != tag


def test_another_publisher_is_another_page_of_a_release(sample_index: Path) -> None:
    def get(publisher: str, known: str = "") -> TestResponse:
        app = create_app(Settings(index=str(sample_index), publisher=publisher))
        return app.test_client().get(
            "/communiques/perou-foyer-iquitos-2019", headers={"If-None-Match": known}
        )

    tag = get("Office des exemples").headers["ETag"]
    assert get("Office des exemples", tag).status_code == 304
    changed = get("Bureau des exemples", tag)
    assert changed.status_code == 200
    assert "BUREAU DES EXEMPLES" in changed.text


@pytest.mark.parametrize("path", PATHS)
def test_what_is_remembered_is_what_was_said(
    client: FlaskClient, sample_index: Path, path: str
) -> None:
    fresh = create_app(Settings(index=str(sample_index), cache_mb=0)).test_client()
    answers = [client.get(path), client.get(path), fresh.get(path)]
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].headers == answers[1].headers == answers[2].headers
    head = client.head(path)
    assert (head.data, head.headers["ETag"]) == (b"", answers[0].headers["ETag"])


def test_a_rebuild_changes_tags_and_answers_at_once(
    tmp_path: Path, release_of: Callable[..., Release]
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("a", "Un convoi.")])
    client = create_app(Settings(index=str(location))).test_client()
    before = [client.get("/api/v1/search?q=convoi") for _ in range(2)][-1]
    build_index(location, [release_of("a", "Un convoi."), release_of("b", "Un convoi.")])
    after = client.get("/api/v1/search?q=convoi")
    assert (before.get_json()["total"], after.get_json()["total"]) == (1, 2)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_errors_are_not_remembered(tmp_path: Path, release_of: Callable[..., Release]) -> None:
    location = tmp_path / "index"
    client = create_app(Settings(index=str(location))).test_client()
    assert client.get("/api/v1/search").status_code == 503
    build_index(location, [release_of("a", "Un convoi.")])
    assert client.get("/api/v1/search").status_code == 200
    assert client.get("/api/v1/releases/b").status_code == 404
    assert "ETag" not in client.get("/api/v1/releases/b").headers
