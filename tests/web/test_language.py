"""Two languages: which one a reader gets, that nothing stays untranslated, and typography."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import web
from web.typography import typographic

WEB = Path(web.__file__).parent
CATALOGUE = WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}}

Message = str | tuple[str, ...]


def places(message: str) -> set[str]:
    """The names of the values that go into a message."""
    return set(re.findall(r"%\((\w+)\)s", message))


def messages_in_the_code() -> set[Message]:
    found = extract_from_dir(str(WEB), METHODS, OPTIONS)
    return {message for _, _, message, _, _ in found}


def test_every_message_is_in_the_english_catalogue_and_no_other_is() -> None:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")
    translated = {message.id for message in catalogue if message.id}
    assert messages_in_the_code() == translated, "run `make messages`, then translate what is empty"


def test_every_translation_is_there_and_keeps_the_places_of_its_message() -> None:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")
    for message in catalogue:
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if not message.id:
            continue
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        for id, string in zip(ids, strings, strict=True):
            assert places(id) - {"num"} == places(string) - {"num"}, id  # "once" needs no number


@pytest.mark.parametrize(
    ("url", "wish", "language"),
    [
        ("/", None, "fr"),
        ("/", "en-GB,en;q=0.8", "en"),
        ("/", "de,en;q=0.5,fr;q=0.4", "en"),
        ("/", "de", "fr"),
        ("/", "fr-CA", "fr"),
        ("/?lang=en", "fr", "en"),
        ("/?lang=fr", "en", "fr"),
        ("/?lang=xx", "en", "en"),
        ("/nulle/part?lang=en", None, "en"),
    ],
)
def test_the_address_decides_before_the_browser(
    client: FlaskClient, url: str, wish: str | None, language: str
) -> None:
    answer = client.get(url, headers={"Accept-Language": wish} if wish else {})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_that_was_asked_for_stays_in_the_links(client: FlaskClient) -> None:
    html = client.get("/?q=traite&country=VN&lang=en").text
    internal = re.findall(r'href="(/(?!static|api)[^"]*)"', html)
    assert len(internal) >= 4
    assert all("lang=en" in link for link in internal)
    assert html.count('name="lang" value="en"') == html.count("<form")
    assert 'href="?q=traite&amp;country=VN&amp;lang=fr"' in html
    assert not re.search(r'href="/[^"]*lang=', client.get("/?q=traite").text)


def test_english_pages_write_countries_dates_and_numbers_in_english(client: FlaskClient) -> None:
    html = client.get("/?q=traite&country=PE&lang=en").text
    assert re.search(r"\d releases?", html)
    assert "Peru" in html
    assert re.search(r"\d+ April 2019", html)
    release = client.get("/communiques/perou-foyer-iquitos-2019?lang=en").text
    assert "Similar releases" in release


def test_endpoints_for_machines_do_not_vary_by_language(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=traite", headers={"Accept-Language": "en"})
    assert "Content-Language" not in answer.headers
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("Pays : lequel ?", "Pays\u00a0: lequel\u202f?"),
        ("« oui » ; non !", "«\u202foui\u202f»\u202f; non\u202f!"),
        ("1 000 caractères", "1\u202f000 caractères"),
        ("Pérou : 12", "Pérou\u00a0:\u00a012"),
        ("à 20 h 35", "à 20\u00a0h\u00a035"),
        ("12 communiqués", "12 communiqués"),
        ("", ""),
    ],
)
def test_french_signs_keep_to_their_words(plain: str, set_: str) -> None:
    assert typographic(plain) == set_
