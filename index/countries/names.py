"""How a country is shown to a reader, and which country a reader typed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from index.countries.folding import fold_phrase
from index.countries.gazetteer import gazetteer, iso_codes

_ARTICLE = re.compile(r"^(?:(?:la|le|les|l|au|aux|en|du|des|de la|de l|d) )+")


def country_name(code: str, language: Literal["fr", "en"] = "fr") -> str:
    """The display name of an ISO 3166-1 alpha-2 code ("PE" → "Pérou"); an unknown code is kept."""
    names = gazetteer().display.get(code.upper())
    return code if names is None else names[0 if language == "fr" else 1]


def country_codes() -> list[str]:
    """Every ISO 3166-1 alpha-2 code, in order."""
    return sorted(iso_codes())


def resolve_country(text: str) -> str | None:
    """The code of a country typed as a code, a name or a demonym, with or without accents.

    "PE", "per", "perou", "le Pérou", "Péruviennes" and "Peru" all give "PE". None for what is
    unknown, is a city, or may mean two countries ("congolais").
    """
    typed = text.strip()
    if len(typed) == 2 and typed.upper() in iso_codes():
        return typed.upper()
    data = gazetteer()
    if len(typed) == 3 and typed.upper() in data.alpha3:
        return data.alpha3[typed.upper()]
    key = fold_phrase(typed)
    for candidate in (key, _ARTICLE.sub("", key)):
        code = _displayed().get(candidate) or _known(candidate)
        if code:
            return code
    return None


def _known(key: str) -> str | None:
    data = gazetteer()
    entry = data.phrases.get(key)
    if entry is None or entry.kind not in ("name", "demonym"):
        entry = data.dateline.get(key)
    if entry is None or entry.kind == "town" or len(entry.codes) != 1:
        return None
    return entry.codes[0] or None


@cache
def _displayed() -> dict[str, str]:
    """What the pages show must be understood when it is typed back."""
    return {
        fold_phrase(name): code
        for code, names in gazetteer().display.items()
        for name in reversed(names)
    }
