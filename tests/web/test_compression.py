"""Who gets gzip, and who does not."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("url", ["/", "/carte", "/api/v1/search?q=traite"])
def test_whoever_accepts_gzip_gets_the_same_text(client: FlaskClient, url: str) -> None:
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) * 2 < len(plain.data)
    assert len(packed.data) == int(packed.headers["Content-Length"])
    if "api" in url:
        assert gzip.decompress(packed.data) == plain.data
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_is_refused_small_or_a_file_is_left_alone(client: FlaskClient) -> None:
    for url, wish in (
        ("/", "gzip;q=0"),
        ("/api/v1/search?page=0", "gzip"),
        ("/static/css/style.css", "gzip"),
    ):
        with client.get(url, headers={"Accept-Encoding": wish}) as answer:
            assert "Content-Encoding" not in answer.headers
