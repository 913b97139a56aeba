"""The setting ``synonyms``: a host's own wordings, for every way to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from communiques import main
from index.settings import Settings
from search.synonyms import SynonymsInvalid, read_synonyms, use_synonyms
from web import create_app


@pytest.fixture(autouse=True)
def _own_wordings_again() -> Iterator[None]:
    yield
    use_synonyms()


@pytest.fixture
def wordings(tmp_path: Path) -> Path:
    path = tmp_path / "wordings.txt"
    path.write_text("xyzzy = pêcheurs\n", "utf-8")
    return path


def test_pages_and_json_look_for_the_wordings_of_the_file(
    sample_index: Path, wordings: Path
) -> None:
    client = create_app(Settings(index=str(sample_index), synonyms=str(wordings))).test_client()
    answer = client.get("/api/v1/search?q=xyzzy").json
    assert answer is not None
    assert answer["interpretation"]["synonyms"] == ["pêcheurs"]
    assert answer["total"] > 0
    assert {hit["reason"] for hit in answer["results"]} == {"synonym"}


def test_so_does_the_terminal(
    sample_index: Path, wordings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUES_SYNONYMS", str(wordings))
    found = CliRunner().invoke(main, ["search", "xyzzy", "--index", str(sample_index)])
    assert found.exit_code == 0


@pytest.mark.parametrize("command", [["search", "traite"], ["serve"], ["explain", "traite", "a"]])
def test_a_bad_file_is_refused_with_its_name_and_line(
    sample_index: Path, wordings: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    wordings.write_text("OIM = migrations\nune ligne sans signe\n", "utf-8")
    monkeypatch.setenv("COMMUNIQUES_SYNONYMS", str(wordings))
    refused = CliRunner().invoke(main, [*command, "--index", str(sample_index)])
    assert refused.exit_code == 2
    assert f"{wordings} cannot be used; correct line 2 (une ligne sans signe)" in refused.output
    with pytest.raises(SynonymsInvalid):
        create_app(Settings(index=str(sample_index), synonyms=str(wordings)))


def test_other_wordings_change_tags_and_refuse_the_cursors_of_before(
    sample_index: Path, wordings: Path
) -> None:
    def first_page() -> tuple[FlaskClient, TestResponse]:
        settings = Settings(index=str(sample_index), synonyms=str(wordings))
        client = create_app(settings).test_client()
        return client, client.get("/api/v1/search?q=traite&size=1")

    _, before = first_page()
    wordings.write_text("xyzzy = traite\n", "utf-8")
    read_synonyms.cache_clear()  # as in a process that was started again
    client, after = first_page()
    assert before.headers["ETag"] != after.headers["ETag"]
    cursors = [page.get_json()["next_cursor"] for page in (before, after)]
    statuses = [
        client.get(f"/api/v1/search?q=traite&size=1&cursor={cursor}").status_code
        for cursor in cursors
    ]
    assert statuses == [400, 200]
