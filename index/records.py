"""Structured archives: one JSON object a line, validated, as a release."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    field_validator,
)

from index.countries import resolve_country
from index.extraction import place_and_date, with_countries
from index.french import clean
from index.releases import PARAGRAPH_BREAK, Mention, Release

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WEB_ADDRESS = TypeAdapter(HttpUrl)
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_ODD_SPACE = re.compile(
    "[\t\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""White space that is neither a space nor a line feed."""

_FRENCH_SPACES = "\u00a0\u202f"
"""The odd spaces that most French texts have: before ``: ; ! ?``, inside ``« »``, in numbers."""

REMEMBERED = 10_000
"""Dates and names of countries that are remembered: an archive repeats them."""

_FAULTS: Final = {
    "json_invalid": 'this is no JSON; a line is one whole object: {"id": "…", "text": "…"}',
    "model_type": 'this is no object; a line is one: {"id": "…", "text": "…"}',
    "missing": "every record needs one",
    "string_too_short": "it is empty",
    "string_too_long": "it is longer than %(max_length)s characters",
    "string_type": "give a text, in quotation marks",
    "list_type": 'give a list, such as ["PE", "VN"]',
    "url_parsing": "give an address that begins with http:// or https://",
    "url_scheme": "give an address that begins with http:// or https://",
}
"""What is told of the faults that Pydantic finds, by their types; ours bring their sentences."""

_code = lru_cache(REMEMBERED)(resolve_country)


class Record(BaseModel):
    """A line of a ``.jsonl`` archive. Keys that are not listed here are left alone."""

    model_config = ConfigDict(coerce_numbers_to_str=True, str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=500)
    title: str | None = None
    text: str = Field(min_length=1)
    date: str | None = None
    countries: list[str] | None = None
    url: str | None = None

    @field_validator("id")
    @classmethod
    def _identifier(cls, value: str) -> str:
        # It becomes part of an address, a line of a run, and words on a terminal.
        if not value.isprintable():
            raise ValueError(f"{value!r} has characters that cannot be shown")
        if not {"", ".", ".."}.isdisjoint(value.split("/")):
            raise ValueError(f"{value!r} cannot be part of an address; avoid //, . and ..")
        return value

    @field_validator("url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        # It becomes a link on a page: only http and https may.
        return str(_WEB_ADDRESS.validate_python(value)) if value else None

    @field_validator("date")
    @classmethod
    def _iso_date(cls, value: str | None) -> str | None:
        return None if not value else iso_date(value)

    @field_validator("countries")
    @classmethod
    def _country_codes(cls, values: list[str] | None) -> list[str] | None:
        if values is None:
            return None
        codes = [*map(_code, values)]
        for value, code in zip(values, codes, strict=True):
            if code is None:
                raise ValueError(f"{value!r} is not a country; give its name or its ISO code")
        return list(dict.fromkeys(code for code in codes if code))


@lru_cache(REMEMBERED)
def iso_date(value: str) -> str:
    """Return an ISO date as precise as written: ``2012``, ``2012-05`` or ``2012-05-21``.

    A time after the day is dropped.

    Raises:
        ValueError: not such a date, or a day that does not exist.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", value.strip(), re.ASCII)
    if not match:
        raise ValueError(f"{value!r} is not a date such as 2012-05-21")
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"{value!r} is no day of the calendar") from None
    return "-".join(part for part in (year, month, day) if part)


def read_record(line: str | bytes, *, source: str) -> Release:
    """Turn one line of JSON into a release.

    Countries that come with the record are taken as they are (the first is the primary one), and
    so is its date; what does not come with it is looked for in the text. ``source`` is the file
    it is in; that of the release names the record, too.

    Raises:
        ValueError: one sentence saying which key is wrong, if not the whole line.
    """
    try:
        record = Record.model_validate_json(line)
    except ValidationError as error:
        raise ValueError(_sentence(error.errors()[0])) from None
    paragraphs = _paragraphs(clean(record.text))
    if not paragraphs:
        raise ValueError("text: nothing readable in it")
    place, date = place_and_date(paragraphs, given=record.date)
    given = record.countries or ()
    release = Release(
        id=record.id,
        title=" ".join(clean(record.title or "").split()),
        body=PARAGRAPH_BREAK.join(paragraphs),
        source=f"{source}:{record.id}",
        dateline_place=place,
        date=date,
        url=record.url,
        primary_country=given[0] if given else None,
        countries=tuple(given),
        mentions=tuple(Mention(code, "given", "body", 0, 0) for code in given),
    )
    return with_countries(release) if record.countries is None else release


def _sentence(fault: ErrorDetails) -> str:
    message = fault["msg"].removeprefix("Value error, ")
    told = _FAULTS.get(fault["type"], "") % fault.get("ctx", {}) or message
    return f"{fault['loc'][0]}: {told}" if fault["loc"] else told


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, with single spaces between words."""
    for space in _FRENCH_SPACES:
        text = text.replace(space, " ")
    parts = text.split(PARAGRAPH_BREAK)
    if (  # nearly always, and in half of the time
        text.count("\n") == len(PARAGRAPH_BREAK) * (len(parts) - 1)
        and all(part and part[0] != " " != part[-1] for part in parts)
        and "  " not in text
        and not _ODD_SPACE.search(text)
    ):
        return tuple(parts)
    words = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(text))
    return tuple(filter(None, words))
