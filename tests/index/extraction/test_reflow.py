"""Hard-wrapped lines: their width follows the text as it was encoded."""

from __future__ import annotations

import pytest

from index.extraction.reflow import blanks_separate, entity_length, is_wrapped, reflow

ACCENTED = (
    "Après dix-sept années passées à l'étranger, près de soixante réfugiés étaient très émus",
    "Les hommes et les femmes du village ont fait un long voyage par la route du nord.",
    "Très éprouvés, les aînés étaient à côté des élèves.",
)


def test_length_of_encoded_text() -> None:
    assert entity_length("forcé") == len("forc&eacute;")
    assert entity_length("œuvre") == len("&oelig;uvre")


def test_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    lines = [
        "Le centre a ouvert ses portes hier dans la capitale, où des",
        "dizaines de familles attendaient.",
        "Un second centre suivra dans le nord du pays avant la fin de",
        "cette année, selon le ministre.",
    ]
    assert is_wrapped(lines)
    assert len(reflow(lines)) == 2


def test_sentence_that_ends_with_its_line_does_not_end_the_paragraph() -> None:
    lines = [
        "Le centre a ouvert ses portes hier matin dans la capitale.",
        "Plusieurs dizaines de familles attendaient devant la grille",
        "pour inscrire leurs enfants. Les plus jeunes ont reçu trois",
        "et des crayons.",
    ]
    assert len(reflow(lines)) == 1


def test_accented_lines_look_short_but_are_full() -> None:
    """Plainly measured, the accented lines seem to end early; encoded, they are full."""
    lines = [
        "Hébergés près des frontières, les réfugiés",
        "Érythréens étaient très éprouvés. Épuisés,",
        "ils ont reçu le soutien de trente bénévoles venus de la région et",
        "du reste du pays pour la distribution de repas chauds aux plus",
        "petits.",
    ]
    assert len(reflow(lines)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["Une phrase entière sur sa ligne.", "Une autre phrase entière.", "Et une troisième."] * 2,
        ["Titre", "Nom", "Rue", "Ville"],
        # a subheading has no full stop; a new sentence follows it
        ["Une phrase entière sur sa ligne à elle.", "Un sous-titre sans point", "Une suite."] * 2,
        # a list without marks: its lines are short and uneven beside those of the text
        [
            "Chaque famille installée sur le plateau depuis la crue recevra en juin",
            "une bâche",
            "deux seaux avec couvercle",
            "du savon",
            "Les kits partiront demain.",
        ],
        ["x" * 300, "y" * 280, "z" * 310, "t" * 305],
        [],
    ],
)
def test_unwrapped_text_is_left_alone(lines: list[str]) -> None:
    assert not is_wrapped(lines)


def test_list_items_start_their_own_paragraph() -> None:
    lines = [
        "Le projet prévoit trois chantiers pour les familles du plateau",
        "et des alentours :",
        "- la réfection des puits que la sécheresse a vidés depuis deux",
        "années au moins ;",
        "- un stock de semences.",
    ]
    assert len(reflow(lines)) == 3


def test_list_of_a_page_that_is_wrapped() -> None:
    lines = [
        "Le plateau attend depuis le printemps trois chantiers que la",
        "commune a promis :",
        "- un puits assez profond pour les deux quartiers du haut, avec",
        "sa pompe ;",
        "- une école de quatre classes et la clôture de son terrain ;",
        "- un marché couvert, fermé la nuit, au bord de la grande rue.",
        "Les travaux commencent en mai.",
    ]
    assert is_wrapped(lines)
    assert len(reflow(lines)) == 5


def test_wide_wrapping() -> None:
    lines = [
        "Le bac qui reliait les deux rives a cessé de passer au mois de mars, quand le câble s'est rompu sous le",
        "poids des camions, et personne n'a pu le réparer depuis.",
        "Les élèves des villages de la rive gauche font donc à pied le tour par le pont, soit trois heures de la",
        "maison à la classe.",
    ]
    assert is_wrapped(lines)
    assert len(reflow(lines)) == 2


def test_empty_lines_separate_when_sentences_start_below_them() -> None:
    assert blanks_separate(["Une phrase.", "", "Une autre.", "", "Et une fin."])
    assert not blanks_separate(["Une phrase coupée", "", "au milieu, puis", "", "encore."])
