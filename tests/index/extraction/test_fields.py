"""Datelines, dates, contacts and lost letters, one by one."""

from __future__ import annotations

import pytest

from index.extraction.contacts import international, parse_contacts
from index.extraction.dateline import find_dateline
from index.extraction.dates import release_date
from index.extraction.ligatures import restore_ligatures
from index.releases import Contact


@pytest.mark.parametrize(
    ("paragraph", "place", "date"),
    [
        ("Haïti - Les équipes", "Haïti", None),
        ("Bogota – Les équipes", "Bogota", None),
        ("Sénégal − Les équipes", "Sénégal", None),
        ("Quito — Les équipes", "Quito", None),
        ("San José  –  Les équipes", "San José", None),
        ("Lomé- Les équipes", "Lomé", None),
        ("Port-au-Prince - Les équipes", "Port-au-Prince", None),
        ("Cox’s Bazar – Les équipes", "Cox’s Bazar", None),
        ("Genève/ Port-au-Prince, 9 mars – Les équipes", "Genève/ Port-au-Prince", "--03-09"),
        ("Aden /Addis-Abeba – Les équipes", "Aden /Addis-Abeba", None),
        ("Beyrouth, 2 octobre - Les équipes", "Beyrouth", "--10-02"),
        ("Beyrouth, le 2 octobre 2024 - Les équipes", "Beyrouth", "2024-10-02"),
        ("Rabat (21/05) - Les équipes", "Rabat", "--05-21"),
        ("Herat, Afghanistan - Les équipes", "Herat, Afghanistan", None),
        ("Genève, Bangkok - Les équipes", "Genève, Bangkok", None),
        ("République démocratique du Congo – Les", "République démocratique du Congo", None),
        ("Bosnia and Herzegovina - Les équipes", "Bosnia and Herzegovina", None),
        ("Suisse - « Chaque année »", "Suisse", None),
        ("ETHIOPIE - LES EQUIPES", "ETHIOPIE", None),
        ("Tambokoro - Les équipes", "Tambokoro", None),
    ],
)
def test_datelines(paragraph: str, place: str, date: str | None) -> None:
    dateline = find_dateline(paragraph)
    assert dateline is not None
    assert (dateline.place, dateline.date) == (place, date)
    assert paragraph[dateline.end :].startswith(("Les", "LES", "«"))


@pytest.mark.parametrize(
    "paragraph",
    [
        "L'OIM - organisme des Nations Unies - a ouvert un centre.",
        "Plus de soixante participants - tous volontaires - ont répondu.",
        "Le Pérou est un pays d'origine, de transit et de destination.",
        "Des sous-officiers du Tchad ont suivi la formation.",
        "- une liste",
        "",
    ],
)
def test_no_dateline(paragraph: str) -> None:
    assert find_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("Cette semaine (21/05), cinquante soignants", "--05-21"),
        ("Cette semaine (9/05/2012), cinquante soignants", "2012-05-09"),
        ("ont signé mardi 23 septembre 2014 une charte", "2014-09-23"),
        ("L'OIM estime qu'au 8 juillet 2016, 231 000 personnes", "2016-07-08"),
        ("Le 1er juin 2011, trois bateaux", "2011-06-01"),
        ("Chaque 18 décembre, nous rappelons", "--12-18"),
        ("Trois ans après le séisme du 12 janvier 2010, les camps", None),
        ("Depuis le 24 février, des millions de personnes", None),
        ("Du 9 au 13 avril 2018, deux ateliers", None),
        ("un tiers (1/3) des familles", None),
        ("le 31 février 2012", None),
        ("en mars 2006, plus de 8500 appels", None),
    ],
)
def test_release_dates(lead: str, date: str | None) -> None:
    assert release_date(lead) == date


CONTACT_BLOCKS = {
    "lines": "Pour plus d'informations, veuillez contacter\nAna Ruiz\nOIM Quito\n"
    "Email: aruiz@example.org\nTel: +593 2 255 0100",
    "phone first": "Pour plus d’informations, veuillez contacter:\n\nAna Ruiz\n\nOIM Quito\n\n"
    "Tél. : + 593.2.255 0100\n\nCourriel : aruiz@example.org",
    "mail link": "Pour plus d'informations, veuillez contacter:\nAna Ruiz\nOIM Quito\n"
    'TéL. + 593 2 255 0100\nE-mail :\n"mailto:aruiz@example.org">aruiz@example.org',
    "one sentence": "Pour plus d'informations, veuillez contacter Ana Ruiz, OIM Quito, "
    "Tel : +593 2 255 0100, Email : aruiz@example.org",
    "office first": "Pour tout renseignement, merci de contacter :\nOIM Quito\nMme Ana Ruiz\n"
    "aruiz@example.org\nMobile: 00593 2 255 0100, Ext. 14",
    "with a role": "Contact presse : Ana Ruiz, chargée de communication, OIM Quito, "
    "tél. +593 2 255 0100, aruiz@example.org",
    "english": "For more information please contact Ana Ruiz, OIM Quito, Tel: +593 2 255 0100, "
    "Email: aruiz@example.org",
}


@pytest.mark.parametrize("block", CONTACT_BLOCKS.values(), ids=CONTACT_BLOCKS.keys())
def test_contact_orders(block: str) -> None:
    expected = Contact("Ana Ruiz", "OIM Quito", "+593 2 255 0100", "aruiz@example.org")
    assert parse_contacts(block) == (expected,)


def test_two_contacts_in_one_sentence() -> None:
    block = (
        "Pour plus d’informations, veuillez contacter Paul Adou, OIM Guyana, Tel : +592 231 0100. "
        "Email : padou@example.org ou Eva Mora, Bureau régional de l’OIM pour l’Amérique "
        "centrale, l’Amérique du Nord et les Caraïbes, Tel : +506 2212 0100, Email : "
        "emora@example.org"
    )
    office = "Bureau régional de l’OIM pour l’Amérique centrale, l’Amérique du Nord et les Caraïbes"
    assert parse_contacts(block) == (
        Contact("Paul Adou", "OIM Guyana", "+592 231 0100", "padou@example.org"),
        Contact("Eva Mora", office, "+506 2212 0100", "emora@example.org"),
    )


def test_two_contacts_by_lines() -> None:
    block = (
        "Pour plus d'informations, veuillez contacter :\n\nPaul Adou\nOIM Genève\n"
        "Tel: +41 22 555 01 00\nEmail: padou@example.org\n\nEva Mora\nOIM Dakar\n"
        "Tel: +221 33 555 01 00\nEmail: emora@example.org"
    )
    assert [c.office for c in parse_contacts(block)] == ["OIM Genève", "OIM Dakar"]


def test_empty_contact_block() -> None:
    assert parse_contacts("Pour plus d’informations, veuillez contacter") == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+51.1.633.0000", "+51 1 633 0000"),
        ("+ 5116330000", "+51 1 6330000"),
        ("0041 (0)22 555 01 00", "+41 22 555 01 00"),
        ("+44 (0) 20 7946 0000", "+44 20 7946 0000"),
        ("+1 767-500-0101", "+1 767 500 0101"),
        ("022 555 01 00", "022 555 01 00"),
        ("12345", None),
    ],
)
def test_phone_numbers(written: str, read: str | None) -> None:
    assert international(written) == read


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("mis en uvre", "mis en œuvre"),
        ("la main-d'uvre et un chef-d’uvre", "la main-d'œuvre et un chef-d’œuvre"),
        ("au cur des manuvres", "au cœur des manœuvres"),
        ("sa sur et ses surs", "sa sœur et ses sœurs"),
        ("un coup d'il à l'il nu", "un coup d'œil à l'œil nu"),
        ("MISE EN UVRE", "MISE EN ŒUVRE"),
        ("mis en ½uvre", "mis en œuvre"),
        ("une sur dix, il y a dix ans, sur les murs", "une sur dix, il y a dix ans, sur les murs"),
        ("d'il y a dix ans, l'ouvreuse", "d'il y a dix ans, l'ouvreuse"),
        ("mis en œuvre", "mis en œuvre"),
    ],
)
def test_lost_ligatures(lost: str, whole: str) -> None:
    assert restore_ligatures(lost) == whole


@pytest.mark.parametrize(
    ("block", "people"),
    [
        ("Awa Ba à l'OIM Dakar, aba@example.org", [("Awa Ba", "OIM Dakar")]),
        ("Awa Ba au bureau de l'OIM à Labé, a@example.org", [("Awa Ba", "bureau de l'OIM à Labé")]),
        ("Awa Ba OIM Dakar, aba@example.org", [("Awa Ba", "OIM Dakar")]),
        ("Awa Ba, porte-parole de l'OIM à Labé, a@example.org", [("Awa Ba", "OIM à Labé")]),
        (
            "Awa Ba (responsable) - a@example.org ; Jo Ney - j@example.org",
            [("Awa Ba", None), ("Jo Ney", None)],
        ),
        ("le service de presse de l'OIM : p@example.org", [(None, "service de presse de l'OIM")]),
        ("+228 22 00 00 01, aba@example.org (Awa Ba, OIM Lomé)", [("Awa Ba", "OIM Lomé")]),
        (
            "À Lomé : Awa Ba, a@example.org\nÀ Labé : Jo Ney, j@example.org",
            [("Awa Ba", None), ("Jo Ney", None)],
        ),
    ],
)
def test_name_and_office(block: str, people: list[tuple[str | None, str | None]]) -> None:
    assert [(c.name, c.office) for c in parse_contacts(block)] == people


def test_dateline_in_brackets_or_after_its_date() -> None:
    bracketed = find_dateline("(Tripoli, Libye) - Un centre.")
    assert bracketed is not None
    assert bracketed.place == "Tripoli, Libye"
    dated = find_dateline("Jeudi 14 mars 2013, Lima - Un centre.")
    assert dated is not None
    assert (dated.place, dated.date) == ("Lima", "2013-03-14")


def test_day_of_every_year_is_not_the_day_of_release() -> None:
    assert release_date("La Journée mondiale des océans (8 juin) approche.") is None
