"""The parameters that only machines need, beside those of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from web.cursors import Cursor
from web.parameters import Filters, SearchParameters
from web.query_strings import Parameters, ParametersInvalid

ResultField = Literal[
    "id", "title", "title_marks", "date", "primary_country", "countries", "score", "reason",
    "snippets", "source", "url",
]  # fmt: skip
ExportField = Literal[
    "id", "title", "date", "primary_country", "countries", "source", "url", "text"
]
Facet = Literal["country", "year"]


def _listed(values: object) -> object:
    """« a,b » and « c », given one after the other, as a, b, c."""
    if isinstance(values, str):
        values = [values]
    if not isinstance(values, Iterable):
        return values
    return [part for value in values for part in str(value).split(",")]


def _some_of(names: object) -> str:
    """What to give for a list of names."""
    return f"give some of {', '.join(get_args(names))}, with commas between them"


CursorText = Annotated[
    Cursor,
    BeforeValidator(Cursor.read),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9a-f]{16}\.[0-9]{1,9}\.[0-9a-f]{12}$"}),
]


class NoParameters(Parameters):
    """For endpoints that take none."""


class ApiSearchParameters(SearchParameters):
    """A search by a machine."""

    wanted: ClassVar[dict[str, str]] = SearchParameters.wanted | {
        "highlight": "give true or false",
        "fields": _some_of(ResultField),
        "facets": f"{_some_of(Facet)}; or none",
    }

    cursor: CursorText | None = Field(
        default=None,
        description="Go on from the next_cursor of an answer, instead of naming a page.",
    )
    highlight: bool = Field(
        default=True, description="Whether results come with snippets and marks."
    )
    fields: Annotated[tuple[ResultField, ...], BeforeValidator(_listed)] = Field(
        default=(), description="What to tell of each result, besides its id; nothing: everything."
    )
    facets: Annotated[tuple[Facet | Literal["none"], ...], BeforeValidator(_listed)] = Field(
        default=(), description="Which facets to give; nothing: all of them."
    )

    @property
    def start(self) -> int:
        """How many results to pass over.

        Raises:
            ParametersInvalid: the cursor is not one of this question, or a page is named as well.
        """
        if self.cursor is None:
            return super().start
        if self.page != 1:
            raise ParametersInvalid({"page": "leave it out: the cursor says where to go on"})
        if not self.cursor.belongs_to(self):
            raise ParametersInvalid(
                {"cursor": "it belongs to another question; give the parameters it came with"}
            )
        return self.cursor.start


class SuggestParameters(Parameters):
    """What is being typed."""

    q: str = Field(default="", description="The text so far; after a space a new word has begun.")


class ExplainParameters(Filters):
    """A search, and the release that it is to be explained for."""

    wanted: ClassVar[dict[str, str]] = Filters.wanted | {"id": "give the identifier of a release"}

    id: str = Field(min_length=1, description="The identifier of a release.")


class ExportParameters(Filters):
    """Everything that matches, in the order of the pages."""

    wanted: ClassVar[dict[str, str]] = Filters.wanted | {"fields": _some_of(ExportField)}

    fields: Annotated[tuple[ExportField, ...], BeforeValidator(_listed)] = Field(
        default=(), description="What to write of each release; nothing: everything."
    )

    @property
    def columns(self) -> tuple[ExportField, ...]:
        """What to write of each release, in this order."""
        return self.fields or get_args(ExportField)
