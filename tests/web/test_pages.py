"""The pages, as the test client sees them."""

from __future__ import annotations

import re
from html import unescape
from typing import get_args

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from search.snippets import MarkedText
from search.syntax import Note, NoteCode
from web.formatting import clock, date, marked, number
from web.notes import UNTOLD, told

PERU = "perou-foyer-iquitos-2019"


def page(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert '<html lang="fr">' in response.text
    return response.text


def test_the_first_page_lists_the_latest_releases(client: FlaskClient) -> None:
    html = page(client, "/")
    assert re.search(r"\d+ communiqués", html)
    assert html.count('class="hit"') == 10
    assert 'aria-current="page"' in html


def test_results_show_marks_countries_and_dates(client: FlaskClient) -> None:
    html = page(client, "/?q=victimes+perou")
    assert "<mark>victimes</mark>" in html
    assert "<mark>Pérou</mark>" in html
    assert 'datetime="2019-' in html
    assert 'value="victimes perou"' in html


def test_countries_are_boxes_to_tick_and_chips_to_take_away(client: FlaskClient) -> None:
    assert 'name="country" value="VN">' in page(client, "/?q=traite")
    chosen = page(client, "/?q=traite&country=VN&country=PE")
    assert chosen.count(" checked>") == 2
    assert 'class="chip" href="/?q=traite&amp;country=PE">Vietnam' in chosen
    assert 'href="/?q=traite">Tout effacer' in chosen


def test_the_page_says_how_the_question_was_understood(client: FlaskClient) -> None:
    html = page(client, "/?q=oim+(perou+OU")
    assert "Communiqués avec oim" in html
    assert "Sans les synonymes" in html
    assert "Une parenthèse n’était pas fermée" in html
    assert "Avec les synonymes" in page(client, "/?q=oim&synonyms=false")


def test_when_nothing_has_all_the_words_the_best_partial_matches_are_shown(
    client: FlaskClient,
) -> None:
    html = page(client, "/?q=traite+xylophone+solaire")
    assert "Aucun communiqué ne contient tous ces mots" in html
    assert html.count('class="hit"') >= 2


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        ("« la paix » oui", "“la paix” oui", "‘la paix’ oui"),
        ('"la paix" "', '“la paix” "', '‘la paix’ "'),
        ("“la paix”", "“la paix”", "‘la paix’"),
        ("la paix", "la paix", "la paix"),
    ],
)
def test_quotations_inside_a_quotation_have_marks_of_their_own(
    client: FlaskClient, typed: str, french: str, english: str
) -> None:
    def asked(language: str) -> str:
        html = client.get("/", query_string={"q": typed, "lang": language}).text
        return unescape(html.split('role="status">')[1].split("</span></span>")[0])

    assert f"pour «\u202f{french}\u202f»" in asked("fr")
    assert f"for “{english}”" in asked("en")


def test_the_time_of_day_is_written_as_the_language_has_it() -> None:
    assert clock("2026-01-02T20:05:59+00:00") == "20\u00a0h\u00a005 UTC"


def test_the_state_of_the_index_says_when_it_was_built(client: FlaskClient) -> None:
    assert re.search(r"\d\u00a0h\u00a0\d\d UTC<", page(client, "/etat"))
    assert re.search(r", \d+:\d\d UTC<", client.get("/etat?lang=en").text)


@pytest.mark.parametrize(
    ("language", "link"),
    [
        ("fr", r"Voir les (\d+) communiqués qui contiennent au moins un de ces mots"),
        ("en", r"See the (\d+) releases that have at least one of these words"),
    ],
)
@pytest.mark.parametrize("q", ["traite+xylophone", "%22victimes+de+traite%22+xylophone"])
def test_partial_matches_lead_to_the_rest_of_them(
    client: FlaskClient, language: str, link: str, q: str
) -> None:
    html = client.get(f"/?q={q}&size=1&lang={language}").text
    leading = re.search(rf'href="([^"]+)">{link}<', html)
    assert leading
    rest = client.get(unescape(leading[1])).text
    assert re.search(rf'role="status">{leading[2]} ', rest)


def test_partial_matches_that_are_all_shown_lead_nowhere(client: FlaskClient) -> None:
    assert "au moins un de ces mots" in page(client, "/?q=traite+xylophone&size=1")
    assert "au moins un de ces mots" not in page(client, "/?q=traite+xylophone&size=100")


def test_another_spelling_is_offered_when_it_finds_more(client: FlaskClient) -> None:
    html = page(client, "/?q=victmies+traite")
    assert "Vouliez-vous dire" in html
    assert 'href="/?q=victimes+traite"' in html
    assert "Vouliez-vous dire" not in page(client, "/?q=victimes")
    assert "Vouliez-vous dire" not in page(client, "/")


def test_a_release_leads_to_others_like_it(client: FlaskClient) -> None:
    html = page(client, f"/communiques/{PERU}")
    similar = html.split("Communiqués proches")[1].split("</section>")[0]
    assert 1 <= similar.count("<li>") <= 4
    assert PERU not in similar
    for link in re.findall(r'href="(/communiques/[^"]+)"', similar):
        assert "traite" in page(client, link).lower()


def test_every_note_has_its_sentence() -> None:
    for code in get_args(NoteCode):
        sentences = told((Note(code, "x", 3),))
        assert len(sentences) == (code not in UNTOLD)
        assert not any("{" in sentence for sentence in sentences)


def test_no_result_says_what_to_try(client: FlaskClient) -> None:
    html = page(client, "/?q=xylophone+zoologique&country=PE")
    assert "Aucun communiqué" in html
    assert "retirez tous les filtres" in html
    assert "match=any" in html


@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("/?page=999", 404, "Les résultats s’arrêtent à la page"),
        ("/?page=0", 400, "nombre entier"),
        ("/?page=deux", 400, "nombre entier"),
        ("/?country=ZZZ", 400, "Ce pays est inconnu"),
        ("/?q=" + "a" * 1001, 400, "dépasse 1 000 caractères"),
        ("/communiques/inconnu", 404, "n’existe pas"),
        ("/nulle/part", 404, "n’existe pas"),
    ],
)
def test_what_cannot_be_shown_is_said_with_a_way_back(
    client: FlaskClient, url: str, status: int, says: str
) -> None:
    html = page(client, url, status)
    assert says in html
    assert "Revenir aux derniers communiqués" in html


def test_a_page_past_the_end_is_missing_in_english_too(client: FlaskClient) -> None:
    answer = client.get("/concordance?q=traite&page=999&lang=en")
    assert answer.status_code == 404
    assert "The results end with page" in answer.text
    assert re.search(r'href="/concordance\?q=traite[^"]*lang=en"', answer.text)


def test_a_page_past_the_end_links_to_the_last_one(client: FlaskClient) -> None:
    html = page(client, "/?q=traite&page=999&size=5", 404)
    link = re.search(r'href="(/\?q=traite&amp;page=\d+&amp;size=5)"', html)
    assert link
    page(client, str(Markup(link[1]).unescape()))


@pytest.mark.parametrize("view", ["/", "/carte", "/concordance"])
def test_another_search_and_fewer_filters_keep_the_view(client: FlaskClient, view: str) -> None:
    html = page(client, f"{view}?q=oim&country=PE&country=VN")
    assert f'<form class="search" action="{view}">' in html
    assert f'class="chip" href="{view}?q=oim&amp;country=VN">Pérou' in html
    assert f'href="{view}?q=oim">Tout effacer' in html
    assert f'href="{view}?q=oim&amp;country=PE&amp;country=VN&amp;synonyms=false"' in html


def test_a_concordance_keeps_its_order(client: FlaskClient) -> None:
    html = page(client, "/concordance?q=traite&country=PE&order=left")
    assert '<input type="hidden" name="order" value="left">' in html
    assert 'class="chip" href="/concordance?q=traite&amp;order=left">Pérou' in html
    assert 'href="/carte?q=traite&amp;country=PE"' in html


@pytest.mark.parametrize(("url", "status"), [(f"/communiques/{PERU}", 200), ("/nulle/part", 404)])
def test_from_elsewhere_a_search_leads_to_the_list(
    client: FlaskClient, url: str, status: int
) -> None:
    assert '<form class="search" action="/">' in page(client, url, status)


def test_a_release_leads_back_to_the_very_search(client: FlaskClient) -> None:
    query = "q=traite&amp;country=PE&amp;match=any&amp;size=5"
    html = page(client, "/?q=traite&country=PE&match=any&size=5")
    link = re.search(rf'href="(/communiques/[^"]+\?{re.escape(query)})"', html)
    assert link
    back = page(client, str(Markup(link[1]).unescape()))
    assert f'href="/?{query}"' in back
    assert '<input type="hidden" name="country" value="PE">' in back
    assert '<input type="hidden" name="match" value="any">' in back


def test_an_empty_parameter_is_none(client: FlaskClient) -> None:
    page(client, "/?q=&country=&page=&match=")


def test_a_release_does_not_fail_on_parameters_it_does_not_use(client: FlaskClient) -> None:
    page(client, f"/communiques/{PERU}?page=x")


def test_parameters_of_others_are_passed_over_on_pages(client: FlaskClient) -> None:
    page(client, "/?q=traite&utm_source=lettre")


def test_a_release_shows_its_text_with_the_words_marked(client: FlaskClient) -> None:
    html = page(client, f"/communiques/{PERU}?q=victimes")
    assert '<mark id="m1">victimes</mark>' in html
    assert "Résultats pour «" in html
    assert 'href="/?country=PE"' in html
    assert "2030 AGENDA" not in html
    assert "<mark id=" not in page(client, f"/communiques/{PERU}")


@pytest.mark.parametrize("query", ["péruvien*", "peruvienne~", "=péruvienne"])
def test_what_a_truncated_or_approximate_word_stands_for_is_marked_too(
    client: FlaskClient, query: str
) -> None:
    assert "péruvienne</mark>" in client.get(f"/communiques/{PERU}", query_string={"q": query}).text


def test_everything_from_outside_is_escaped(client: FlaskClient) -> None:
    html = page(client, "/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    text = MarkedText("<b>été</b> & œuvre", ((3, 6), (13, 18)))
    assert marked(text) == "&lt;b&gt;<mark>été</mark>&lt;/b&gt; &amp; <mark>œuvre</mark>"


def test_pages_allow_no_script_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    response = client.get("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert not re.search(r'(?:src|href)="(?:https?:)?//', response.text)


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2012-05-21", "21 mai 2012"),
        ("2012-05-01", "1er mai 2012"),
        ("2012-11-11", "11 novembre 2012"),
        ("2012-05", "mai 2012"),
        ("2012", "2012"),
        ("--05-21", "21 mai"),
        ("--02-29", "29 février"),
    ],
)
def test_dates_are_written_in_french(iso: str, text: str) -> None:
    assert date(iso) == text


def test_numbers_have_narrow_no_break_spaces() -> None:
    assert number(1234567) == "1\u202f234\u202f567"
