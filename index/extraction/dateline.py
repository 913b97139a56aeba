"""The dateline that opens a release: "Genève/ Port-au-Prince, 9 mars – ", "Castries - "."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.countries.datelines import dateline_places, place_entry
from index.countries.folding import fold_phrase
from index.extraction.dates import date_in

# Hyphen, en and em dash, horizontal bar, minus sign: with a space after, or a space before.
_SEPARATOR = re.compile(r"\s*(?:[-‐‑‒–—―−]{1,2}\s{1,4}|\s[-‐‑‒–—―−]{1,2}(?=\S))")
_FORBIDDEN = re.compile(r"[!?:«»\"“”]|\.\s+[a-zà-ÿ]|\d{3}")
_DATE_LEAD = re.compile(
    r"[\s,(]*(?:\ble\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?$", re.I
)
_PARTICLES = re.compile(
    r"(?:d|de|du|des|l|la|le|les|et|en|sur|sous|aux?|y|of|the|and|à)\Z", re.IGNORECASE
)
# Organisations, and words that label a text: "Rapport – ".
_NOT_PLACES = re.compile(
    r"(?:oim|iom|onu|hcr|unicef|pnud|oms|ue|communiqué|déclaration|rapport|note|analyse|opinion|"
    r"vidéo|photos?|urgent|interview|entretien|discours|contexte|question|réponse|résumé)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")

MAX_LENGTH = 110
MAX_WORDS = 9


class Dateline(NamedTuple):
    """A dateline: its place as written, its date (ISO, maybe partial), where the text starts.

    ``known`` says that the gazetteer knows the place; an unknown one is only trusted where a
    dateline is expected, at the start of the body.
    """

    place: str
    date: str | None
    end: int
    known: bool


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the start of a paragraph, or None."""
    match = _SEPARATOR.search(paragraph, 0, MAX_LENGTH)
    if match is None or match.start() == 0:
        return None
    head = paragraph[: match.start()]
    written = date_in(head)
    place = head
    if written:
        place = _DATE_LEAD.sub("", head[: written.start]) or head[written.end :]
    place = place.strip(" ,;(.\u00a0")
    if "(" not in place:
        place = place.rstrip(")")
    if not place or _FORBIDDEN.search(place):
        return None
    words = _WORD.findall(place)
    if not words or len(words) > MAX_WORDS or any(map(_NOT_PLACES.match, words)):
        return None
    capitals = all(w[0].isupper() or _PARTICLES.match(w) for w in words if len(w) > 1)
    if not place[0].isupper() or not (capitals or place_entry(fold_phrase(place))):
        return None
    known = bool(dateline_places(place))
    if not known and (len(words) > 4 or "." in place):
        return None
    return Dateline(place, written.iso if written else None, match.end(), known)
