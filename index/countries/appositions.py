"""A place followed by its country yields to it: "Tripoli, au Liban", "Grenade (Espagne)"."""

from __future__ import annotations

import re

from index.countries.passages import Passage

_ITS_COUNTRY = re.compile(r"\s?\(|,\s(?:en|aux?)\s")
_NEXT = re.compile(r"(?:,|\set|\sou)\s(?:en|aux?|à)\s")
_TOWN_OF = re.compile(r"\b(?:villes?|cité|port|province|commune|université)\s(?:de\s|d['’])$", re.I)
_LOOK_BACK = 20  # characters before a name that say it is a town's


def without_namesakes(text: str, passages: list[Passage]) -> list[Passage]:
    """The passages without those that the country right after them proves to be a namesake.

    "À Bruxelles, en Syrie et en Iraq" is a list: there each keeps its own country. In "Atlanta,
    en Géorgie, aux États-Unis" the state yields too, since the last agrees with the city.
    """
    dropped: set[Passage] = set()
    for first, second, third in zip(passages, passages[1:], [*passages[2:], None], strict=False):
        if not (_is_town(text, first) and _in_country(text, first, second)):
            continue
        if third and third.codes == first.codes and _in_country(text, second, third):
            dropped.add(second)
        elif set(first.codes).isdisjoint(second.codes) and not _NEXT.match(text, second.end):
            dropped.add(first)
    return [passage for passage in passages if passage not in dropped] if dropped else passages


def _is_town(text: str, passage: Passage) -> bool:
    before = text[max(0, passage.start - _LOOK_BACK) : passage.start]
    return passage.kind in ("place", "exact") or _TOWN_OF.search(before) is not None


def _in_country(text: str, place: Passage, country: Passage) -> bool:
    between = _ITS_COUNTRY.fullmatch(text, place.end, country.start)
    return country.kind == "name" and between is not None
