"""Countries on a world map, shaded by how many releases each has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import Any, Final

from index.releases import NO_COUNTRY
from web.results import FacetValue

SHADES: Final = 5
"""Shades that a reader tells apart, and finds again in the legend."""

_WORLD = Path(__file__).with_name("maps") / "world.json"


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of the legend: ``level`` from 1 (fewest) to ``SHADES``; ``last`` is included."""

    level: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MapCountry:
    """A country to link: its shape, if it has one, and its point, if it is small.

    ``path`` is the data of an SVG path, ``point`` a centre, both in the units of the box.
    """

    value: FacetValue
    level: int
    path: str
    point: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What to draw: ``box`` is an SVG ``viewBox``, ``land`` the path of every other country.

    ``ranking`` has the same countries, most frequent first.
    """

    box: str
    land: str
    countries: tuple[MapCountry, ...]
    legend: tuple[Shade, ...]
    ranking: tuple[FacetValue, ...]


def world_map(values: Sequence[FacetValue]) -> WorldMap:
    """Draw the countries that have releases."""
    world = _world()
    shown = [value for value in values if value["count"] and value["code"] != NO_COUNTRY]
    legend = shades(max((value["count"] for value in shown), default=0))
    drawn = [
        MapCountry(
            value,
            level=next(shade.level for shade in legend if value["count"] <= shade.last),
            path=world["paths"].get(value["code"], ""),
            point=world["points"].get(value["code"]),
        )
        for value in shown
    ]
    codes = {value["code"] for value in shown}
    return WorldMap(
        box=" ".join(map(str, world["box"])),
        land="".join(path for code, path in world["paths"].items() if code not in codes),
        countries=tuple(sorted(drawn, key=_layer)),
        legend=legend,
        ranking=tuple(shown),
    )


def shades(largest: int) -> tuple[Shade, ...]:
    """Divide 1 to ``largest`` into classes that begin with round numbers (1, 2, 5, 10, 20, 50).

    Counts of countries are skewed: equal steps would put all but two in the lowest class.
    """
    if not largest:
        return ()
    if largest <= SHADES:
        firsts = list(range(1, largest + 1))
    else:
        firsts = _thinned(list(takewhile(lambda first: first <= largest, _round_numbers())))
    lasts = [first - 1 for first in firsts[1:]] + [largest]
    spread = (SHADES - 1) / max(1, len(firsts) - 1)
    return tuple(
        Shade(round(1 + at * spread), first, last)
        for at, (first, last) in enumerate(zip(firsts, lasts, strict=True))
    )


def _layer(country: MapCountry) -> tuple[bool, bool]:
    """Small countries come late, so that none covers them; chosen ones last, with their outline."""
    return country.value["selected"], country.point is not None


def _round_numbers() -> Iterable[int]:
    return (digit * 10**power for power in count() for digit in (1, 2, 5))


def _thinned(firsts: list[int]) -> list[int]:
    """At most as many as there are shades, evenly chosen, both ends kept."""
    if len(firsts) <= SHADES:
        return firsts
    step = (len(firsts) - 1) / (SHADES - 1)
    return [firsts[round(at * step)] for at in range(SHADES)]


@cache
def _world() -> Any:
    return json.loads(_WORLD.read_text("utf-8"))
