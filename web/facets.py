"""The filters beside the results: what may be chosen, what is chosen, and how to undo it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from search.query import Dated
from web.formatting import country, date, sorted_as
from web.language import chosen, gettext
from web.links import UNDATED, UNFILTERED, search_urls, view_url
from web.parameters import SearchParameters
from web.results import FacetValue

FIRST = 12
"""Countries shown before the fold."""


@dataclass(frozen=True, slots=True)
class CountryFacet:
    """Countries to choose from: the chosen and most frequent ones, then the others by name."""

    first: tuple[FacetValue, ...]
    others: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address of the same search without it."""

    label: str
    url: str


def country_facet(values: Sequence[FacetValue]) -> CountryFacet:
    """Divide the countries, given most frequent first, at the fold."""
    chosen = [value for value in values if value["selected"]]
    offered = [value for value in values if value["count"] and not value["selected"]]
    listed = chosen + offered
    shown = max(FIRST, len(chosen))
    others = sorted(listed[shown:], key=lambda value: sorted_as(value["label"]))
    return CountryFacet(tuple(listed[:shown]), tuple(others))


def chips(parameters: SearchParameters) -> list[Chip]:
    """The filters in force: countries in the order chosen, whether only primary ones, dates."""
    filters = [
        Chip(country(code), view_url(parameters, **_without(parameters, code)))
        for code in parameters.country
    ]
    if parameters.country_match == "primary":
        url = view_url(parameters, country_match="any")
        filters.append(Chip(gettext("Pays principal seulement"), url))
    if parameters.dates:
        filters.append(Chip(_span(parameters.dates), view_url(parameters, **UNDATED)))
    return filters


def country_urls(parameters: SearchParameters, values: Sequence[FacetValue]) -> dict[str, str]:
    """By code, the address of the results with a country taken in, or out again."""
    url = search_urls("pages.search")
    return {
        value["code"]: url(
            parameters,
            **_without(parameters, value["code"])
            if value["selected"]
            else {"country": (*parameters.country, value["code"])},
        )
        for value in values
    }


def _without(parameters: SearchParameters, code: str) -> dict[str, object]:
    return {"country": tuple(other for other in parameters.country if other != code)}


def _span(dates: Dated) -> str:
    """« 2012 », « De 2010 à mai 2014 », « Depuis 2010 », « Jusqu’à 2014 »."""
    first, last = (date(day) if day else "" for day in (dates.first, dates.last))
    if first == last:
        return first
    if not last:
        return gettext("Depuis %(date)s", date=first)
    if not first:
        return gettext("Jusqu’à %(date)s", date=last)
    return str(gettext("De %(first)s à %(last)s", first=first, last=last))


def hidden_fields(parameters: SearchParameters) -> list[tuple[str, str]]:
    """What the form of the filters keeps: everything but the filters and the page."""
    kept = parse_qsl(parameters.query_string(page=1, **UNFILTERED))
    return [*kept, *([("lang", code)] if (code := chosen()) else [])]
