"""``GET /api/v1/search``: what machines build on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from index.manifest import read_manifest
from index.settings import Settings
from web import create_app


def search(client: FlaskClient, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    body: dict[str, Any] = response.get_json()
    return body


def test_an_answer_has_everything_to_show_and_to_cite_it(
    client: FlaskClient, sample_index: Path
) -> None:
    body = search(client, "q=victimes+perou&size=3")
    assert body["total"] >= 1
    first = body["results"][0]
    assert {"id", "title", "date", "countries", "score", "snippets"} <= set(first)
    assert "PE" in first["countries"]
    for snippet in first["snippets"]:
        for start, end in snippet["marks"]:
            assert snippet["text"][start:end].lower().startswith(("victime", "pérou"))
    assert body["index"]["fingerprint"] == read_manifest(sample_index).fingerprint
    assert body["query"] == {
        "q": "victimes perou",
        "country": [],
        "country_match": "any",
        "from": None,
        "to": None,
        "year": None,
        "match": "all",
        "synonyms": True,
        "sort": "relevance",
    }


def test_accents_capitals_and_inflection_give_one_answer(client: FlaskClient) -> None:
    totals = {
        search(client, f"q={word}")["total"] for word in ("perou", "Pérou", "PÉROU", "Pe%CC%81rou")
    }
    assert len(totals) == 1
    assert totals.pop() > 0
    assert search(client, "q=liberer")["total"] == search(client, "q=libérées")["total"] > 0


def test_countries_widen_the_choice_and_the_counts_stay(client: FlaskClient) -> None:
    whole = search(client, "q=traite")
    one = search(client, "q=traite&country=PE")
    two = search(client, "q=traite&country=PE&country=vn")
    counts = {value["code"]: value["count"] for value in whole["facets"]["country"]}
    assert one["total"] == counts["PE"]
    assert one["total"] < two["total"] <= counts["PE"] + counts["VN"]
    assert {v["code"]: v["count"] for v in two["facets"]["country"]} == counts
    assert {v["code"] for v in two["facets"]["country"] if v["selected"]} == {"PE", "VN"}
    labels = {v["code"]: v["label"] for v in whole["facets"]["country"]}
    assert labels["PE"] == "Pérou"


def test_years_are_counted_as_if_no_date_were_asked_for(client: FlaskClient) -> None:
    whole = search(client, "q=traite&country=UA")
    facets = whole["facets"]
    assert sum(value["count"] for value in facets["year"]) + facets["undated"] == whole["total"]
    one = facets["year"][0]
    chosen = search(client, f"q=traite&country=UA&year={one['year']}")
    assert chosen["total"] == one["count"] > 0
    assert [value["count"] for value in chosen["facets"]["year"]] == [
        value["count"] for value in facets["year"]
    ]
    assert [v["year"] for v in chosen["facets"]["year"] if v["selected"]] == [one["year"]]
    empty = search(client, "q=traite&year=1950")
    assert {"year": 1950, "count": 0, "selected": True} in empty["facets"]["year"]


def test_the_primary_country_can_be_asked_for_alone(client: FlaskClient) -> None:
    primary = search(client, "country=CH&country_match=primary&size=100")
    assert {result["primary_country"] for result in primary["results"]} == {"CH"}
    assert primary["total"] < search(client, "country=CH")["total"]
    counts = [value["count"] for value in primary["facets"]["country"]]
    assert sum(counts) == search(client)["total"]


def test_results_can_be_sorted_by_date(client: FlaskClient) -> None:
    newest = [result["date"] for result in search(client, "q=traite&sort=newest")["results"]]
    oldest = [result["date"] for result in search(client, "q=traite&sort=oldest")["results"]]
    assert newest == sorted(newest, reverse=True)
    undated = next(n for n, date in enumerate(oldest) if date is None or date.startswith("--"))
    assert oldest[:undated] == sorted(oldest[:undated])
    assert newest[0] > oldest[0]


def test_releases_without_a_country_are_counted_last(client: FlaskClient) -> None:
    facet = search(client)["facets"]["country"]
    assert facet[-1]["code"] == "none"
    assert facet[-1]["label"] == "Sans pays"
    assert facet[-1]["count"] >= 2
    assert search(client, "country=none")["total"] == facet[-1]["count"]


def test_a_chosen_country_without_a_match_stays_in_the_facet(client: FlaskClient) -> None:
    facet = search(client, "q=perou&country=IS")["facets"]["country"]
    assert [value for value in facet if value["selected"]] == [
        {"code": "IS", "label": "Islande", "count": 0, "selected": True}
    ]


def test_links_lead_through_every_release_once(client: FlaskClient) -> None:
    body = search(client, "size=25&match=all")
    assert body["links"]["prev"] is None
    seen, total = [], body["total"]
    while True:
        seen += [result["id"] for result in body["results"]]
        if body["links"]["next"] is None:
            break
        target = urlsplit(body["links"]["next"])
        assert target.path == "/api/v1/search"
        assert parse_qs(target.query)["size"] == ["25"]
        body = search(client, target.query)
    assert len(seen) == len(set(seen)) == total
    assert body["links"]["self"] == body["links"]["last"]


def test_the_answer_tells_how_the_question_was_understood(client: FlaskClient) -> None:
    understood = search(client, "q=« victimes de traite » SAUF (lima")["interpretation"]
    assert understood["canonical"] == '"victimes de traite" -lima'
    assert " ".join(understood["sentence"].split()) == (
        "Communiqués avec l’expression « victimes de traite », mais pas lima."
    )
    assert [note["code"] for note in understood["notes"]] == ["unclosed_parenthesis"]
    assert [piece["kind"] for piece in understood["pieces"]] == ["phrase", "word"]


def test_synonyms_are_shown_and_can_be_left_out(client: FlaskClient) -> None:
    whole = search(client, "q=oim")
    alone = search(client, "q=oim&synonyms=false")
    assert "Organisation internationale pour les migrations" in whole["interpretation"]["synonyms"]
    assert alone["interpretation"]["synonyms"] == []
    assert whole["total"] >= alone["total"] > 0
    assert "synonyms=false" in alone["links"]["self"]


def test_when_nothing_has_all_the_words_the_arithmetic_and_the_best_are_given(
    client: FlaskClient,
) -> None:
    body = search(client, "q=traite xylophone solaire")
    assert body["total"] == 0
    assert body["results"] == []
    assert "xylophone : 0" in body["partial"]["sentence"].replace("\u00a0", " ")
    assert body["partial"]["total"] > 0
    assert body["partial"]["results"]
    assert search(client, "q=traite")["partial"] is None


def test_an_empty_query_gives_the_latest_releases(client: FlaskClient) -> None:
    dates = [result["date"] or "" for result in search(client, "size=20")["results"]]
    assert dates == sorted(dates, reverse=True)
    assert search(client, "q=")["total"] == search(client)["total"]


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("page=0", 400, "page"),
        ("page=x", 400, "page"),
        ("page=99999999999999999999", 400, "page"),
        ("size=101", 400, "size"),
        ("country=Atlantide", 400, "country"),
        ("match=some", 400, "match"),
        ("sort=best", 400, "sort"),
        ("country_match=one", 400, "country_match"),
        ("from=mai", 400, "from"),
        ("from=2012-02-30", 400, "from"),
        ("to=20120", 400, "to"),
        ("from=2012-05&to=2012-04-30", 400, "to"),
        ("year=0", 400, "year"),
        ("year=deux", 400, "year"),
        ("cuontry=PE", 400, "cuontry"),
        ("q=" + "a" * 1001, 400, "q"),
        ("page=9999", 404, "page"),
    ],
)
def test_a_problem_names_the_parameter(
    client: FlaskClient, query: str, status: int, parameter: str
) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = response.get_json()
    assert problem["status"] == status
    assert problem["title"]
    assert [error["parameter"] for error in problem["errors"]] == [parameter]


def test_an_unknown_parameter_is_told_the_known_ones(client: FlaskClient) -> None:
    problem = client.get("/api/v1/search?pays=PE").get_json()
    for name in ("q", "country", "from", "to", "sort", "match", "page", "size"):
        assert name in problem["detail"]


def test_errors_of_http_are_problems_too(client: FlaskClient) -> None:
    for response, status in (
        (client.get("/api/v1/nothing"), 404),
        (client.post("/api/v1/search"), 405),
    ):
        assert response.status_code == status
        assert response.mimetype == "application/problem+json"
    assert "GET" in client.post("/api/v1/search").headers["Allow"]


def test_without_an_index_the_answer_is_503_until_there_is_one(tmp_path: Path) -> None:
    client = create_app(Settings(index=str(tmp_path / "index"))).test_client()
    for url in ("/api/v1/search", "/", "/communiques/x"):
        response = client.get(url)
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert str(tmp_path) not in response.text


def test_the_index_named_by_the_environment_is_served(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUES_INDEX", str(sample_index))
    assert search(create_app().test_client())["total"] > 60


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=1100))
def test_no_query_is_an_internal_error(client: FlaskClient, text: str) -> None:
    for path in ("/api/v1/search", "/", "/communiques/perou-foyer-iquitos-2019"):
        response = client.get(path, query_string={"q": text, "match": "any"})
        assert response.status_code == (400 if len(text) > 1000 else 200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["q", "country", "page", "size", "match", "é"]), st.text(max_size=30))
def test_no_parameter_is_an_internal_error(client: FlaskClient, name: str, value: str) -> None:
    for path in ("/api/v1/search", "/"):
        assert client.get(path, query_string={name: value}).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("q=P\xc3\xa9rou", "Pérou"),
        ("q=P\xe9rou", "P%E9rou"),
    ],  # UTF-8; Latin-1, which nothing can tell
)
def test_bytes_that_are_not_encoded_are_read(client: FlaskClient, sent: str, read: str) -> None:
    def answer(path: str) -> str:
        environ = create_environ(path=path) | {"QUERY_STRING": sent}
        body, status, _ = run_wsgi_app(client.application, environ)
        assert status == "200 OK"
        return b"".join(body).decode()

    assert json.loads(answer("/api/v1/search"))["query"]["q"] == read
    assert f'value="{read}"' in answer("/")
    assert answer("/api/v1/search.csv")
