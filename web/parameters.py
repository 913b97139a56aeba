"""What a parameter means: query string or flags, to a query and back. Nothing else reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Self, get_args
from urllib.parse import parse_qsl, urlencode

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from werkzeug.datastructures import MultiDict

from index.countries import country_codes, resolve_country
from index.errors import CommuniquesError
from index.records import iso_date
from index.segments.columns import span
from search.parsing import ParsedQuery, parse
from search.query import NO_COUNTRY, CountryMatch, Dated, Match, Query, Sort
from search.query_limits import MAX_LENGTH

MAX_PAGE = 1_000_000


class ParametersInvalid(CommuniquesError):
    """Some parameters cannot be used; ``faults`` gives a sentence for each, by name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = dict(faults)


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
    try:
        return iso_date(text)
    except ValueError:
        raise ValueError(f"{value!r} is no day of the calendar") from None


_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

DATE_PATTERN = (
    "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-9])"
    "|-(0[13-9]|1[0-2])-30|-(0[13578]|1[02])-31)?$"
)
"""What is told of dates, as exactly as a pattern can: only leap years are left open."""

_WANTED = {
    "country_match": f"give {' or '.join(get_args(CountryMatch))}",
    "id": "give the identifier of a release",
    "year": "give a year from 1 to 9999",
    "match": f"give {' or '.join(get_args(Match))}",
    "synonyms": "give true or false",
    "sort": f"give {', '.join(get_args(Sort)[:-1])} or {get_args(Sort)[-1]}",
    "page": f"give a whole number from 1 to {MAX_PAGE}",
    "size": "give a whole number from 1 to 100",
}


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


class Parameters(BaseModel):
    """Parameters as they are written in a URL: every kind reads and writes them alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """Validate parameters given by their names in a URL.

        Raises:
            ParametersInvalid: an unknown name, or a value that cannot be used.
        """
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise ParametersInvalid({_name(e): cls._sentence(e) for e in error.errors()}) from None

    @classmethod
    def from_query_string(cls, args: MultiDict[str, str], *, lenient: bool = False) -> Self:
        """Read a query string.

        Args:
            args: names and values.
            lenient: pass over what is unknown or empty, as forms and links bring it, and take the
                first value of what may stand once; a machine is better told.

        Raises:
            ParametersInvalid: see ``read``; and something given twice that may stand once.
        """
        known = cls.names()
        given: dict[str, Any] = {}
        for name, values in args.lists():
            if lenient:
                values = [value for value in values if value and name in known]
            if not values:
                continue
            if len(values) > 1 and not lenient and not known.get(name, True):
                raise ParametersInvalid({name: f"give it once, not {len(values)} times"})
            given[name] = values if known.get(name) else values[0]
        return cls.read(given)

    @classmethod
    @cache
    def names(cls) -> dict[str, bool]:
        """The parameters as they are called in a URL, and whether each may be repeated."""
        fields = cls.model_fields.items()
        return {field.alias or name: isinstance(field.default, tuple) for name, field in fields}

    @classmethod
    @cache
    def defaults(cls) -> dict[str, Any]:
        """What each parameter is when it is left out, by its name in a URL."""
        return {f.alias or name: f.default for name, f in cls.model_fields.items()}

    def query_string(self, **changes: object) -> str:
        """These parameters, with some changed, as a query string without those at default.

        Changes go by the names in a URL. Parameters that mean the same are written the same.
        """
        values = self.model_dump(by_alias=True) | changes
        defaults = self.defaults()
        changed = {name: value for name, value in values.items() if value != defaults[name]}
        as_text = {n: str(v).lower() if isinstance(v, bool) else v for n, v in changed.items()}
        return urlencode(as_text, doseq=True)

    @classmethod
    def _sentence(cls, error: Mapping[str, Any]) -> str:
        if error["type"] == "extra_forbidden":
            known = ", ".join(cls.names())
            return f"no such parameter; the parameters are {known}" if known else "none is taken"
        wanted = _WANTED.get(_name(error), "")
        if error["type"] == "missing":
            return wanted or "it is required"
        if wanted:
            return f"{wanted}, not {error['input']!r}"
        return str(error["msg"]).removeprefix("Value error, ")


class Filters(Parameters):
    """Which releases are meant, and in which order."""

    q: str = Field(
        default="",
        description="What to look for; nothing: every release.",
        json_schema_extra={"maxLength": MAX_LENGTH},
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
        given = self.model_dump(by_alias=True, include=set(Filters.model_fields))
        return Filters.read(given).query_string()

    @property
    def dates(self) -> Dated | None:
        """The dates to keep: what ``from``, ``to`` and ``year`` have in common."""
        year = f"{self.year:04}" if self.year else None
        firsts = [date for date in (self.from_, year) if date]
        lasts = [date for date in (self.to, year) if date]
        if not firsts and not lasts:
            return None
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

    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="Which page of the results.")
    size: int = Field(default=10, ge=1, le=100, description="Results a page.")

    @property
    def start(self) -> int:
        """How many results to pass over."""
        return (self.page - 1) * self.size

    def kept(self) -> list[tuple[str, str]]:
        """Names and values that a new question keeps: everything but the text and the page."""
        return parse_qsl(self.query_string(q="", page=1))


def _name(error: Mapping[str, Any]) -> str:
    return str(error["loc"][0])
