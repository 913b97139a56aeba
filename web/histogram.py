"""Releases by year, as bars that filter: few enough bars that each can be hit with a finger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from web.links import search_url
from web.parameters import SearchParameters
from web.results import FacetYear

MOST: Final = 13
"""Bars at most: 24 pixels each (WCAG 2.2, target size) fit a phone and the column of filters."""

STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Years that a bar may stand for."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some years: ``height`` is the share of the tallest bar, from 0 to 1."""

    first: int
    last: int
    count: int
    height: float
    selected: bool
    url: str

    @property
    def label(self) -> str:
        """``2012`` or ``2010–2014``."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def histogram(years: Sequence[FacetYear], parameters: SearchParameters) -> list[Bar]:
    """The bars, oldest first; when dates are chosen, those and the years around them.

    Args:
        years: the years that matches are of, in order.
        parameters: the search that the bars narrow.
    """
    if not years:
        return []
    counts = {value["year"]: value["count"] for value in years}
    chosen = [value["year"] for value in years if value["selected"]] if parameters.dates else []
    first, last = _around(chosen or list(counts), years[0]["year"], years[-1]["year"])
    step = next(step for step in STEPS if last // step - first // step < MOST)
    bars = range(first // step * step, last + 1, step)
    totals = [sum(counts.get(year, 0) for year in range(start, start + step)) for start in bars]
    return [
        Bar(
            start,
            start + step - 1,
            total,
            total / max(1, *totals),
            any(start <= year < start + step for year in chosen),
            _url(parameters, start, start + step - 1),
        )
        for start, total in zip(bars, totals, strict=True)
    ]


def _around(years: Sequence[int], oldest: int, latest: int) -> tuple[int, int]:
    """The first and last year to show: those given, and others around them while there is room."""
    first, last = years[0], years[-1]
    spare = max(0, MOST - (last - first + 1))
    first = max(oldest, min(first - spare // 2, latest - MOST + 1))
    return min(first, years[0]), min(latest, max(last, first + MOST - 1))


def _url(parameters: SearchParameters, first: int, last: int) -> str:
    dates = {"from_": f"{max(1, first):04}", "to": f"{last:04}", "year": None}
    return search_url(parameters, **dates)
