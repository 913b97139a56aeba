"""What is not a release is named, and nothing makes the extraction crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.countries import find_countries
from index.extraction import InvalidRelease, extract
from index.releases import Release


def attempt(data: bytes) -> Release | InvalidRelease:
    try:
        return extract(data, id="essai", source="essai.txt")
    except InvalidRelease as error:
        return error


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty file"),
        (b"\n \n", "empty file"),
        (b"\x00\x01\x02" * 400, "binary file, not text"),
        (b"PK\x03\x04 etc", "binary file, not text"),
        (b"Communiqu\xc3\xa9\nGlobal\n\n", "navigation only, no release text"),
        (b"Communiqu\xc3\xa9\nGlobal\n\nUn titre sans texte\n", "title only, no release text"),
        (b"<html><body><nav>Accueil</nav></body></html>", "navigation only, no release text"),
    ],
)
def test_reasons(raw: bytes, reason: str) -> None:
    result = attempt(raw)
    assert isinstance(result, InvalidRelease)
    assert result.reason == reason
    assert isinstance(result, ValueError)


def test_menu_alone(pages: type) -> None:
    result = attempt(pages.menu.encode())
    assert isinstance(result, InvalidRelease)
    assert result.reason == "navigation only, no release text"


@given(st.binary(max_size=3000))
def test_random_bytes(data: bytes) -> None:
    attempt(data)


LINES = st.sampled_from(
    [
        "Communiqué", "Global", "Analyse:", "Share this", "- 2030 AGENDA", "-", "", "  ",
        "Pour plus d'informations, veuillez contacter", "Genève/Lima, 2 mai – Des", "« Oui »",
        "Tel: +41 22 555 01 00", "a@example.org", '"mailto:a@example.org">a@example.org', "<p>",
        "</div>", "&eacute;&nbsp;", "mis en", "uvre par sa sur", "RDC", "golfe de", "Guinée",
        "(21/05)", "mardi 23 septembre 2014", "en espagnol et en anglais", "M. Maurice", "l'",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=30))
@settings(max_examples=300)
def test_random_pages(lines: list[str]) -> None:
    result = attempt("\n".join(lines).encode("utf-8", "surrogatepass"))
    if isinstance(result, Release):
        check_offsets(result)


@given(st.text(max_size=200), st.text(max_size=400), st.none() | st.text(max_size=40))
def test_random_records(title: str, body: str, dateline: str | None) -> None:
    findings = find_countries(title, body, dateline)
    assert set(findings.countries) == {m.country for m in findings.mentions}
    assert findings.primary in (None, *findings.countries)


def check_offsets(release: Release) -> None:
    texts = {"title": release.title, "body": release.body}
    for mention in release.mentions:
        if (mention.start, mention.end) == (0, 0):
            # A dateline that does not open the body has no passage: see find_countries.
            assert mention.reason == "dateline"
            assert release.dateline_place
            assert not release.body.startswith(release.dateline_place)
            continue
        assert 0 <= mention.start < mention.end <= len(texts[mention.part])
    assert not any("\n\n" in paragraph for paragraph in release.paragraphs)


HOSTILE = json.loads(
    (Path(__file__).parents[2] / "bench" / "hostile_texts.json").read_text("utf-8")
)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_repeated_pieces_are_read_to_their_end(piece: str) -> None:
    """How long 2 MB of them take is measured by tests/bench/extraction_speed.py."""
    attempt(b"Titre\n\n" + (piece * (50_000 // len(piece.encode()) + 1)).encode())
