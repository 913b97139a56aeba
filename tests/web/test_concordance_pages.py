"""The concordance as a reader, a program and a spreadsheet get it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

import search.concordance
from index.releases import Release
from search.concordance import Occurrence
from web.concordances import concordance_csv_export


def lines(html: str) -> list[str]:
    """The lines of a page as plain text."""
    return [
        str(Markup(re.sub("<[^>]+>", "", line)).unescape())
        for line in re.findall(r'<p class="line"[^>]*>(.*?)</p>', html)
    ]


def test_each_occurrence_is_a_line_with_its_release(client: FlaskClient) -> None:
    html = client.get("/concordance?q=%22victimes+de+traite%22").text
    total = re.search(r"(\d+) occurrences dans\s+\d+ communiqués", html)
    assert total
    assert len(lines(html)) == int(total[1]) == html.count("<mark>victimes de traite</mark>")
    link = re.search(r'class="source"><a href="([^"]+)"', html)
    assert link
    path, _, fragment = str(Markup(link[1]).unescape()).partition("#:~:text=")
    release = client.get(path)
    assert release.status_code == 200
    assert unquote(fragment.partition(",")[0]) in str(
        Markup(re.sub("<[^>]+>", "", release.text)).unescape()
    )


@pytest.mark.parametrize("order", ["left", "right", "word", "rank"])
def test_the_order_is_that_of_the_api(client: FlaskClient, order: str) -> None:
    html = client.get(f"/concordance?q=traite&order={order}").text
    answer = client.get(f"/api/v1/concordance?q=traite&order={order}").json
    assert answer is not None
    assert [o["left"] + o["keyword"] + o["right"] for o in answer["occurrences"]] == lines(html)
    assert re.search(r'aria-current="true">(\w+)', html)


def test_pages_keep_their_order_and_end_honestly(client: FlaskClient) -> None:
    whole = lines(client.get("/concordance?q=traite&order=right").text)
    html = client.get("/concordance?q=traite&order=right&size=5&page=2").text
    assert lines(html) == whole[5:10]
    assert 'href="/concordance?q=traite&amp;page=3&amp;size=5&amp;order=right"' in html
    assert '<ol class="kwic" start="6">' in html
    past = client.get("/concordance?q=traite&order=right&size=5&page=99")
    assert past.status_code == 404
    assert re.search(
        r'href="/concordance\?q=traite&amp;page=\d&amp;size=5&amp;order=right"', past.text
    )


def test_it_is_a_view_of_the_search_beside_list_and_map(client: FlaskClient) -> None:
    html = client.get("/?q=traite&country=PE").text
    assert 'href="/concordance?q=traite&amp;country=PE"' in html
    back = client.get("/concordance?q=traite&country=PE&order=left").text
    assert 'href="/?q=traite&amp;country=PE"' in back
    assert 'href="/carte?q=traite&amp;country=PE"' in back
    assert 'href="/api/v1/concordance.csv?q=traite&amp;country=PE"' in back
    assert client.get("/concordance?q=traite&order=sideways").status_code == 400


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "cherchez un mot"),
        ("q=pays:perou", "ajoutez-en un"),
        ("q=xylophone", "Rien ne correspond"),
    ],
)
def test_without_a_word_there_is_a_way_on(client: FlaskClient, question: str, said: str) -> None:
    html = client.get(f"/concordance?{question}").text
    assert said in html
    assert lines(html) == []


def test_what_is_cut_is_said_and_the_file_has_it_all(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = client.get("/api/v1/concordance.csv?q=traite").text.splitlines()[1:]
    monkeypatch.setattr(search.concordance, "LIMIT", 5)
    html = client.get("/concordance?q=traite").text
    assert len(lines(html)) < len(everything)
    assert re.search(
        r"Les \d premières occurrences, dans les \d premiers communiqués sur \d+", html
    )
    answer = client.get("/api/v1/concordance?q=traite").json
    assert answer is not None
    assert not answer["complete"]
    assert client.get("/api/v1/concordance.csv?q=traite").text.splitlines()[1:] == everything


def test_no_cell_is_a_formula(release_of: Callable[..., Release]) -> None:
    release = release_of("a", "=1+1 mot @ici", "-", date="--05-21")
    occurrence = Occurrence(release, "body", 5, 8, "=1+1 ", "mot", "\t@ici")
    whole = b"".join(concordance_csv_export([occurrence])).decode()
    (row,) = csv.DictReader(io.StringIO(whole, newline=""))
    assert row == {
        "id": "a",
        "date": "'--05-21",
        "countries": "",
        "title": "'-",
        "field": "body",
        "start": "5",
        "end": "8",
        "left": "'=1+1 ",
        "keyword": "mot",
        "right": "'\t@ici",
    }


def test_everything_from_the_archive_is_escaped(client: FlaskClient) -> None:
    html = client.get("/concordance?q=%3Cscript%3Ealert(1)%3C/script%3E+traite&match=any").text
    assert "<script>alert" not in html
    assert lines(html)
