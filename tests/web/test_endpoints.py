"""Each endpoint of the API: its documented example, and what is particular to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.building import build_index
from index.releases import Release
from index.settings import Settings
from web import create_app

PERU = "perou-foyer-iquitos-2019"


def get(client: FlaskClient, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.text
    return response.get_json()


def test_every_documented_example_works(client: FlaskClient) -> None:
    described = get(client, "/openapi.json")
    examples = [operation["get"]["x-example"] for operation in described["paths"].values()]
    assert len(examples) == len(set(examples)) > 5
    for example in examples:
        response = client.get(example)
        assert response.status_code == 200, example
        assert len(response.data) > 100, example


def test_the_description_can_be_read_as_a_page(client: FlaskClient) -> None:
    response = client.get("/api/v1/docs")
    assert response.mimetype == "text/html"
    for path in get(client, "/openapi.json")["paths"]:
        assert path.split("{")[0] in response.text
    assert "country_match" in response.text


def test_a_release_comes_whole(client: FlaskClient) -> None:
    release = get(client, f"/releases/{PERU}")["release"]
    assert release["id"] == PERU
    assert release["primary_country"] == "PE"
    assert len(release["paragraphs"]) > 3
    body = "\n\n".join(release["paragraphs"])
    texts = {"title": release["title"], "body": body}
    passages = {texts[m["part"]][m["start"] : m["end"]] for m in release["mentions"]}
    assert "Lima" in passages
    assert client.get("/api/v1/releases/absent").status_code == 404


def test_similar_releases_leave_the_release_itself_out(client: FlaskClient) -> None:
    similar = [result["id"] for result in get(client, f"/releases/{PERU}/similar")["results"]]
    assert similar
    assert PERU not in similar
    assert client.get("/api/v1/releases/absent/similar").status_code == 404


def test_countries_and_statistics_are_those_of_a_search(client: FlaskClient) -> None:
    facets = get(client, "/search?q=traite&from=2010")["facets"]
    assert get(client, "/facets/country?q=traite&from=2010")["values"] == facets["country"]
    stats, whole = get(client, "/stats"), get(client, "/search")
    assert stats["releases"] == whole["total"]
    assert stats["country"] == whole["facets"]["country"]
    assert (stats["year"], stats["undated"]) == (
        whole["facets"]["year"],
        whole["facets"]["undated"],
    )


def test_a_machine_asks_for_what_it_needs(client: FlaskClient) -> None:
    bare = get(client, "/search?q=traite&fields=title,date&facets=none")
    assert all(set(result) == {"id", "title", "date"} for result in bare["results"])
    assert bare["facets"] == {}
    plain = get(client, "/search?q=traite&highlight=false&facets=year")
    assert "snippets" not in plain["results"][0]
    assert set(plain["facets"]) == {"year", "undated"}
    assert [result["id"] for result in plain["results"]] == [
        result["id"] for result in bare["results"]
    ]


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ("fields=titel", "fields", "give some of id, title"),
        ("facets=pays", "facets", "give some of country, year"),
        ("highlight=maybe", "highlight", "give true or false"),
        ("sort=newest&sort=oldest", "sort", "give it once"),
        ("year=", "year", "give a year"),
        ("cursor=next", "cursor", "give the next_cursor"),
    ],
)
def test_what_a_machine_gets_wrong_is_named(
    client: FlaskClient, query: str, parameter: str, told: str
) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    errors = response.get_json()["errors"]
    assert [error["parameter"] for error in errors] == [parameter]
    assert errors[0]["detail"].startswith(told)


def test_an_address_of_nothing_leads_to_what_there_is(client: FlaskClient) -> None:
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404
    assert "/api/v1/docs" in response.get_json()["detail"]


def test_a_question_that_costs_too_much_is_refused(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.limits.CLAUSE_COST", 10**9)
    for path in ("/search", "/search.csv", "/facets/country"):
        response = client.get(f"/api/v1{path}?q=traite")
        assert response.status_code == 422
        assert response.get_json()["errors"][0]["parameter"] == "q"


class TestCursor:
    """Reading on, from one answer to the next."""

    @pytest.fixture
    def location(self, tmp_path: Path) -> Path:
        return tmp_path / "index"

    @pytest.fixture
    def build(self, location: Path, release_of: Callable[..., Release]) -> Callable[..., None]:
        def build(*ids: str) -> None:
            build_index(location, [release_of(id, f"Un convoi {id}.") for id in ids])

        return build

    @pytest.fixture
    def client(self, location: Path) -> FlaskClient:
        return create_app(Settings(index=str(location))).test_client()

    def read(self, client: FlaskClient, cursor: str | None = None) -> tuple[list[str], str | None]:
        link = f"/search?q=convoi&size=2{f'&cursor={cursor}' if cursor else ''}"
        page = get(client, link)
        return [result["id"] for result in page["results"]], page["next_cursor"]

    def test_leads_through_everything_once_in_the_order_of_the_pages(
        self, client: FlaskClient, build: Callable[..., None]
    ) -> None:
        build(*"abcde")
        seen, cursor = self.read(client)
        while cursor:
            more, cursor = self.read(client, cursor)
            seen += more
        assert seen == [result["id"] for result in get(client, "/search?q=convoi")["results"]]

    def test_goes_on_as_it_began_when_the_index_is_rebuilt(
        self, client: FlaskClient, build: Callable[..., None]
    ) -> None:
        build(*"abcde")
        first, cursor = self.read(client)
        build("y", "z", *"abc")
        second, cursor = self.read(client, cursor)
        third, cursor = self.read(client, cursor)
        assert [*first, *second, *third] == [*"abcde"]
        assert cursor is None

    def test_goes_on_in_a_process_that_never_served_the_generation_before(
        self, client: FlaskClient, build: Callable[..., None], location: Path
    ) -> None:
        build(*"abc")
        _, cursor = self.read(client)
        build(*"xyz")
        other = create_app(Settings(index=str(location))).test_client()
        get(other, "/search")
        assert self.read(other, cursor) == (["c"], None)

    def test_is_refused_when_its_generation_is_gone(
        self, client: FlaskClient, build: Callable[..., None], location: Path
    ) -> None:
        build(*"abc")
        _, cursor = self.read(client)
        build(*"xyz")
        build(*"uvw")
        other = create_app(Settings(index=str(location))).test_client()
        response = other.get(f"/api/v1/search?q=convoi&size=2&cursor={cursor}")
        assert response.status_code == 410
        assert response.get_json()["errors"][0]["parameter"] == "cursor"

    def test_belongs_to_one_question_and_takes_no_page(
        self, client: FlaskClient, build: Callable[..., None]
    ) -> None:
        build(*"abc")
        _, cursor = self.read(client)
        for query, parameter in ((f"q=a&cursor={cursor}", "cursor"),
                                 (f"q=convoi&page=2&cursor={cursor}", "page")):  # fmt: skip
            response = client.get(f"/api/v1/search?{query}")
            assert response.status_code == 400
            assert response.get_json()["errors"][0]["parameter"] == parameter
        follow = get(client, f"/search?q=convoi&size=2&cursor={cursor}")
        assert follow["page"] is None
        assert follow["links"]["next"] is None
        assert follow["links"]["first"] == "/api/v1/search?q=convoi&size=2"


def test_plain_questions_are_answered_as_flask_answers_them(
    client: FlaskClient, sample_index: Path
) -> None:
    by_flask = create_app(Settings(index=str(sample_index), cors="*")).test_client()
    described = get(client, "/openapi.json")["paths"]
    asked = [operation["get"]["x-example"] for operation in described.values()]
    search = "/api/v1/search"
    asked += [f"{search}?q=victmes&size=2", f"{search}?q=zzzz+xxxx", f"{search}?fields=id&page=2"]
    wrong = ["page=0", "page=99", "what=1", "q=a&q=b", f"q={'a' * 1001}", f"q={'%20' * 9000}"]
    wrong += ["cursor=0123456789abcdef.1.0123456789ab", "cursor=1"]
    for path in asked + [f"{search}?{query}" for query in wrong]:
        plain, other = client.get(path), by_flask.get(path)
        assert plain.status == other.status, path
        assert plain.data == other.data, path
        headers = {n: value for n, value in other.headers if not n.startswith("Access-Control")}
        assert dict(plain.headers) == headers, path


def test_links_are_right_where_the_application_is_mounted(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=traite", environ_overrides={"SCRIPT_NAME": "/presse"})
    assert answer.json is not None
    assert answer.json["links"]["self"] == "/presse/api/v1/search?q=traite"
