"""How values are written for a French reader: numbers, dates, countries and marked words."""

from __future__ import annotations

import datetime

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from index.countries import country_name
from index.releases import Release
from search.snippets import MarkedText
from web.explanations import why
from web.notes import REASONS, told
from web.results import NO_COUNTRY_LABEL

LOCALE = "fr"


def register_filters(app: Flask) -> None:
    """Give templates these functions as filters."""
    filters = (french_number, french_date, french_country, marked, heading, told, why)
    for function in filters:
        app.add_template_filter(function)
    app.add_template_filter(REASONS.__getitem__, "reason")


def french_number(value: int) -> str:
    """``8500`` as ``8 500``, with a narrow no-break space."""
    return format_decimal(value, locale=LOCALE)


def french_date(date: str) -> str:
    """An ISO date, as precise as it is: ``21 mai 2012``, ``mai 2012``, ``2012``, ``21 mai``."""
    if date.startswith("--"):
        day, pattern = (
            datetime.date.fromisoformat(f"2000{date[1:]}"),
            "d MMMM",
        )  # any leap year will do
    else:
        parts = [int(part) for part in date.split("-")]
        pattern = ("yyyy", "MMMM yyyy", "d MMMM yyyy")[len(parts) - 1]
        day = datetime.date(*(*parts, 1, 1)[:3])
    text = format_date(day, pattern, locale=LOCALE)
    return "1er" + text[1:] if text.startswith("1 ") else text


def french_country(code: str) -> str:
    """The name of a country, or « Sans pays »."""
    return country_name(code) if len(code) == 2 else NO_COUNTRY_LABEL


def marked(text: MarkedText) -> Markup:
    """HTML in which each matched word stands in a ``mark``; everything else is escaped."""
    html, end = Markup(), 0
    for mark in text.marks:
        html += escape(text.text[end : mark.start])
        html += Markup("<mark>{}</mark>").format(text.text[mark.start : mark.end])
        end = mark.end
    return html + escape(text.text[end:])


def heading(release: Release) -> str:
    """What to call a release: its title, or else that it has none."""
    return release.title or "Communiqué sans titre"
