"""Who gets gzip, and who does not."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("url", ["/carte", "/communiques/perou-foyer-iquitos-2019"])
def test_whoever_accepts_gzip_gets_the_same_page(client: FlaskClient, url: str) -> None:
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) == int(packed.headers["Content-Length"])
    assert len(packed.data) * 2 < len(plain.data)
    assert gzip.decompress(packed.data) == plain.data
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_who_does_not_accept_it_and_what_is_no_page_is_left_alone(client: FlaskClient) -> None:
    for url, wish in (
        ("/", "gzip;q=0"),
        ("/api/v1/search?q=traite", "gzip"),
        ("/static/css/style.css", "gzip"),
    ):
        with client.get(url, headers={"Accept-Encoding": wish}) as answer:
            assert "Content-Encoding" not in answer.headers
