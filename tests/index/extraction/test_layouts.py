"""Whole pages in every surveyed layout: the same release must come out of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release

TITLE = "Des écoles flottantes rouvrent dans le delta après la crue"
PARAGRAPHS = (
    "Bangladesh - Douze écoles flottantes ont repris la mer lundi dans le sud du pays, où l'OIM "
    "et les autorités ont réparé les coques abîmées par la crue de l'été dernier.",
    "Les élèves, âgés de six à onze ans, étudient à tour de rôle pendant que leurs familles "
    "réparent les digues. Un bateau-citerne apporte l'eau potable deux fois par semaine.",
    "« Le fleuve nous a tout pris sauf l'envie d'apprendre », résume Rokeya Sultana, "
    "institutrice. Elle espère que les îlots voisins seront équipés avant la mousson.",
)
CONTACT = """Pour plus d'informations, veuillez contacter
Farhana Akter
OIM Dacca
Email: fakter@example.org
Tel: +880 2 5555 0100"""


@pytest.mark.parametrize("layout", ["plain", "wrapped", "blocks", "wrapped_blocks"])
def test_same_release_from_every_layout(
    pages: type, read: Callable[[str | bytes], Release], layout: str
) -> None:
    release = read(getattr(pages, layout)(TITLE, PARAGRAPHS, CONTACT))
    assert release.title == TITLE
    assert release.paragraphs == PARAGRAPHS
    assert release.dateline_place == "Bangladesh"
    assert release.primary_country == "BD"
    assert release.contacts[0].email == "fakter@example.org"
    assert [aside.kind for aside in release.asides] == ["contact"]


def test_lines_wrapped_as_plain_text(pages: type, read: Callable[[str | bytes], Release]) -> None:
    release = read(pages.wrapped(TITLE, PARAGRAPHS, CONTACT, encoded=False))
    assert release.paragraphs == PARAGRAPHS


def test_wrapped_lines_with_an_empty_line_after_each(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    raw = pages.wrapped(TITLE, PARAGRAPHS, CONTACT)
    menu, page = raw[: len(pages.menu)], raw[len(pages.menu) :]
    assert read(menu + page.replace("\n", "\n\n")).paragraphs == PARAGRAPHS


def test_windows_line_ends_and_trailing_spaces(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    raw = pages.blocks(TITLE, PARAGRAPHS, CONTACT).replace("\n", "  \r\n")
    assert read(raw).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "menu",
    [
        "-\nWho we are\nWHO WE AREThe International Organization for Migration (IOM) works for "
        "all.\nAbout\nAbout\nIOM Global\nIOM Global\n-\nOur Work\nOur WorkAs the leading "
        "inter-governmental organization, IOM plays a key role.\n- Data and Resources\n"
        "- Take Action\n- 2030 Agenda\n",
        "-\nQuiénes somos\nQuiénes somosLa Organización Internacional para las Migraciones "
        "trabaja.\nEstructura\nEstructura\n-\nNuestro trabajo\n- Dónde trabajamos\n- Actúe\n"
        "- Datos e investigación\n- 2030 AGENDA\n",
        "-\nQui sommes nous\nQui sommes nousL'OIM est présente au Tchad depuis 1998.\nÀ propos\n"
        "À propos\n- Où travaillons nous\n- Agir\n- Données et ressources\n- 2030 Agenda\n",
        "Qui sommes nous\nStructure\nAgir\n- Données et recherche\n",
    ],
    ids=["english", "spanish", "country site", "cut short"],
)
def test_menus_of_other_sites(read: Callable[[str | bytes], Release], menu: str) -> None:
    release = read(menu + "\n".join([TITLE, *PARAGRAPHS]))
    assert release.title == TITLE
    assert release.countries == ("BD",)


def test_caption_stands_apart(pages: type, read: Callable[[str | bytes], Release]) -> None:
    caption = "A floating school leaves Barisal. Photo: OIM/R. Sultana 2019"
    release = read(pages.blocks(TITLE, [caption, *PARAGRAPHS], CONTACT))
    assert release.paragraphs == PARAGRAPHS
    assert release.asides[0].kind == "caption"
    assert release.asides[0].text == caption


def test_caption_without_a_credit_is_known_by_the_dateline_below(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    caption = "« La classe a repris sur l'eau », dit une élève à l'équipe venue du Kenya"
    release = read(pages.blocks(TITLE, [caption, *PARAGRAPHS], CONTACT))
    assert release.paragraphs == PARAGRAPHS
    assert release.countries == ("BD",)


def test_sidebar_up_to_the_sharing_buttons(read: Callable[[str | bytes], Release]) -> None:
    raw = "\n\n".join(
        [
            "Communiqué\nGlobal",
            TITLE,
            "Analyse:",
            "Au Pérou, une telle école a ouvert en premier.",
            "Rosa Quiroga\nChargée de programme\nOIM Lima",
            "Share this  \n  \n ",
            *PARAGRAPHS,
            CONTACT,
        ]
    )
    release = read(raw)
    assert release.paragraphs == PARAGRAPHS
    assert release.countries == ("BD",)
    sidebar = release.asides[0]
    assert sidebar.kind == "sidebar"
    assert "Pérou" in sidebar.text
    assert "Rosa Quiroga" in sidebar.text


def test_sidebar_without_sharing_buttons_ends_at_the_dateline(
    read: Callable[[str | bytes], Release],
) -> None:
    raw = "\n\n".join(
        ["Communiqué\nGlobal", TITLE, "Analyse :", "Au Pérou, une autre école.", *PARAGRAPHS]
    )
    assert read(raw).paragraphs == PARAGRAPHS


def test_title_wrapped_over_two_lines_by_its_small_letter(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    title = TITLE.replace(" dans", "\ndans")
    release = read(pages.wrapped(title, PARAGRAPHS, CONTACT))
    assert release.title == TITLE
    assert release.paragraphs == PARAGRAPHS


def test_title_wrapped_before_a_name_is_known_by_the_dateline_below(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    title = "Les écoles flottantes rouvrent dans le delta du\nGange après la crue"
    release = read(pages.wrapped(title, PARAGRAPHS, CONTACT))
    assert release.title == title.replace("\n", " ")
    assert release.paragraphs == PARAGRAPHS


def test_title_wrapped_in_a_block(pages: type, read: Callable[[str | bytes], Release]) -> None:
    release = read(pages.blocks(TITLE.replace(" dans", "\ndans"), PARAGRAPHS, CONTACT))
    assert release.title == TITLE


def test_page_without_a_title_line(pages: type, read: Callable[[str | bytes], Release]) -> None:
    release = read(pages.menu + "\n".join(PARAGRAPHS))
    assert release.title == ""
    assert release.paragraphs == PARAGRAPHS


def test_page_whose_first_line_is_already_a_sentence(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    lead = PARAGRAPHS[0].removeprefix("Bangladesh - ")
    release = read(pages.menu + "\n".join([lead, *PARAGRAPHS[1:]]))
    assert release.title == ""
    assert release.paragraphs[0] == lead


def test_contact_lines_without_an_introduction(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    release = read(pages.plain(TITLE, PARAGRAPHS, CONTACT.partition("\n")[2]))
    assert release.paragraphs == PARAGRAPHS
    assert release.contacts[0].name == "Farhana Akter"


def test_subheads_and_lists_keep_their_lines(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    body = [
        PARAGRAPHS[0],
        "Ce que la crue a changé",
        "- les digues ont été relevées d'un mètre ;",
        "- deux bateaux ont été achetés.",
        PARAGRAPHS[2],
    ]
    assert read(pages.plain(TITLE, body, CONTACT)).paragraphs == tuple(body)


def test_date_line_between_title_and_text(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    release = read(pages.blocks(TITLE, ["Publié le 21 mai 2012", *PARAGRAPHS], CONTACT))
    assert release.date == "2012-05-21"
    assert release.paragraphs == PARAGRAPHS


def test_contact_introduced_at_the_end_of_the_last_paragraph(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    last = PARAGRAPHS[2] + " Pour plus d'informations, veuillez contacter Farhana Akter, OIM "
    raw = pages.plain(TITLE, [*PARAGRAPHS[:2], last + "Dacca, Email : fakter@example.org"])
    release = read(raw)
    assert release.paragraphs == PARAGRAPHS
    assert release.contacts[0].name == "Farhana Akter"


def test_someone_in_contact_with_is_no_contact_block(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    body = (
        *PARAGRAPHS[:2],
        "Pour toutes les personnes en contact avec l'eau, un vaccin est prévu.",
    )
    assert read(pages.plain(TITLE, body)).paragraphs == body


def test_nothing_readable_is_lost(pages: type, read: Callable[[str | bytes], Release]) -> None:
    """Every word below the heading is in the title, the body or an aside."""
    raw = pages.wrapped_blocks(TITLE, ["Photo : OIM/R. Sultana", *PARAGRAPHS], CONTACT)
    release = read(raw)
    kept = " ".join([release.title, release.body, *(aside.text for aside in release.asides)])
    assert sorted(raw.split()[2:]) == sorted(kept.split())


def test_lines_of_buttons_are_no_text(read: Callable[[str | bytes], Release]) -> None:
    page = (
        "Des puits pour Bol\n\nPartager | Tweeter\n\nImprimer cette page\n\n"
        "Tchad - Douze puits ont été creusés autour de Bol depuis le début de la saison sèche.\n\n"
        "Haut de page"
    )
    release = read(page)
    assert release.title == "Des puits pour Bol"
    assert len(release.paragraphs) == 1
    assert release.dateline_place == "Tchad"


def test_one_paragraph_without_a_title_is_a_release(
    read: Callable[[str | bytes], Release],
) -> None:
    text = "Douze puits ont été creusés autour de Bol depuis le début de la saison sèche au Tchad."
    for page in (text, f"<html><body><p>{text}</p></body></html>"):
        release = read(page)
        assert (release.title, release.paragraphs) == ("", (text,))
        assert release.countries == ("TD",)


def test_title_above_one_paragraph_and_a_final_line_end(
    read: Callable[[str | bytes], Release],
) -> None:
    text = "Tchad - Douze puits ont été creusés autour de Bol depuis le début de la saison sèche."
    release = read(f"Des puits pour Bol\n{text}\n")
    assert (release.title, release.paragraphs) == ("Des puits pour Bol", (text,))


def test_short_paragraphs_between_captions_stay_apart(
    read: Callable[[str | bytes], Release],
) -> None:
    captions = ["Le bac de Bol, à l'aube. © OIM 2018 / Paul Ney", "A ferry in Benin. Photo: IOM"]
    body = ("Le bac de Bol, au Tchad, a repris hier.", "Les éleveurs passent de nouveau.")
    release = read("\n\n".join(["Communiqué\nGlobal", "Le bac de Bol", *captions, *body]))
    assert release.paragraphs == body
    assert release.countries == ("TD",)


def test_rules_and_credits_between_paragraphs(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    body = [PARAGRAPHS[0], "Photo : OIM/R. Sultana", *PARAGRAPHS[1:], "***", "FIN"]
    release = read(pages.blocks(TITLE, body, CONTACT))
    assert release.paragraphs == PARAGRAPHS
    assert "Photo : OIM/R. Sultana" in [aside.text for aside in release.asides]


def test_hotline_is_body(pages: type, read: Callable[[str | bytes], Release]) -> None:
    hotline = "Pour plus d'informations, les familles peuvent contacter le numéro vert 800."
    body = (*PARAGRAPHS, hotline, "Le service a un an.")
    assert read(pages.plain(TITLE, body)).paragraphs == body


def test_contact_sentence_that_ends_with_its_purpose(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    contact = "Veuillez contacter Awa Ba, OIM Dakar, aba@example.org, pour plus d'informations."
    release = read(pages.plain(TITLE, PARAGRAPHS, contact))
    assert release.paragraphs == PARAGRAPHS
    assert [(c.name, c.office) for c in release.contacts] == [("Awa Ba", "OIM Dakar")]


def test_name_of_the_site_is_no_title(read: Callable[[str | bytes], Release]) -> None:
    site = "<title>Organisation internationale pour les migrations</title>"
    text = "Tchad - Douze puits ont été creusés autour de Bol depuis le début de la saison sèche."
    page = f"<html><head>{site}</head><body><p>Des puits pour Bol</p><p>{text}</p></body></html>"
    assert read(page).title == "Des puits pour Bol"


def test_labelled_lines_on_top(read: Callable[[str | bytes], Release]) -> None:
    release = read(
        "TITRE : Des puits\nDATE : 12 mai 2014\nLIEU : Bol\n\n" + "\n\n".join(PARAGRAPHS)
    )
    assert (release.title, release.date) == ("Des puits", "2014-05-12")
    assert release.paragraphs == PARAGRAPHS
    assert "Lieu : Bol" in [aside.text for aside in release.asides]


@pytest.mark.parametrize(
    "contact",
    [
        "Pour plus d'informations, veuillez contacter Awa Ba.",
        "Pour plus d'informations, vous pouvez contacter ces personnes.\nAwa Ba\naba@example.org",
    ],
)
def test_contact_sentence_with_a_full_stop(
    pages: type, read: Callable[[str | bytes], Release], contact: str
) -> None:
    assert read(pages.plain(TITLE, PARAGRAPHS, contact)).paragraphs == PARAGRAPHS
