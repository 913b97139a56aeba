"""The language of the pages: French, or English by ``?lang=en`` or the browser's wish.

The source language of the messages is French. The English catalogue is compiled in memory from
its ``.po`` when the application starts (about 10 ms): what is installed from a clone, a wheel or
an editable checkout then needs no build step, and no compiled file can go stale.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, Domain

from web.typography import typographic

LANGUAGES: Final = {"fr": "Français", "en": "English"}
"""Each language by its own name; the first one is for whoever asks for neither."""

SOURCE: Final = "fr"

_CATALOGUES = Path(__file__).with_name("translations")


class French(NullTranslations):
    """The messages as they are in the code, with their no-break spaces; zero is singular."""

    def ugettext(self, message: str) -> str:
        """The message itself."""
        return _typographic(message)

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        """The message for a number of things."""
        return _typographic(singular if abs(number) < 2 else plural)


class Catalogues(Domain):  # type: ignore[misc]
    """Where Flask-Babel finds the messages in the language of the request."""

    def get_translations(self) -> NullTranslations:
        """The messages to speak with now."""
        return translations(language())


def language() -> str:
    """The language of the request; French in the terminal, and to programs, whoever runs them."""
    if not has_request_context():
        return SOURCE
    told: str | None = g.get("language")  # a page asks hundreds of times
    if told is None:
        told = g.language = SOURCE if request.blueprint == "api" else _wanted()
    return told


@cache
def translations(language: str) -> NullTranslations:
    """The messages in a language."""
    if language == SOURCE:
        return French()
    compiled = BytesIO()
    with (_CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def gettext(message: str, **values: object) -> str:
    """A message in the language of the reader, with values in their places.

    Unlike Flask-Babel's, it speaks French, typography included, where there is no request.
    """
    text = translations(language()).ugettext(message)
    return str(text % values if values else text)


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """A message for a number of things, which is also the value ``num``."""
    text = translations(language()).ungettext(singular, plural, num)
    return str(text % {"num": num, **values})


def register_language(app: Flask) -> None:
    """Have pages and their links speak the language of the reader."""
    babel = Babel(app, default_locale=SOURCE, locale_selector=language)
    babel.domain_instance = Catalogues()
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    for code in LANGUAGES:
        translations(code)
    app.context_processor(_shown)
    app.url_defaults(_kept)
    app.after_request(_told)


def chosen() -> str | None:
    """The language that the address asks for, if it asks for one."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def _wanted() -> str:
    return chosen() or request.accept_languages.best_match(LANGUAGES, SOURCE)


def in_language(code: str) -> str:
    """The address of this page in another language, relative to it."""
    kept = request.args.to_dict(flat=False) | {"lang": [code]}
    return "?" + urlencode(kept, doseq=True)


def _kept(endpoint: str, values: dict[str, Any]) -> None:
    """Keep a language that was asked for in the links to other pages."""
    if endpoint.startswith("pages.") and has_request_context() and (code := chosen()):
        values.setdefault("lang", code)


def _shown() -> dict[str, Any]:
    return {"LANGUAGES": LANGUAGES, "language": language(), "chosen_language": chosen(),
            "in_language": in_language}  # fmt: skip


def _told(response: Response) -> Response:
    if "language" in g and request.blueprint != "api":
        response.vary.add("Accept-Language")
        response.content_language.add(language())
    return response


@cache
def _typographic(message: str) -> str:
    return typographic(message)
