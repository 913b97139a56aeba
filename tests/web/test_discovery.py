"""What programs read: crawlers, feed readers, browsers' search fields, reference managers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

import web.discovery
from index.building import build_index
from index.releases import Release
from index.settings import Settings
from web import create_app

PERU = "perou-foyer-iquitos-2019"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

Client = Callable[..., FlaskClient]


@pytest.fixture
def client_of(tmp_path: Path) -> Client:
    """A client of an application over some releases."""

    def make(*releases: Release, **settings: object) -> FlaskClient:
        build_index(tmp_path / "index", releases)
        return create_app(Settings(index=str(tmp_path / "index"), **settings)).test_client()  # type: ignore[arg-type]

    return make


def located(client: FlaskClient, path: str) -> Iterator[str]:
    answer = client.get(path)
    assert answer.mimetype == "application/xml"
    for location in ElementTree.fromstring(answer.text).iter(f"{SITEMAP}loc"):
        assert location.text
        assert location.text.startswith("http://localhost/")
        yield urlsplit(location.text).path


def test_the_sitemap_leads_to_every_release(client: FlaskClient) -> None:
    paths = [*located(client, "/sitemap.xml")]
    total = client.get("/api/v1/stats").json["releases"]  # type: ignore[index]
    assert len(set(paths)) == total
    assert client.get(paths[0]).status_code == 200
    assert f"/communiques/{PERU}" in paths


def test_a_sitemap_tells_dates_as_precise_as_they_are_and_escapes_identifiers(
    client_of: Client, release_of: Callable[..., Release]
) -> None:
    dates = {"jour": "2012-05-21", "mois": "2012-05", "annee": "2012", "fete": "--05-21"}
    releases = [release_of(id, "Un texte.", date=date) for id, date in dates.items()]
    client = client_of(*releases, release_of("à&b/<c> d?e", "Un autre."))
    root = ElementTree.fromstring(client.get("/sitemap.xml").text)
    told = {
        unquote(str(url.findtext(f"{SITEMAP}loc")).rpartition("communiques/")[2]): url.findtext(
            f"{SITEMAP}lastmod"
        )
        for url in root
    }
    assert told == {**dates, "fete": None, "à&b/<c> d?e": None}
    for path in located(client, "/sitemap.xml"):
        assert client.get(path).status_code == 200


def test_many_releases_are_divided_among_sitemaps(
    client_of: Client, release_of: Callable[..., Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.discovery, "URLS", 4)
    client = client_of(*(release_of(f"r{i}", "Un texte.") for i in range(10)))
    parts = [*located(client, "/sitemap.xml")]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    listed = [[*located(client, part)] for part in parts]
    assert [len(part) for part in listed] == [4, 4, 2]
    assert len(set().union(*listed)) == 10
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_crawlers_read_releases_and_no_combination_of_filters(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    rules = [line.split(": ", 1) for line in answer.text.splitlines() if ": /" in line]
    assert answer.text.endswith("\nSitemap: http://localhost/sitemap.xml\n")

    def allowed(path: str) -> bool:
        """The longest rule that matches decides, an allowing one of equals (RFC 9309)."""
        matching = [
            (len(rule), verb == "Allow")
            for verb, rule in rules
            if re.match(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), path)
        ]
        return max(matching, default=(0, True))[1]

    for path in ("/", f"/communiques/{PERU}", "/apropos", "/static/css/style.css?v=1"):
        assert allowed(path), path
    for path in (
        "/?q=traite",
        "/?country=PE&country=BO",
        f"/communiques/{PERU}?q=traite",
        f"/communiques/{PERU}.ris",
        "/concordance?q=traite",
        "/api/v1/search",
    ):
        assert not allowed(path), path
    plain = RobotFileParser()
    plain.parse(answer.text.splitlines())
    assert not plain.can_fetch("*", "/api/v1/search")


def test_a_browser_can_add_the_engine(client: FlaskClient) -> None:
    link = re.search(r'<link rel="search" href="([^"]+)" type="([^"]+)"', client.get("/").text)
    assert link
    answer = client.get(link[1])
    assert answer.mimetype == link[2] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.text)
    assert len(str(root.findtext(f"{OPENSEARCH}ShortName"))) <= 16
    templates = {url.get("type"): str(url.get("template")) for url in root.iter(f"{OPENSEARCH}Url")}
    for media_type, template in templates.items():
        asked = client.get(template.replace("{searchTerms}", "traite%20%26%20p%C3%A9rou"))
        assert asked.status_code == 200
        assert asked.mimetype == media_type
    assert "traite &amp; pérou" in client.get(
        templates["text/html"].replace("{searchTerms}", "traite%20%26%20p%C3%A9rou")
    ).text  # fmt: skip


def test_addresses_are_those_of_the_proxy_only_when_there_is_said_to_be_one(
    client_of: Client, release_of: Callable[..., Release]
) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "archive.example.org"}
    trusting = client_of(release_of("a", "Un texte."), proxies=1)
    assert (
        "https://archive.example.org/communiques/a"
        in trusting.get("/sitemap.xml", headers=forwarded).text
    )
    wary = client_of(release_of("a", "Un texte."))
    assert "archive.example.org" not in wary.get("/sitemap.xml", headers=forwarded).text


def structured(html: str) -> dict[str, object]:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert script
    return dict(json.loads(script[1]))


def test_a_release_is_described_to_search_engines(
    client_of: Client, release_of: Callable[..., Release]
) -> None:
    release = release_of(
        "lima", "Un texte.", "Un titre", date="2012-05-21", countries="PE", dateline_place="Lima"
    )
    html = client_of(release, publisher="Office des exemples").get("/communiques/lima").text
    issuer = {"@type": "Organization", "name": "Office des exemples"}
    assert structured(html) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Un titre",
        "description": "Un texte.",
        "datePublished": "2012-05-21",
        "author": issuer,
        "publisher": issuer,
        "locationCreated": {"@type": "Place", "name": "Lima"},
        "contentLocation": [{"@type": "Country", "name": "Pérou", "identifier": "PE"}],
        "inLanguage": "fr",
        "genre": "Communiqué de presse",
        "url": "http://localhost/communiques/lima",
        "mainEntityOfPage": "http://localhost/communiques/lima",
        "isPartOf": {"@type": "WebSite", "name": "Communiqués"},
    }
    assert '<link rel="canonical" href="http://localhost/communiques/lima">' in html


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b"]
)
def test_no_title_ends_the_script_that_describes_it(
    client_of: Client, release_of: Callable[..., Release], title: str
) -> None:
    html = client_of(release_of("x", title, title)).get("/communiques/x").text
    assert structured(html)["headline"] == title
    assert html.count("<script") == html.count("</script>")
    assert "<script>alert" not in html


def test_what_is_not_known_is_left_out(
    client_of: Client, release_of: Callable[..., Release]
) -> None:
    html = client_of(release_of("x", "Un texte.", date="--05-21")).get("/communiques/x").text
    assert not {"datePublished", "publisher", "isBasedOn"} & structured(html).keys()


@pytest.mark.parametrize(
    ("suffix", "media_type", "begins"),
    [
        ("ris", "application/x-research-info-systems", "TY  - ELEC\r\n"),
        ("bib", "application/x-bibtex", f"@misc{{{PERU},\n"),
    ],
)
def test_a_citation_is_a_file_that_the_page_links(
    client: FlaskClient, suffix: str, media_type: str, begins: str
) -> None:
    path = f"/communiques/{PERU}.{suffix}"
    assert f'href="{path}"' in client.get(f"/communiques/{PERU}?lang=en").text
    answer = client.get(path)
    assert answer.mimetype == media_type
    assert answer.text.startswith(begins)
    assert f"http://localhost/communiques/{PERU}" in answer.text
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{PERU}.{suffix}"'


def test_an_identifier_that_ends_like_a_citation_is_a_release(
    client_of: Client, release_of: Callable[..., Release]
) -> None:
    client = client_of(release_of("a", "Un texte."), release_of("a.ris", "Un autre."))
    assert "Un autre." in client.get("/communiques/a.ris").text
    assert client.get("/communiques/a.ris.ris").text.startswith("TY  - ")
    assert client.get("/communiques/a.bib").text.startswith("@misc{a,")
    assert client.get("/communiques/b.bib").status_code == 404
    assert client.get("/communiques/a.pdf").status_code == 404


def test_there_is_an_icon_where_programs_look_for_it(client: FlaskClient) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"
