"""What a parameter means: query string or flags, to a query and back. Nothing else reads them."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, get_args
from urllib.parse import parse_qsl

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from index.countries import country_codes, resolve_country
from index.records import iso_date
from index.releases import NO_COUNTRY
from index.segments.columns import span
from search.concordance import Order
from search.parsing import ParsedQuery, parse
from search.query import CountryMatch, Dated, Match, Query, Sort
from search.query_limits import MAX_LENGTH
from web.query_strings import Parameters

MAX_PAGE = 1_000_000


def _country(value: object) -> str:
    if value == NO_COUNTRY:
        return NO_COUNTRY
    code = resolve_country(str(value))
    if code is None:
        raise ValueError(
            f"{value!r} is not a country; give an ISO 3166-1 alpha-2 code, or {NO_COUNTRY}"
        )
    return code


def _date(value: object) -> str:
    text = str(value)
    if not _DATE.fullmatch(text):
        raise ValueError(f"give a date: 2012, 2012-05 or 2012-05-21, not {value!r}")
    return iso_date(text)


_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

DATE_PATTERN = (
    "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-9])"
    "|-(0[13-9]|1[0-2])-30|-(0[13578]|1[02])-31)?$"
)
"""What is told of dates, as exactly as a pattern can: only leap years are left open."""


class _CountrySchema:
    """The codes are read from the gazetteer only when the schema is asked for."""

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, Any]:
        return {"type": "string", "enum": [*country_codes(), NO_COUNTRY]}


Country = Annotated[
    str,
    BeforeValidator(_country),
    _CountrySchema(),
]
Date = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": DATE_PATTERN, "examples": ["2012-05"]}),
]


class Filters(Parameters):
    """Which releases are meant, and in which order."""

    wanted: ClassVar[dict[str, str]] = {
        "country_match": f"give {' or '.join(get_args(CountryMatch))}",
        "year": "give a year from 1 to 9999",
        "match": f"give {' or '.join(get_args(Match))}",
        "synonyms": "give true or false",
        "sort": f"give {', '.join(get_args(Sort)[:-1])} or {get_args(Sort)[-1]}",
    }

    q: str = Field(
        default="",
        description="What to look for; nothing: every release.",
        max_length=MAX_LENGTH,
    )
    country: tuple[Country, ...] = Field(
        default=(),
        description="Keep releases of this country; may be repeated.",
    )
    country_match: CountryMatch = Field(
        default="any",
        description="Whether any country of a release counts, or its primary one alone.",
    )
    from_: Date | None = Field(
        default=None, alias="from", description="Keep releases from this date on."
    )
    to: Date | None = Field(
        default=None, description="Keep releases up to this date, itself included."
    )
    year: int | None = Field(default=None, ge=1, le=9999, description="Keep releases of this year.")
    match: Match = Field(
        default="all",
        description="Whether a release must hold all the words, or any of them.",
    )
    synonyms: bool = Field(default=True, description="Whether other wordings are looked for too.")
    sort: Sort = Field(
        default="relevance",
        description="Best first; the same with the latest favoured; or by date.",
    )

    @field_validator("to")
    @classmethod
    def _in_order(cls, to: str | None, info: ValidationInfo) -> str | None:
        first = info.data.get("from_")
        if first and to and span(first)[0] > span(to)[1]:
            raise ValueError(f"{to} is before from={first}; exchange them")
        return to

    def filter_string(self) -> str:
        """The filters alone, in one spelling: equal for parameters that differ in the rest."""
        return Filters._spelled(self.__dict__)

    @property
    def dates(self) -> Dated | None:
        """The dates to keep: what ``from``, ``to`` and ``year`` have in common."""
        if not (self.from_ or self.to or self.year):
            return None
        year = f"{self.year:04}" if self.year else None
        firsts = [date for date in (self.from_, year) if date]
        lasts = [date for date in (self.to, year) if date]
        first = max(firsts, key=lambda date: span(date)[0], default=None)
        last = min(lasts, key=lambda date: span(date)[1], default=None)
        return Dated(first, last)

    def understood(self) -> ParsedQuery:
        """What the text asks for, and how it was understood.

        Raises:
            QueryInvalid: the text cannot be searched for.
        """
        return parse(self.q, match=self.match, synonyms=self.synonyms)

    def query(self, understood: ParsedQuery | None = None) -> Query:
        """The question to the engine; a text that was understood before is not read again.

        Raises:
            QueryInvalid: the text cannot be searched for.
        """
        return Query(
            (understood or self.understood()).clause,
            frozenset(self.country),
            self.dates,
            self.country_match,
            self.sort,
        )


class SearchParameters(Filters):
    """A search as it is written in a URL or on the command line: filters, and a page."""

    wanted: ClassVar[dict[str, str]] = Filters.wanted | {
        "page": f"give a whole number from 1 to {MAX_PAGE}",
        "size": "give a whole number from 1 to 100",
    }

    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="Which page of the results.")
    size: int = Field(default=10, ge=1, le=100, description="Results a page.")

    @property
    def start(self) -> int:
        """How many results to pass over."""
        return (self.page - 1) * self.size

    def kept(self) -> list[tuple[str, str]]:
        """Names and values that a new question keeps: everything but the text and the page."""
        return parse_qsl(self.query_string(q="", page=1))


class ConcordanceParameters(SearchParameters):
    """A search whose words are shown in their contexts."""

    wanted: ClassVar[dict[str, str]] = SearchParameters.wanted | {
        "order": f"give {', '.join(get_args(Order)[:-1])} or {get_args(Order)[-1]}"
    }

    order: Order = Field(
        default="rank",
        description="By the rank of the releases; by what is left or right of the words; by them.",
    )
    size: int = Field(default=50, ge=1, le=100, description="Occurrences a page.")

    def searched(self) -> SearchParameters:
        """The search alone, from its first page."""
        given = self.model_dump(by_alias=True, include=set(Filters.model_fields))
        return SearchParameters.read(given)
