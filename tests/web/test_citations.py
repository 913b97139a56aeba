"""Citations: French usage of ISO 690, and records that reference managers read, however odd the title."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.releases import Release
from web.citations import Citation

Make = Callable[..., Release]

SEEN = datetime.date(2026, 11, 1)
ADDRESS = "https://archive.example.org/communiques/lima-2012"


def cited(release: Release, publisher: str = "") -> Citation:
    return Citation(release, ADDRESS, SEEN, publisher)


@pytest.fixture
def lima(release_of: Make) -> Release:
    return release_of(
        "lima-2012",
        title="Traite : 50 % de victimes en plus",
        date="2012-05-21",
        dateline_place="Lima",
        url="https://example.org/news/12?a=1&b=2",
    )


def test_iso_690_names_what_is_known_in_its_order(lima: Release) -> None:
    assert cited(lima, "Office des exemples").iso_690() == (
        "OFFICE DES EXEMPLES. <cite>Traite : 50 % de victimes en plus</cite> [en ligne]. "
        "Communiqué de presse. Lima, 21 mai 2012 [consulté le 1er novembre 2026]. "
        f"Disponible à l’adresse\u00a0: {ADDRESS}"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [(None, "[s. d.]"), ("--05-21", "[s. d.]"), ("2012", "2012"), ("2012-05", "mai 2012")],
)
def test_iso_690_says_what_is_not_known(release_of: Make, day: str | None, said: str) -> None:
    citation = cited(release_of("x", date=day)).iso_690()
    assert citation.startswith("<cite>[Communiqué sans titre]</cite> [en ligne]. ")
    assert f"presse. {said} [consulté" in citation


def test_iso_690_is_html_whatever_the_title(release_of: Make) -> None:
    assert "<cite>&lt;b&gt; &amp; c</cite>" in cited(release_of("x", title="<b> & c")).iso_690()


def test_ris_has_its_tags_and_line_ends(lima: Release) -> None:
    assert cited(lima, "Office des exemples").ris() == (
        "TY  - ELEC\r\n"
        "ID  - lima-2012\r\n"
        "AU  - Office des exemples\r\n"
        "TI  - Traite : 50 % de victimes en plus\r\n"
        "T2  - Communiqués\r\n"
        "M3  - Communiqué de presse\r\n"
        "PY  - 2012\r\n"
        "DA  - 2012/05/21/\r\n"
        "CY  - Lima\r\n"
        "LA  - fr\r\n"
        f"UR  - {ADDRESS}\r\n"
        "Y2  - 2026/11/01/\r\n"
        "N1  - Adresse d’origine : https://example.org/news/12?a=1&b=2\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [("2012", "2012///"), ("2012-05", "2012/05//"), ("--05-21", None), (None, None)],
)
def test_ris_dates_are_as_precise_as_known(
    release_of: Make, day: str | None, said: str | None
) -> None:
    dated = re.search(r"^DA  - (.*)\r$", cited(release_of("x", date=day)).ris(), re.MULTILINE)
    assert (dated[1] if dated else None) == said


def test_bibtex_keeps_accents_capitals_and_the_day(lima: Release) -> None:
    assert cited(lima, "Office & fils").bibtex() == (
        "@misc{lima-2012,\n"
        "  author = {{Office \\& fils}},\n"
        "  title = {{Traite : 50 \\% de victimes en plus}},\n"
        "  howpublished = {Communiqué de presse},\n"
        "  address = {Lima},\n"
        "  date = {2012-05-21},\n"
        "  year = {2012},\n"
        "  month = {5},\n"
        "  language = {french},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  urldate = {2026-11-01},\n"
        "  note = {Adresse d’origine : https://example.org/news/12?a=1\\&b=2},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("id", "key"),
    [
        ("dossier/Été 2012.txt", "dossier-ete-2012-txt"),
        ("a,b{c}%d", "a-b-c-d"),
        ("…", "communique"),
        ("2030_agenda", "2030agenda"),
    ],
)
def test_bibtex_keys_have_letters_and_digits(release_of: Make, id: str, key: str) -> None:
    assert cited(release_of(id)).bibtex().startswith(f"@misc{{{key},\n")


AWKWARD = st.text(st.sampled_from("{}\\&%$#_~^\n\r\té “ER  - @,=\"'"), max_size=30)


@given(AWKWARD, st.sampled_from([None, "2012", "2012-05", "--05-21"]))
def test_no_title_breaks_out_of_its_record(title: str, day: str | None) -> None:
    citation = cited(Release("x", title, "", "x.txt", date=day, dateline_place=title))
    ris = citation.ris().split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris[:-1])
    assert [line[:2] for line in ris].count("ER") == 1
    assert "\n" not in "".join(ris)
    bibtex = citation.bibtex()
    depth = 0
    for at, sign in enumerate(bibtex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or at < len("@misc{") - 1 or at >= len(bibtex) - 2
    assert depth == 0
    assert not re.search(r"(?<!\\)[&%$#_]", re.search(r"title = (.*)", bibtex)[1])  # type: ignore[index]
