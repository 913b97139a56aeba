"""Other origins, rates, sizes, and what an operator asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from index.settings import Settings, SettingsInvalid
from web import create_app


def client_with(index: Path, **settings: object) -> FlaskClient:
    return create_app(Settings(index=str(index), **settings)).test_client()  # type: ignore[arg-type]


def test_other_origins_are_let_in_by_setting_alone(sample_index: Path) -> None:
    def allowed(cors: str, origin: str, path: str = "/api/v1/stats") -> str | None:
        client = client_with(sample_index, cors=cors)
        answers = [client.get(path, headers={"Origin": origin}) for _ in range(2)]
        first, again = [answer.headers.get("Access-Control-Allow-Origin") for answer in answers]
        assert first == again
        return first

    a, b = "https://a.example.org", "https://b.example.org"
    assert allowed("", a) is None
    assert allowed("*", a) == "*"
    assert allowed(f"{a} {b}", b) == b
    assert allowed(a, b) is None
    assert allowed("*", a, "/") is None


def test_a_page_of_another_origin_may_revalidate_and_pace_itself(sample_index: Path) -> None:
    a, b = "https://a.example.org", "https://b.example.org"
    client = client_with(sample_index, cors=a, rate_limit="1/minute")

    def preflight(origin: str) -> Headers:
        asking = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        answer = client.options(
            "/api/v1/stats", headers=asking | {"Access-Control-Request-Headers": "if-none-match"}
        )
        assert answer.status_code == 200  # however often it is asked
        return answer.headers

    for _ in range(3):
        granted = preflight(a)
        assert granted["Access-Control-Allow-Origin"] == a
        assert "If-None-Match" in granted["Access-Control-Allow-Headers"]
        assert "Accept-Language" in granted["Access-Control-Allow-Headers"]
        assert not [name for name, _ in preflight(b) if name.startswith("Access-Control")]
    for status in (200, 429):
        answer = client.get("/api/v1/stats", headers={"Origin": a})
        assert answer.status_code == status
        exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
        told = {name for name, _ in answer.headers if name.startswith(("X-Rate", "Retry", "ETag"))}
        assert len(told) == 4
        assert told <= {*exposed}


def test_an_answer_to_one_origin_is_not_given_to_another(sample_index: Path) -> None:
    client = client_with(sample_index, cors="https://a.example.org https://b.example.org")
    for origin in ("https://a.example.org", "https://b.example.org", "https://c.example.org"):
        answer = client.get("/api/v1/stats", headers={"Origin": origin})
        granted = answer.headers.get("Access-Control-Allow-Origin")
        assert granted == (None if "c." in origin else origin)
        assert "Origin" in answer.headers["Vary"]


def test_an_address_that_asks_too_often_is_told_when_to_come_back(sample_index: Path) -> None:
    client = client_with(sample_index, rate_limit="2/minute", proxies=1)
    for _ in range(2):
        granted = client.get("/api/v1/stats")
        assert granted.status_code == 200
        assert "Retry-After" not in granted.headers
    refused = client.get("/api/v1/stats")
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert "2 per 1 minute" in refused.get_json()["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/healthz").status_code == 200
    other = client.get("/api/v1/stats", headers={"X-Forwarded-For": "192.0.2.7"})
    assert other.status_code == 200


def test_a_rate_that_cannot_be_read_is_refused_at_the_start(sample_index: Path) -> None:
    with pytest.raises(SettingsInvalid, match="60/minute"):
        client_with(sample_index, rate_limit="often")


def test_oversized_requests_are_refused(client: FlaskClient) -> None:
    long = client.get("/api/v1/search?q=" + "x" * 20_000)
    assert (long.status_code, long.mimetype) == (414, "application/problem+json")
    assert client.get("/api/v1/search", data=b"x").status_code == 413
    assert client.post("/api/v1/search", data=b"x").status_code == 405


@pytest.mark.parametrize("length", ["", "0"])
def test_servers_may_say_of_no_body_how_long_it_is(client: FlaskClient, length: str) -> None:
    for path in ("/", "/api/v1/stats"):
        told = client.get(path, environ_overrides={"CONTENT_LENGTH": length})
        assert told.status_code == 200


def test_an_operator_sees_whether_it_lives_and_is_ready(
    client: FlaskClient, tmp_path: Path
) -> None:
    empty = client_with(tmp_path / "none")
    assert client.get("/healthz").status_code == empty.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    unready = empty.get("/readyz")
    assert unready.status_code == 503
    assert unready.mimetype == "application/problem+json"
    assert "Retry-After" in unready.headers


def test_requests_are_counted_those_from_memory_too(client: FlaskClient, tmp_path: Path) -> None:
    for _ in range(3):
        client.get("/api/v1/stats")
    client.get("/api/v1/stats?x=1")
    text = client.get("/metrics").text
    assert 'communiques_requests_total{endpoint="api.stats",status="200"} 3.0' in text
    assert 'communiques_requests_total{endpoint="api.stats",status="400"} 1.0' in text
    assert 'communiques_request_seconds_count{endpoint="api.stats"} 4.0' in text
    assert "communiques_releases 65.0" in text
    assert "communiques_releases 0.0" in client_with(tmp_path / "none").get("/metrics").text
