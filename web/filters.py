"""The filters of the templates: how a value is written, and what is told of it."""

from __future__ import annotations

from flask import Flask

from web.explanations import why
from web.formatting import by_name, clock, country, date, heading, marked, number, quotable
from web.notes import reason, told
from web.wording import arithmetic, sentence

FILTERS = (
    number, date, clock, country, by_name, marked, heading, quotable, told, reason, why, sentence,
    arithmetic,
)  # fmt: skip


def register_filters(app: Flask) -> None:
    """Give templates these functions as filters."""
    for function in FILTERS:
        app.add_template_filter(function)
