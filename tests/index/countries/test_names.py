"""Names shown to readers, and what readers type."""

from __future__ import annotations

import pytest

from index.countries import country_name, resolve_country
from index.countries.folding import fold_phrase, words_of
from index.countries.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("PE", "Pérou", "Peru"),
        ("VN", "Vietnam", "Vietnam"),
        ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("CD", "République démocratique du Congo", "Democratic Republic of the Congo"),
        ("US", "États-Unis", "United States"),
        ("XK", "Kosovo", "Kosovo"),
        ("??", "??", "??"),
    ],
)
def test_display_names(code: str, french: str, english: str) -> None:
    assert country_name(code) == french
    assert country_name(code, "en") == english


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("perou", "PE"),
        ("Péruvien", "PE"),
        ("péruviennes", "PE"),
        ("PE", "PE"),
        ("pe", "PE"),
        ("PER", "PE"),
        ("le Pérou", "PE"),
        ("Peru", "PE"),
        (" cote d’ivoire ", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("RDC", "CD"),
        ("république du congo", "CG"),
        ("etats unis", "US"),
        ("turque", "TR"),
        ("Birmanie", "MM"),
        ("congolais", None),
        ("Congo", None),
        ("Lima", None),
        ("Atlantide", None),
        ("", None),
    ],
)
def test_what_a_reader_types(typed: str, code: str | None) -> None:
    assert resolve_country(typed) == code


def test_every_display_name_resolves_to_its_code() -> None:
    for code in gazetteer().display:
        assert resolve_country(country_name(code)) == code
        assert resolve_country(country_name(code, "en")) == code
        assert "'" not in country_name(code) + country_name(code, "en")


def test_offsets_survive_folding() -> None:
    text = "Les bœufs de l'Œuvre"
    words = words_of(text)
    assert words.folded == ["les", "boeufs", "de", "l", "oeuvre"]
    assert text[words.starts[4] : words.ends[4]] == "Œuvre"
    assert fold_phrase("Côte-d’Ivoire") == "cote d ivoire"
