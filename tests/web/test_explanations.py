"""« Pourquoi ce résultat ? »: French sentences on the page, parts in JSON and in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from markupsafe import Markup

from communiques import main
from search.explanation import Explanation, ScorePart, WrittenForm
from web.explanations import why

RELEASE = "perou-foyer-iquitos-2019"


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (
            ScorePart(
                "word", ("perou",), 2.125, in_title=1, in_body=4,
                forms=(
                    WrittenForm("Pérou", "title", 1),
                    WrittenForm("Pérou", "body", 3),
                    WrittenForm("péruvien", "body", 1),
                ),
            ),
            "« perou » : « Pérou » 1 fois dans le titre et « Pérou » 3 fois, « péruvien » 1 fois dans le texte (2,12 points).",
        ),
        (
            ScorePart("word", ("traite",), 0.5, group="victimes de traite", literal=True, forms=(WrittenForm("traite", "body", 1),)),
            "« victimes de traite » : « traite » 1 fois dans le texte (0,50 point).",
        ),
        (
            ScorePart("word", ("OIM",), 1.0, group="OIM", typed=False, weight=0.5, forms=(WrittenForm("OIM", "body", 2),)),
            "« OIM », autre formulation de ce qui est demandé : « OIM » 2 fois dans le texte (1,00 point, au poids de 0,50).",
        ),
        (
            ScorePart("word", ("traite",), 1.0, group="traite", weight=0.5, forms=(WrittenForm("traite", "body", 2),)),
            "« traite », compté aussi à part : « traite » 2 fois dans le texte (1,00 point, au poids de 0,50).",
        ),
        (
            ScorePart("form", ("perou",), 0.97, in_body=3, forms=(WrittenForm("Pérou", "body", 3),)),
            "« perou », écrit comme vous l’avez tapé, aux accents près, 3 fois (0,97 point).",
        ),
        (
            ScorePart("form", ("aujourd'hui",), 0.5, in_title=1, forms=(WrittenForm("Aujourd’hui", "title", 1),)),
            "« aujourd'hui », écrit comme vous l’avez tapé, 1 fois (0,50 point).",
        ),
        (
            ScorePart("form", ("pérou",), 0.97, in_body=3, forms=(WrittenForm("Pérou", "body", 3),)),
            "« pérou », écrit comme vous l’avez tapé, 3 fois (0,97 point).",
        ),
        (ScorePart("accents", ("Pérou",), 0.3), "« Pérou », avec les accents que vous avez tapés (0,30 point)."),
        (ScorePart("pair", ("victimes", "traite"), 0.6), "« victimes » est suivi de près par « traite » (0,60 point)."),
        (ScorePart("lead", ("traite",), 0.5), "« traite » est parmi les 200 premiers mots du texte (0,50 point)."),
        (
            ScorePart("kindred", ("Alsace",), 0.5, forms=(WrittenForm("alsacienne", "body", 1),)),
            "« Alsace » manque, mais un mot commence de même : « alsacienne » 1 fois dans le texte (0,50 point).",
        ),
        (
            ScorePart("kindred", ("Alsace",), 0.5, forms=(WrittenForm("alsacien", "body", 1), WrittenForm("alsacienne", "body", 1))),
            "« Alsace » manque, mais des mots commencent de même : « alsacien » 1 fois, « alsacienne » 1 fois dans le texte (0,50 point).",
        ),
        (ScorePart("recency", (), 0.12), "La date compte, les communiqués récents étant favorisés (0,12 point)."),
        (ScorePart("title", ("traite", "perou"), 0.2), "Le titre contient des mots demandés (0,20 point)."),
        (ScorePart("condition", ("2010..",), 0.0), "« 2010.. » est une condition : elle ne change pas le classement."),
        (ScorePart("condition", (), 0.0, countries=("PE", "none")), "« Pérou ou Sans pays » est une condition : elle ne change pas le classement."),
    ],
)  # fmt: skip
def test_sentences(part: ScorePart, sentence: str) -> None:
    (told,) = why(Explanation("a", matches=True, parts=(part,)))
    assert told.replace("\u202f", " ").replace("\u00a0", " ") == sentence
    assert " »" not in told
    assert " :" not in told


def test_a_wording_is_told_in_one_sentence_that_adds_up() -> None:
    forms = [(WrittenForm(word, "body", 2),) for word in ("traite", "personnes")]
    (told,) = why(
        Explanation(
            "a",
            matches=True,
            parts=tuple(
                ScorePart(kind, (form[0].text,), 0.4, "traite des personnes",
                          typed=False, weight=0.5, forms=form)
                for form in forms for kind in ("word", "form")
            ),
        )
    )  # fmt: skip
    assert told.replace("\u202f", " ").replace("\u00a0", " ") == (
        "« traite des personnes », autre formulation de ce qui est demandé : "
        "« traite » 2 fois, « personnes » 2 fois dans le texte (1,60 point, au poids de 0,50)."
    )


def test_what_is_nothing_when_rounded_has_no_sentence() -> None:
    parts = ScorePart("recency", (), 0.004), ScorePart("lead", ("traite",), 0.004)
    assert why(Explanation("a", matches=True, parts=parts)) == []


def test_a_release_that_does_not_match_says_so() -> None:
    assert why(Explanation("a", matches=False)) == ["Ce communiqué ne répond pas à la recherche."]


def test_json_explains_a_hit(client: FlaskClient) -> None:
    response = client.get("/api/v1/explain", query_string={"q": "traite pérou", "id": RELEASE})
    assert response.status_code == 200
    found = client.get("/api/v1/search", query_string={"q": "traite pérou"}).json
    assert response.json is not None
    assert found is not None
    (score,) = [hit["score"] for hit in found["results"] if hit["id"] == RELEASE]
    assert response.json["matches"] is True
    assert response.json["index"] == found["index"]
    assert sum(part["score"] for part in response.json["parts"]) == pytest.approx(score, abs=1e-4)


def test_json_says_that_a_filter_leaves_a_release_out(client: FlaskClient) -> None:
    given = {"q": "traite", "country": "VN", "id": RELEASE}
    answer = client.get("/api/v1/explain", query_string=given).json
    assert answer is not None
    assert answer["matches"] is False
    matching = client.get("/api/v1/explain", query_string={"q": "traite", "id": RELEASE}).json
    assert matching is not None
    assert answer["body_length"] == matching["body_length"] > answer["title_length"] > 0


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"q": "traite", "id": "unknown"}, 404, "No release has the id 'unknown'"),
        ({"q": "traite"}, 400, "give the identifier of a release"),
        ({"q": "traite", "id": RELEASE, "colour": "red"}, 400, "no such parameter"),
    ],
)
def test_what_cannot_be_explained(
    client: FlaskClient, given: dict[str, str], status: int, said: str
) -> None:
    response = client.get("/api/v1/explain", query_string=given)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert said in response.get_data(as_text=True)


def test_the_page_leads_to_why_each_hit_is_there(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": "traite", "size": "3", "page": "2"}).text
    assert page.count('<details class="why">') == page.count('<li class="hit">') > 1
    assert "Pourquoi ce résultat\u202f?" in page.replace("&#8239;", "\u202f")
    assert '<details class="why">' not in client.get("/").text
    link = re.search(r'href="(/pourquoi[^"]+)"', page)
    assert link
    reasons = client.get(str(Markup(link[1]).unescape()))
    assert reasons.status_code == 200
    assert "«\u202ftraite\u202f»\u00a0: «\u202f" in reasons.text
    assert 'href="/?q=traite&amp;page=2&amp;size=3"' in reasons.text


@pytest.mark.parametrize("query", ["q=traite", "q=traite&id=inconnu"])
def test_a_page_of_reasons_for_nothing_is_missing(client: FlaskClient, query: str) -> None:
    assert client.get(f"/pourquoi?{query}").status_code == 404


def test_a_page_of_reasons_says_when_a_release_does_not_match(client: FlaskClient) -> None:
    page = client.get(f"/pourquoi?q=xylophone&id={RELEASE}").text
    assert "Ce communiqué ne répond pas à la recherche." in page
    assert (
        "This release does not answer t"
        in client.get(f"/pourquoi?q=xylophone&id={RELEASE}&lang=en").text
    )


def test_the_command_line_explains_a_hit(sample_index: Path) -> None:
    run = CliRunner().invoke
    arguments = ["explain", "traite pérou", RELEASE, "--index", str(sample_index)]
    shown = run(main, arguments)
    assert shown.exit_code == 0
    assert "traite ×1 (title)" in shown.output
    told = json.loads(run(main, [*arguments, "--json"]).output)
    assert f"{told['score']:.4f}  score of {RELEASE}" in shown.output
    missing = run(main, ["explain", "traite", "unknown", "--index", str(sample_index)])
    assert missing.exit_code == 1
    assert "No release has the id 'unknown'" in missing.output
