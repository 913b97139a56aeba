"""Dates as French releases write them, no more precise than written."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = {
    "janvier": 1, "janv": 1, "février": 2, "fevrier": 2, "févr": 2, "mars": 3, "avril": 4,
    "avr": 4, "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "août": 8, "aout": 8,
    "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "décembre": 12, "decembre": 12, "déc": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_WRITTEN = re.compile(
    rf"(?:\b{_WEEKDAY}\s+)?\b(?P<day>\d{{1,2}})(?:er)?\s+{_MONTH}(?:,?\s+{_YEAR})?", re.IGNORECASE
)
_NUMERIC = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})\s?[/.]\s?(?P<month>\d{1,2})(?:\s?[/.]\s?(?P<year>\d{4}))?(?![\d/])"
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_ENGLISH = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+{_YEAR}", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\(\s*([^()]{3,40}?)\s*\)")
# A date after these is an anniversary, a law, a disaster, a deadline: not the release's day.
_ELSEWHEN = re.compile(
    r"(?:depuis(?: le)?|d['’]ici(?: le| au)?|jusqu['’]au|avant le|après le|à partir du|"
    r"à compter du|dès le|née?s? le|entre le|(?<!date )\bdu|d['’]après|adoptée?s? le|"
    r"en vigueur le)\s*$",
    re.IGNORECASE,
)
# "la Journée mondiale des réfugiés (20 juin)": every year's day.
_DAY_OF = re.compile(
    r"\bjournée\s(?:inter)?(?:mondiale|nationale)\b[^.()]{0,80}\(?\Z", re.IGNORECASE
)
_RANGE_START = re.compile(
    r"(?:\b(?:du|entre le|les?)\s+\d{1,2}(?:er)?(?:\s+\w{3,9})?(?:\s+\d{4})?\s+"
    r"(?:au|et(?: le)?)|\d{1,2}\s*[-–])\s*$",
    re.IGNORECASE,
)


class Written(NamedTuple):
    """A date found in a text: ISO 8601 (``--05-21`` without a year) and its offsets."""

    iso: str
    start: int
    end: int


def date_in(text: str) -> Written | None:
    """The first date of a short text that holds little else: "2 octobre", "21/05", "mai 2012"."""
    found = [
        Written(iso, match.start(), match.end())
        for pattern in (_ISO, _WRITTEN, _ENGLISH, _NUMERIC)
        if (match := pattern.search(text)) and (iso := _iso(match))
    ]
    if found:
        return min(found, key=lambda date: (date.start, -date.end))
    month = _MONTH_YEAR.search(text)
    if month:
        iso = f"{month['year']}-{_MONTHS[month['month'].lower()]:02d}"
        return Written(iso, month.start(), month.end())
    return None


def release_date(lead: str, rest: str = "") -> str | None:
    """The day a release speaks of as its own, ISO 8601, from its lead paragraph.

    A date in parentheses, "(21/05)", says so, and in figures may stand further on, in ``rest``;
    otherwise it is the first date of the lead that is not that of a law, a disaster or a
    deadline, nor the end of a period.
    """
    for match in _PARENTHESIS.finditer(lead):
        written = None if _DAY_OF.search(lead, 0, match.start()) else date_in(match[1])
        if written and len(match[1]) - (written.end - written.start) <= 12:
            return written.iso
    for pattern in (_WRITTEN, _NUMERIC):
        for match in pattern.finditer(lead):
            iso = _iso(match)
            before = lead[max(0, match.start() - 40) : match.start()]
            if iso is None or _RANGE_START.search(before):
                continue
            if _DAY_OF.search(lead, max(0, match.start() - 120), match.start()):
                continue
            if pattern is _NUMERIC and not match["year"]:
                continue  # a version, a share, an article
            named = match.groupdict().get("weekday")
            if named or not _ELSEWHEN.search(before):
                return iso
    for match in _PARENTHESIS.finditer(rest):
        written = date_in(match[1])
        if written and "/" in match[1] and written.end - written.start == len(match[1]):
            return written.iso
    return None


def _iso(match: re.Match[str]) -> str | None:
    """The match as an ISO date, or None when there is no such day."""
    parts = match.groupdict()
    written = parts["month"].lower()
    month = int(written) if written.isdigit() else _MONTHS[written]
    day = int(parts["day"])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    year = parts.get("year")
    if year is None and written.isdigit() and len(written) < 2:
        return None  # "1/3" is a third
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"
