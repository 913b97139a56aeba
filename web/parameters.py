"""What a parameter means: query string or flags, to a query and back. Nothing else reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from index.countries import resolve_country
from index.errors import CommuniquesError
from search.parsing import ParsedQuery, parse
from search.query import NO_COUNTRY, Match, Query

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


_WANTED = {
    "page": f"give a whole number from 1 to {MAX_PAGE}",
    "size": "give a whole number from 1 to 100",
    "match": "give all or any",
    "synonyms": "give true or false",
}

Country = Annotated[str, BeforeValidator(_country)]


class SearchParameters(BaseModel):
    """A search as it is written in a URL or on the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = ""
    country: tuple[Country, ...] = ()
    match: Match = "all"
    synonyms: bool = True
    page: int = Field(default=1, ge=1, le=MAX_PAGE)
    size: int = Field(default=10, ge=1, le=100)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> SearchParameters:
        """Validate parameters given by name.

        Raises:
            ParametersInvalid: an unknown name, or a value that cannot be used.
        """
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise ParametersInvalid({_name(e): _sentence(e) for e in error.errors()}) from None

    @classmethod
    def from_query_string(
        cls, args: MultiDict[str, str], *, ignore_unknown: bool = False
    ) -> SearchParameters:
        """Read a query string; of a name that may stand once, the first value counts.

        An empty value is none: forms send them.

        Raises:
            ParametersInvalid: see ``read``; unknown names too, unless they are to be ignored.
        """
        given: dict[str, Any] = {
            name: [value for value in args.getlist(name) if value]
            if name == "country"
            else args[name]
            for name in args
            if (name in cls.model_fields or not ignore_unknown) and args[name]
        }
        return cls.read(given)

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
        return Query((understood or self.understood()).clause, frozenset(self.country))

    def query_string(self, **changes: object) -> str:
        """These parameters, with some changed, as a query string without those at default."""
        values = self.model_dump() | changes
        defaults = type(self)().model_dump()
        changed = {name: value for name, value in values.items() if value != defaults[name]}
        as_text = {n: str(v).lower() if isinstance(v, bool) else v for n, v in changed.items()}
        return urlencode(as_text, doseq=True)

    def toggled(self, country: str) -> str:
        """The query string that takes a country in, or out again, from the first page."""
        kept = tuple(code for code in self.country if code != country)
        chosen = kept if country in self.country else (*self.country, country)
        return self.query_string(country=chosen, page=1)

    def kept(self) -> list[tuple[str, str]]:
        """Names and values that a new question keeps: everything but the text and the page."""
        return parse_qsl(self.query_string(q="", page=1))


def read_explain(args: MultiDict[str, str]) -> tuple[SearchParameters, str]:
    """The search, and the identifier of the release it is to be explained for.

    Raises:
        ParametersInvalid: see ``SearchParameters.read``; also without an ``id``.
    """
    if not args.get("id"):
        raise ParametersInvalid({"id": "give the identifier of a release"})
    others = ((name, value) for name, value in args.items(multi=True) if name != "id")
    return SearchParameters.from_query_string(MultiDict(others)), args["id"]


def read_suggest(args: MultiDict[str, str]) -> str:
    """The text that is to be completed.

    Raises:
        ParametersInvalid: there is a parameter besides ``q``.
    """
    others = [name for name in args if name != "q"]
    if others:
        raise ParametersInvalid(dict.fromkeys(others, "no such parameter; the parameter is q"))
    return args.get("q", "")


def _name(error: Mapping[str, Any]) -> str:
    return str(error["loc"][0])


def _sentence(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        known = ", ".join(SearchParameters.model_fields)
        return f"no such parameter; the parameters are {known}"
    wanted = _WANTED.get(_name(error))
    return (
        f"{wanted}, not {error['input']!r}"
        if wanted
        else str(error["msg"]).removeprefix("Value error, ")
    )
