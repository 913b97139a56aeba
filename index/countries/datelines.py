"""Which countries a dateline names: "Genève/Port-au-Prince", "Herat, Afghanistan", "Chad"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.countries.folding import fold_phrase
from index.countries.gazetteer import Entry, gazetteer
from index.countries.passages import find_passages

_PART = re.compile(r"[^/,;&()]+")
_AND = re.compile(r"\s(?:et|and|y)\s")
_DOUBLED = re.compile(r"(.)\1+")


class DatelinePlace(NamedTuple):
    """A place of the dateline: candidate countries, offsets into the dateline, what it is."""

    codes: tuple[str, ...]
    start: int
    end: int
    is_city: bool
    headquarters: bool
    office: bool


def dateline_places(dateline: str) -> list[DatelinePlace]:
    """The places of a dateline in order; what is not known is left out.

    In "Tripoli, Liban" a city is followed by its country: the country alone is kept, since it
    says which of two cities of the same name is meant.
    """
    places = []
    for match in _PART.finditer(dateline):
        whole = _resolve(match.group(), match.start())
        if whole:
            places += whole
            continue
        start = match.start()
        for piece in _AND.split(match.group()):
            places += _resolve(piece, dateline.index(piece, start))
    if len(places) > 1 and "/" not in dateline and not places[-1].is_city and places[0].is_city:
        return [place for place in places if not place.is_city]
    return places


def _resolve(part: str, offset: int) -> list[DatelinePlace]:
    key = fold_phrase(part)
    entry = place_entry(key)
    start = offset + len(part) - len(part.lstrip())
    if entry is not None:
        return [_place(key, entry, start, offset + len(part.rstrip()))]
    found = find_passages(part)
    return [
        _place(p.key, Entry(p.codes, "place", ""), offset + p.start, offset + p.end) for p in found
    ]


def _place(key: str, entry: Entry, start: int, end: int) -> DatelinePlace:
    sets = gazetteer().sets
    city = entry.kind in ("place", "town", "exact")
    return DatelinePlace(
        entry.codes, start, end, city, key in sets["headquarters"], key in sets["office"]
    )


def place_entry(key: str) -> Entry | None:
    """What a folded phrase names when it stands where a place is expected.

    A doubled letter lost or added ("Philipines") is forgiven here, and only here.
    """
    data = gazetteer()
    entry = data.phrases.get(key) or data.dateline.get(key)
    if entry is None and len(key) > 5:
        entry = _names_without_doubles().get(_DOUBLED.sub(r"\1", key))
    return None if entry is None or entry.kind == "mask" else entry


@cache
def _names_without_doubles() -> dict[str, Entry]:
    data = gazetteer()
    tables = (data.phrases, data.dateline)
    return {
        _DOUBLED.sub(r"\1", key): entry
        for table in tables
        for key, entry in table.items()
        if entry.kind in ("name", "english")
    }
