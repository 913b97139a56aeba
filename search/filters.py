"""The values of pays: and date:, as a reader types them."""

from __future__ import annotations

import re
from datetime import date

from index.countries import country_name, resolve_country
from index.extraction.dates import date_in
from index.french.folding import fold
from index.releases import NO_COUNTRY
from search.query import Dated

NO_COUNTRY_NAMES = frozenset({"aucun", "sans", NO_COUNTRY})

_RANGE = re.compile(r"\s*(?:\.{2,}|…)\s*")
_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})(?:[-‐‑/](\d{1,2})(?:[-‐‑/](\d{1,2}))?)?")
_MONTH = re.compile(r"(\d{1,2})[-‐‑/](\d{4})")


def read_country(text: str) -> str | None:
    """The code of a country (or ``NO_COUNTRY`` for « aucun »); None when it is not known."""
    if fold(text) in NO_COUNTRY_NAMES:
        return NO_COUNTRY
    return resolve_country(text)


def write_country(code: str) -> str:
    """A country as ``read_country`` understands it, by its French name where that is possible."""
    if code == NO_COUNTRY:
        return "aucun"
    name = country_name(code)
    return name if resolve_country(name) == code else code


def read_dates(text: str) -> Dated | None:
    """The span of « 2012 », « 2012-05 », « 21 mai 2012 », « 2010..2014 », « 2010.. », « ..2014 ».

    A span typed backwards is returned as typed; ``in_order`` puts it right. None when there is no
    such date.
    """
    years = _YEARS.fullmatch(text.strip())
    ends = list(years.groups()) if years else _RANGE.split(text.strip())
    read = [_iso(end) if end else None for end in ends]
    if len(ends) > 2 or not any(ends) or any(e and not r for e, r in zip(ends, read, strict=True)):
        return None
    return Dated(read[0], read[-1])


def in_order(dates: Dated) -> Dated:
    """The same span with the earlier date first."""
    if dates.first and dates.last and dates.first > dates.last:
        if dates.first.startswith(dates.last):
            return dates  # 2012-05..2012 ends with the year
        return Dated(dates.last, dates.first)
    return dates


def write_dates(dates: Dated) -> str:
    """A span as ``read_dates`` understands it."""
    if dates.first == dates.last:
        return dates.first or ""
    return f"{dates.first or ''}..{dates.last or ''}"


def _iso(text: str) -> str | None:
    if match := _ISO.fullmatch(text):
        return _valid(*match.groups())
    if match := _MONTH.fullmatch(text):
        return _valid(match[2], match[1], None)
    written = date_in(text)
    whole = written and (written.start, written.end) == (0, len(text))
    if not written or not whole or written.iso.startswith("--"):
        return None
    year, month, day = [*written.iso.split("-"), None, None][:3]
    return _valid(year, month, day)


def _valid(year: str | None, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year or "", *(f"{int(part):02d}" for part in (month, day) if part)])
