"""Entity tags, 304, and the memory of a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.building import build_index
from index.releases import Release
from index.settings import Settings
from web import create_app

PATHS = ["/api/v1/search?q=traite", "/api/v1/stats", "/api/v1/search.csv?q=traite"]


@pytest.mark.parametrize("path", PATHS)
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


def test_spellings_of_one_question_have_one_tag_and_others_another(client: FlaskClient) -> None:
    def tag(query: str) -> str:
        return client.get(f"/api/v1/search?{query}").headers["ETag"]

    same = {tag(query) for query in ("q=traite&country=PE", "country=perou&q=traite&page=1")}
    assert len(same) == 1
    others = {tag(query) for query in ("q=traite", "q=traite&size=5", "q=traite&facets=none")}
    assert len(same | others) == 4


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
