"""The filters beside the results: what may be chosen, what is chosen, and how to undo it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from web.formatting import by_name, country
from web.language import chosen
from web.links import UNFILTERED, search_url, without
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
class AppliedFilter:
    """A filter in force, and the address of the same search without it."""

    label: str
    url: str


def country_facet(values: Sequence[FacetValue]) -> CountryFacet:
    """Divide the countries, given by falling count, at the fold."""
    chosen = [value for value in values if value.selected]
    offered = [value for value in values if value.count and not value.selected]
    listed = chosen + offered
    fold = max(FIRST, len(chosen))
    others = {value.code: value for value in listed[fold:]}
    return CountryFacet(tuple(listed[:fold]), tuple(others[code] for code in by_name(others)))


def applied_filters(parameters: SearchParameters) -> list[AppliedFilter]:
    """The filters in force, in the order chosen."""
    return [
        AppliedFilter(
            country(code), search_url(parameters, country=without(parameters.country, code))
        )
        for code in parameters.country
    ]


def hidden_fields(parameters: SearchParameters) -> list[tuple[str, str]]:
    """What the form of the filters keeps: everything but the filters and the page."""
    kept = parse_qsl(parameters.query_string(page=1, **UNFILTERED))
    return [*kept, *([("lang", code)] if (code := chosen()) else [])]
