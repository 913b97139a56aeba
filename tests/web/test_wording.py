"""How a question was read and what it missed, in words, in both languages."""

from __future__ import annotations

import pytest
from flask import Flask

from search.parsing import parse
from search.partial import PartCount, PartialHelp
from search.query import Clause
from web.wording import arithmetic, label, sentence


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


QUESTIONS = [
    ("", "Tous les communiqués.", "All releases."),
    ("victimes perou", "Communiqués avec victimes et perou.", "Releases with victimes and perou."),
    (
        "perou OU bolivie SAUF lima",
        "Communiqués avec perou ou bolivie, mais pas lima.",
        "Releases with perou or bolivie, but not lima.",
    ),
    (
        "femmes (perou OU bolivie) -lima -cusco",
        "Communiqués avec femmes et (perou ou bolivie), mais ni lima ni cusco.",
        "Releases with femmes and (perou or bolivie), but neither lima nor cusco.",
    ),
    (
        "-lima",
        "Tous les communiqués, mais pas lima.",
        "All releases, but not lima.",
    ),
    (
        "titre:« la paix »",
        "Communiqués avec l’expression « la paix » dans le titre.",
        "Releases with the phrase “la paix” in the title.",
    ),
    (
        "lima PRÈS/5 cusco",
        "Communiqués avec lima et cusco à 5 mots au plus.",
        "Releases with lima and cusco at most 5 words apart.",
    ),
    (
        "migrant*",
        "Communiqués avec un mot en « migrant… ».",
        "Releases with a word that begins with “migrant…”.",
    ),
    (
        "lima~",
        "Communiqués avec un mot à une lettre de « lima ».",
        "Releases with a word one letter away from “lima”.",
    ),
    (
        "=traité",
        "Communiqués avec « traité » écrit exactement ainsi.",
        "Releases with “traité” spelled exactly so.",
    ),
    (
        "lima pays:perou date:2012-05",
        "Communiqués avec lima, le pays Pérou et la date mai 2012.",
        "Releases with lima, the country Peru, and the date May 2012.",
    ),
    (
        "date:2010..2014-05-01",
        "Communiqués avec une date de 2010 à 1er mai 2014.",
        "Releases with a date from 2010 to 1 May 2014.",
    ),
    (
        "RDC",
        "Communiqués avec RDC (ou, moins bien classé, « République démocratique du Congo » ou "
        "« Congo-Kinshasa »).",
        "Releases with RDC (or, ranked lower, “République démocratique du Congo” or "
        "“Congo-Kinshasa”).",
    ),
]


@pytest.mark.parametrize(("text", "french", "english"), QUESTIONS)
def test_the_sentence(app: Flask, text: str, french: str, english: str) -> None:
    tree = parse(text).interpretation.tree
    assert plain(sentence(tree)) == french
    with app.test_request_context("/?lang=en"):
        assert sentence(tree) == english


def test_a_phrase_that_may_be_loosened_says_so() -> None:
    tree = parse("« coalition climat » mine", match="any").interpretation.tree
    assert "l’expression « coalition climat » ou ses mots" in plain(sentence(tree))


def clause(text: str) -> Clause:
    read = parse(text).clause
    assert read is not None
    return read


def test_the_arithmetic(app: Flask) -> None:
    parts = (PartCount(clause("victimes"), 1200, 0), PartCount(clause("pays:perou"), 1, 1200))
    help = PartialHelp(parts, parts[0].part, 1200)
    assert plain(arithmetic(help)) == (
        "Aucun communiqué ne contient tous ces mots ; victimes : 1 200, Pérou : 1."
        " Sans « Pérou » : 1 200."
    )
    assert "Pérou\u00a0:\u00a01" in arithmetic(help)
    with app.test_request_context("/?lang=en"):
        assert arithmetic(help) == (
            "No release contains all of these words; victimes: 1,200, Peru: 1."
            " Without “Peru”: 1,200."
        )


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("perou OU lima", "perou ou lima"),
        ("OIM", "OIM"),
        ("pays:perou", "Pérou"),
        ("pays:aucun", "Sans pays"),
        ("date:2010..", "2010.."),
    ],
)
def test_labels(text: str, french: str) -> None:
    assert label(clause(text)) == french


def test_programs_are_told_in_french_whoever_runs_them(app: Flask) -> None:
    client = app.test_client()
    given = {"q": "traite xylophone solaire"}
    answers = [
        client.get("/api/v1/search", query_string=given, headers={"Accept-Language": language})
        for language in ("en", "fr")
    ]
    assert answers[0].data == answers[1].data
    assert "Accept-Language" not in answers[0].headers.get("Vary", "")


def test_an_english_page_is_english(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/?q=traite+xylophone+solaire&synonyms=false&lang=en").text
    assert "Releases with traite, xylophone, and solaire." in page
    assert "xylophone: 0" in page
    assert "Communiqués avec" not in page
    assert 'class="facts">\n      No country' in client.get("/?country=none&lang=en").text
