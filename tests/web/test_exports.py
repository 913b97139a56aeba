"""Whole answers as files: everything, in the order of the pages, in memory that does not grow."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from index.manifest import Manifest
from index.records import read_record
from index.releases import Release
from web.exports import atom_export, csv_export, jsonl_export

ATOM = "{http://www.w3.org/2005/Atom}"
QUERY = "q=traite&country=PE&country=VN&from=2005&sort=newest"


def searched(client: FlaskClient, query: str) -> list[str]:
    page = client.get(f"/api/v1/search?{query}&size=100").get_json()
    assert page["total"] == len(page["results"]) > 2
    return [result["id"] for result in page["results"]]


@pytest.mark.parametrize("query", ["", QUERY])
def test_every_format_has_every_release_in_the_order_of_the_page(
    client: FlaskClient, query: str
) -> None:
    expected = searched(client, query)
    table = client.get(f"/api/v1/search.csv?{query}")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.text))] == expected
    lines = client.get(f"/api/v1/search.jsonl?{query}")
    assert [json.loads(line)["id"] for line in lines.text.splitlines()] == expected
    feed = ElementTree.fromstring(client.get(f"/api/v1/search.atom?{query}").data)
    links = [entry.find(f"{ATOM}link") for entry in feed.iter(f"{ATOM}entry")]
    pages = [link.get("href") for link in links if link is not None]
    assert [str(page).rsplit("/", 1)[1] for page in pages] == expected
    assert client.get(pages[0]).status_code == 200


def test_lines_can_be_indexed_again(client: FlaskClient) -> None:
    for line in client.get(f"/api/v1/search.jsonl?{QUERY}").text.splitlines():
        release = client.get(f"/api/v1/releases/{json.loads(line)['id']}").get_json()["release"]
        again = read_record(line, source="export")
        assert (again.id, again.title, list(again.paragraphs), list(again.countries)) == (
            release["id"],
            release["title"],
            release["paragraphs"],
            release["countries"],
        )


def test_columns_are_those_asked_for(client: FlaskClient) -> None:
    rows = client.get("/api/v1/search.csv?q=traite&fields=date,id").text.splitlines()
    assert rows[0] == "date,id"
    assert client.get("/api/v1/search.csv?page=2").status_code == 400


def test_what_is_searched_in_vain_is_an_empty_file(client: FlaskClient) -> None:
    assert client.get("/api/v1/search.csv?q=xylophone&fields=id").text == "id\r\n"
    assert client.get("/api/v1/search.jsonl?q=xylophone").text == ""
    feed = ElementTree.fromstring(client.get("/api/v1/search.atom?q=xylophone").data)
    assert feed.findall(f"{ATOM}entry") == []


def test_a_feed_names_the_address_it_was_asked_at(client: FlaskClient) -> None:
    for host in ("exemple.example:8000", "xn--"):  # the last is no name of a host
        environ = create_environ(path="/api/v1/search.atom", query_string="q=trait%C3%A9")
        body, status, _ = run_wsgi_app(client.application, environ | {"HTTP_HOST": host})
        assert status == "200 OK"
        link = ElementTree.fromstring(b"".join(body)).find(f"{ATOM}link[@rel='self']")
        assert link is not None
        assert link.get("href") == f"http://{host}/api/v1/search.atom?q=trait%C3%A9"


@pytest.mark.parametrize("query", ["", "?q=o%C3%B9?", "?q=lima&country=PE"])
def test_a_feed_names_the_question_as_it_was_typed(client: FlaskClient, query: str) -> None:
    address = f"/api/v1/search.atom{query}"
    link = ElementTree.fromstring(client.get(address).data).find(f"{ATOM}link[@rel='self']")
    assert link is not None
    assert link.get("href") == f"http://localhost{address}"


def test_anything_a_release_holds_survives(release_of: Callable[..., Release]) -> None:
    release = release_of(
        "é/œ 1", 'Une « citation », une "autre",\n\nun ; et <b>&amp;\u0001</b>', "=1+1", date="2012"
    )
    row = next(
        csv.DictReader(
            io.StringIO(
                b"".join(csv_export([release], ["id", "title", "text"])).decode(), newline=""
            )
        )
    )
    assert row == {"id": release.id, "title": "'=1+1", "text": release.body}
    assert json.loads(b"".join(jsonl_export([release], ["text"]))) == {"text": release.body}
    manifest = Manifest(1, "a", "b", 1, 0, "2026-01-02T03:04:05+00:00")
    undated = release._replace(date="--05-21", title="")
    feed = ElementTree.fromstring(
        b"".join(
            atom_export(
                [release, undated],
                manifest,
                title="Tout & rien",
                address="http://example.org/?q=a&b",
                address_of=lambda id: f"http://example.org/{id}",
            )
        )
    )
    assert feed.findtext(f"{ATOM}title") == "Tout & rien"
    assert [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")] == [
        "2012-01-01T00:00:00Z",
        manifest.built_at,
    ]


def test_memory_does_not_grow_with_what_is_exported(release_of: Callable[..., Release]) -> None:
    def releases(number: int) -> Iterator[Release]:
        return (release_of(str(n), f"Un texte. {n} " * 50) for n in range(number))

    def peak(number: int) -> int:
        tracemalloc.start()
        for _ in jsonl_export(releases(number), ["id", "text"]):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(5000) < 2 * peak(500)
