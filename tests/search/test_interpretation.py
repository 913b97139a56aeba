"""How a question was understood: notes, pieces and canonical text."""

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


def test_each_piece_says_where_it_was_typed_and_what_becomes_of_it() -> None:
    onu, lima, migrants = parse("l’ONU titre:lima -migrant*").interpretation.pieces
    piece = onu.piece
    assert (piece.kind, piece.typed, piece.start, piece.end) == ("word", "l’ONU", 0, 5)
    assert onu.synonyms == ("Nations Unies", "Organisation des Nations Unies")
    assert (lima.piece.typed, lima.piece.part, lima.excluded) == ("lima", "title", False)
    assert (migrants.piece.kind, migrants.piece.typed) == ("prefix", "migrant*")
    assert migrants.excluded
