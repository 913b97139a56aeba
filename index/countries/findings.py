"""Which countries a release is about, with the passages that say so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from index.countries.appositions import without_namesakes
from index.countries.datelines import DatelinePlace, dateline_places
from index.countries.passages import Passage, find_passages
from index.releases import Mention, Part, Reason

# One country must be named this many times as often as the next to be primary by number.
_CLEAR_LEAD = 2
_MARKS = re.compile(r"\W*")


@dataclass(frozen=True, slots=True)
class CountryFindings:
    """The countries of a release.

    ``primary`` is None when the text does not single one out. ``countries`` starts with it, then
    follows the number of mentions. ``mentions`` carry offsets into the title or the body, in
    reading order, the dateline's first.
    """

    primary: str | None = None
    countries: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class _Found(NamedTuple):
    """A passage with the one country the text decided for."""

    country: str
    reason: Reason
    part: Part
    start: int
    end: int
    kind: str


def find_countries(title: str, body: str, dateline: str | None = None) -> CountryFindings:
    """The countries named by ``title`` and ``body``, and by ``dateline`` when there is one.

    ``dateline`` is the place alone ("Genève/Port-au-Prince"); where the body begins with it,
    that beginning is not read a second time. Works as well for records that never were a file;
    a dateline that is not in their body gives mentions without a passage (0, 0).
    """
    at = _start_of(dateline, body) if dateline else -1
    places = dateline_places(dateline) if dateline else []
    in_title = without_namesakes(title, find_passages(title))
    start = at + len(dateline) if dateline and at >= 0 else 0
    in_body = without_namesakes(body, find_passages(body, start))
    decide = _Decider(places, in_title + in_body)
    found = []
    for place in places:
        code = None if place.headquarters else decide(place.codes)
        if code:
            start, end = (at + place.start, at + place.end) if at >= 0 else (0, 0)
            found.append(_Found(code, "dateline", "body", start, end, "place"))
    found += _decided(in_title, "title", decide) + _decided(in_body, "body", decide)
    counts = Counter(f.country for f in found)
    primary = _primary(places, found, counts, body, decide)
    ranked = sorted(counts, key=lambda code: (code != primary, -counts[code]))
    mentions = tuple(Mention(f.country, f.reason, f.part, f.start, f.end) for f in found)
    return CountryFindings(primary, tuple(ranked), mentions)


def _start_of(dateline: str, body: str) -> int:
    """Where the dateline that opens a body starts, after quotes or brackets; -1 for no such."""
    opening = _MARKS.match(body)
    at = opening.end() if opening else 0
    return at if body.startswith(dateline, at) else -1


def _decided(passages: list[Passage], part: Part, decide: _Decider) -> list[_Found]:
    reasons: dict[str, Reason] = {"name": "name", "demonym": "demonym"}
    found = []
    for p in passages:
        code = p.codes[0] if len(p.codes) == 1 else decide(p.codes)
        if code:
            reason: Reason = "title" if part == "title" else reasons.get(p.kind, "place")
            found.append(_Found(code, reason, part, p.start, p.end, p.kind))
    return found


class _Decider:
    """Chooses between the countries an ambiguous word may mean, by what else is named.

    "congolais" follows the Congo the text names; "Guyane" in these archives is Guyana unless
    French Guiana is named; "coréen" without more is South Korean. Nothing named: no answer.
    """

    _DEFAULT = frozenset({"GY", "KR"})

    def __init__(self, places: list[DatelinePlace], passages: list[Passage]) -> None:
        sure = [p.codes[0] for p in places if len(p.codes) == 1]
        sure += [p.codes[0] for p in passages if len(p.codes) == 1]
        self._sure = frozenset(sure)

    def __call__(self, codes: tuple[str, ...]) -> str | None:
        if len(codes) == 1:
            return codes[0]
        named = [code for code in codes if code in self._sure]
        if len(named) == 1:
            return named[0]
        default = [code for code in codes if code in self._DEFAULT]
        return default[0] if default and not named else None


def _primary(
    places: list[DatelinePlace],
    found: list[_Found],
    counts: Counter[str],
    body: str,
    decide: _Decider,
) -> str | None:
    titled = [f for f in found if f.part == "title"]
    lead_end = body.find("\n\n") if "\n\n" in body else len(body)
    lead = [f for f in found if f.part == "body" and f.end <= lead_end and f.reason != "dateline"]
    for place in places:
        code = None if place.headquarters else decide(place.codes)
        if code:
            return _office_yields(code, titled, lead, counts) if place.office else code
    return _clearest(titled or lead, counts)


def _office_yields(
    own: str, titled: list[_Found], lead: list[_Found], counts: Counter[str]
) -> str | None:
    """The country of a regional office, or the one it writes about.

    A title that names the office's own country keeps it; a title that names others gives the
    first. A demonym alone ("des étudiants syriens") does so only when nothing else in the
    release speaks of the own country; nor does a silent title then leave it to the office.
    """
    if any(f.country == own for f in titled):
        return own
    named = [f.country for f in titled if f.kind != "demonym"]
    if named:
        return named[0]
    if counts[own] > 1:
        return own
    if titled:
        return titled[0].country
    return _clearest(lead, counts) if lead else own


def _clearest(candidates: list[_Found], counts: Counter[str]) -> str | None:
    """The only candidate, or the one the release names clearly more often than the others."""
    ranked = sorted({f.country for f in candidates}, key=lambda code: -counts[code])
    if not ranked:
        return None
    if len(ranked) == 1 or counts[ranked[0]] >= _CLEAR_LEAD * counts[ranked[1]]:
        return ranked[0]
    return None
