"""How a question was understood: notes, pieces, canonical text and the French sentence."""

from __future__ import annotations

import pytest

from search.parsing import parse
from search.query_limits import MAX_DEPTH, MAX_FUZZY, MAX_PHRASE, MAX_PIECES, MAX_PREFIXES
from search.syntax import Note


def codes(text: str) -> list[tuple[str, str]]:
    return [(note.code, note.typed) for note in parse(text).interpretation.notes]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("victimes perou", []),
        ("les victimes", [("stop_word_dropped", "les")]),
        ("victime victimes", [("repeated_word", "victimes")]),
        ('lima "de traite', [("unclosed_quote", '"de traite')]),
        ("(lima", [("unclosed_parenthesis", "(")]),
        ("lima)", [("stray_parenthesis", ")")]),
        ("lima ()", [("empty_group", "(")]),
        ("lima «»", [("empty_phrase", "«»")]),
        ("lima OU", [("dangling_operator", "OU")]),
        ("auteur:dupont", [("unknown_field", "auteur:")]),
        ("titre: OU lima", [("field_without_value", "titre: "), ("dangling_operator", "OU")]),
        ("pays:congolais", [("unknown_country", "pays:congolais")]),
        ("date:demain", [("bad_date", "date:demain")]),
        ("date:2014..2010", [("reversed_dates", "date:2014..2010")]),
        ("mi*", [("prefix_too_short", "mi*")]),
        ("mal~", [("fuzzy_too_short", "mal~")]),
        ("*lima", [("symbol_ignored", "*")]),
        ('="la traite"', [("exact_needs_word", "=")]),
        ("(mine or) PRÈS/3 lima", [("near_needs_words", "PRÈS/3")]),
        ('"mine or lima"~1', [("distance_raised", '"mine or lima"~1')]),
    ],
)
def test_what_was_not_taken_as_typed_is_noted(text: str, notes: list[tuple[str, str]]) -> None:
    assert codes(text) == notes


WORDS = [f"mot{number}" for number in range(100)]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (" ".join(WORDS), Note("limit_reached", f"mot{MAX_PIECES}", MAX_PIECES)),
        (f'"{" ".join(WORDS)}"', Note("limit_reached", f"mot{MAX_PHRASE}", MAX_PHRASE)),
        ("(" * 20 + "lima" + ")" * 20, Note("limit_reached", "(", MAX_DEPTH)),
        (
            " ".join(f"{word}*" for word in WORDS[:9]),
            Note("limit_reached", "mot8*", MAX_PREFIXES),
        ),
        (" ".join(f"{word}~" for word in WORDS[:4]), Note("limit_reached", "mot3~", MAX_FUZZY)),
        ('"lima perou"~500', Note("limit_reached", '"lima perou"~500', 50)),
    ],
)
def test_what_asks_too_much_is_narrowed_with_the_limit(text: str, note: Note) -> None:
    assert note in parse(text).interpretation.notes


@pytest.mark.parametrize(
    ("text", "canonical", "why"),
    [
        ("les  victimes", "victimes", "without what was dropped"),
        ("« la traite » OR l’OIM", '"la traite" OU l’OIM', "one spelling of quotes and operators"),
        ("a AND NOT lima", "a -lima", "and of exclusions"),
        ("TITRE : lima", "titre:lima", "and of fields"),
        ("pays:costa rica", 'pays:"Costa Rica"', "a country as the pages show it"),
        ("date:21 mai 2012", "date:2012-05-21", "a date in ISO"),
        ("8 et 500", "8 ET 500", "side by side they would be one number"),
        ("lima PRES/3 cusco", '"lima cusco"~3', "one spelling of proximity"),
        ("perou OU bolivie SAUF lima", "(perou OU bolivie) -lima", "the scope made visible"),
    ],
)
def test_canonical_text(text: str, canonical: str, why: str) -> None:
    assert parse(text).interpretation.canonical == canonical, why


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tous les communiqués."),
        ("victimes perou", "Communiqués avec victimes et perou."),
        ("perou OU bolivie SAUF lima", "Communiqués avec perou ou bolivie, mais pas lima."),
        (
            "femmes (perou OU bolivie) -lima -cusco",
            "Communiqués avec femmes et (perou ou bolivie), mais ni lima ni cusco.",
        ),
        ("-lima", "Tous les communiqués, mais pas lima."),
        ("titre:« la paix »", "Communiqués avec l’expression « la paix » dans le titre."),
        ("lima PRÈS/5 cusco", "Communiqués avec lima et cusco à 5 mots au plus."),
        ("migrant*", "Communiqués avec un mot en « migrant… »."),
        ("lima~", "Communiqués avec un mot à une lettre de « lima »."),
        ("=traité", "Communiqués avec « traité » écrit exactement ainsi."),
        (
            "lima pays:perou date:2012-05",
            "Communiqués avec lima, le pays Pérou et la date mai 2012.",
        ),
        ("date:2010..2014-05-01", "Communiqués avec une date de 2010 à 1er mai 2014."),
        (
            "RDC",
            "Communiqués avec RDC (ou, moins bien classé, « République démocratique du Congo » ou "
            "« Congo-Kinshasa »).",
        ),
    ],
)
def test_the_sentence(text: str, sentence: str) -> None:
    assert parse(text).interpretation.sentence == sentence


def test_each_piece_says_where_it_was_typed_and_what_it_became() -> None:
    first, second, third = parse("l’ONU titre:lima -migrant*").interpretation.pieces
    assert (first.kind, first.typed, first.start, first.end) == ("word", "l’ONU", 0, 5)
    assert first.synonyms == ("Nations Unies", "Organisation des Nations Unies")
    assert (second.typed, second.part, second.excluded) == ("lima", "title", False)
    assert (third.kind, third.typed, third.excluded) == ("prefix", "migrant*", True)
    assert third.meaning == "un mot en « migrant… »"
