"""How values are written in the language of the reader: numbers, dates, countries, marked words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from index.countries import country_codes, country_name
from index.french.folding import fold
from index.releases import NO_COUNTRY, Release
from search.snippets import MarkedText
from web.language import gettext, language, translations

_QUOTED: Final = re.compile(r'«\s*([^«»]*?)\s*»|“([^“”]*)”|"([^"]*)"')


def number(value: float) -> str:
    """``8500`` as ``8 500`` with a narrow no-break space, or as ``8,500``."""
    return _decimal(value, language())


@lru_cache(maxsize=1024)
def _decimal(value: float, language: str) -> str:
    return str(format_decimal(value, locale=language))


def date(iso: str, code: str | None = None) -> str:
    """An ISO date, as precise as it is: ``21 mai 2012``, ``mai 2012``, ``2012``, ``21 mai``.

    Args:
        iso: the date, as ``Release.date``.
        code: a language, if not that of the reader.
    """
    code = code or language()
    if iso.startswith("--"):
        day, pattern = datetime.date.fromisoformat(f"2000{iso[1:]}"), "d MMMM"  # any leap year
    else:
        parts = [int(part) for part in iso.split("-")]
        pattern = ("yyyy", "MMMM yyyy", "d MMMM yyyy")[len(parts) - 1]
        day = datetime.date(*(*parts, 1, 1)[:3])
    text = str(format_date(day, pattern, locale=code))
    return "1er" + text[1:] if text.startswith("1 ") and code == "fr" else text


def clock(iso: str) -> str:
    """The time of a moment in UTC, as ISO 8601: ``20 h 35 UTC``, or ``20:35 UTC``."""
    moment = datetime.datetime.fromisoformat(iso)
    return gettext("%(hours)s h %(minutes)s UTC", hours=moment.hour, minutes=f"{moment.minute:02}")


def quoted(text: str) -> str:
    """A text between quotation marks: « oui »."""
    return gettext("« %(text)s »", text=quotable(text))


def quotable(text: str) -> str:
    """A text to stand between quotation marks: its own are of the second order, “oui”."""
    return _QUOTED.sub(lambda found: gettext("“%(text)s”", text=found[found.lastindex or 0]), text)


def country(code: str) -> str:
    """The name of a country, or « Sans pays »."""
    return country_in(code, language())


@lru_cache(maxsize=1024)
def country_in(code: str, language: str) -> str:
    """The same in a language, for whoever names many: the reader's is asked for once."""
    if code == NO_COUNTRY:
        return str(translations(language).ugettext("Sans pays"))
    return country_name(code, "en" if language == "en" else "fr")


@cache
def country_names(language: str) -> dict[str, str]:
    """The names of all countries by their codes, in the order of the names; « Sans pays » last."""
    names = {code: country_in(code, language) for code in country_codes()}
    in_order = sorted(names, key=lambda code: sorted_as(names[code]))
    return {code: country_in(code, language) for code in (*in_order, NO_COUNTRY)}


def by_name(codes: Iterable[str]) -> list[str]:
    """Countries in the order of their names, accents apart."""
    spoken = language()
    return sorted(codes, key=lambda code: sorted_as(country_in(code, spoken)))


@lru_cache(maxsize=1024)
def sorted_as(name: str) -> str:
    """What to sort a name by: accents and capitals apart."""
    return fold(name)


def countries(codes: Iterable[str]) -> str:
    """Any of some countries: « Bolivie, Pérou ou Venezuela »."""
    return joined([country(code) for code in by_name(codes)], "or")


def joined(parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    """« a, b et c », or « a, b ou c », as the language of the reader has it."""
    listed = [*parts]
    return listed[0] if len(listed) == 1 else _list(len(listed), style, language()).format(*listed)


@cache
def _list(parts: int, style: Literal["standard", "or"], language: str) -> str:
    """The pattern of a list of so many parts, « {} et {} »: to look it up takes the most time."""
    return str(format_list(["{}"] * parts, style, language))


def marked(text: MarkedText, first: int = 0) -> Markup:
    """HTML in which each matched word stands in a ``mark``; everything else is escaped.

    Args:
        text: the text and its marks.
        first: the number of the first mark, for marks to be led to (``id="m1"``); 0 for none.
    """
    html, end = [], 0
    for number, (start, stop) in enumerate(text.marks, first):
        opening = f'<mark id="m{number}">' if first else "<mark>"
        plain, word = text.text[end:start], text.text[start:stop]
        html += [escape(plain), opening, escape(word), "</mark>"]
        end = stop
    return Markup("".join([*html, escape(text.text[end:])]))


def heading(release: Release) -> str:
    """What to call a release: its title, or else that it has none."""
    return release.title or gettext("Communiqué sans titre")
