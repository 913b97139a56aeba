"""What the API answers, as types: mypy holds the code to them, and OpenAPI is made from them.

They are written to JSON as they stand, dataclasses of the other packages included. Marks are
``[start, end]`` offsets in characters (code points) into the text beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired  # pydantic asks for these before Python 3.12

from typing_extensions import TypedDict

from index.releases import AsideKind, Part
from index.releases import Reason as MentionReason
from search.completion import Completion
from search.concordance import Order
from search.explanation import Explanation
from search.reasons import Reason
from search.snippets import Mark
from search.spelling import Correction
from search.syntax import Note, PieceKind
from web.results import FacetValue, FacetYear

Marks = tuple[Mark, ...]


class IndexDocument(TypedDict):
    """The state of the index; the fingerprint changes with the content or the rules."""

    fingerprint: str
    releases: int
    built_at: str


QueryDocument = TypedDict(
    "QueryDocument",
    {
        "q": str,
        "country": list[str],
        "country_match": str,
        "from": str | None,
        "to": str | None,
        "year": int | None,
        "match": str,
        "synonyms": bool,
        "sort": str,
    },
)
"""The question, as it was read."""


class SnippetDocument(TypedDict):
    """A passage with its matched words."""

    text: str
    marks: Marks


class ResultDocument(TypedDict):
    """A release that matches. What ``fields`` leaves out, and without highlights, is not there."""

    id: str
    title: NotRequired[str]
    title_marks: NotRequired[Marks]
    date: NotRequired[str | None]
    primary_country: NotRequired[str | None]
    countries: NotRequired[list[str]]
    score: NotRequired[float]
    reason: NotRequired[Reason | None]
    snippets: NotRequired[list[SnippetDocument]]
    source: NotRequired[str]
    url: NotRequired[str | None]


class PieceDocument(TypedDict):
    """A piece of the question, typed from ``start`` to ``end``; ``meaning`` says it in French.

    ``synonyms`` are the other wordings that it is also found by.
    """

    kind: PieceKind
    typed: str
    start: int
    end: int
    meaning: str
    part: Part | None
    excluded: bool
    synonyms: list[str]


class InterpretationDocument(TypedDict):
    """How the question was read; the pieces' ``start`` and ``end`` are offsets into ``text``.

    The sentence is French.
    """

    text: str
    canonical: str
    sentence: str
    synonyms: list[str]
    pieces: list[PieceDocument]
    notes: list[Note]


class PartialDocument(TypedDict):
    """When nothing has all that was asked: the arithmetic, and the best with some of it."""

    sentence: str
    total: int
    results: list[ResultDocument]


class FacetsDocument(TypedDict):
    """Counts, each as if its own filter were not set. ``undated`` are those without a year."""

    country: NotRequired[list[FacetValue]]
    year: NotRequired[list[FacetYear]]
    undated: NotRequired[int]


class LinksDocument(TypedDict):
    """Addresses of other pages of the same answer, or null."""

    self: str
    first: str
    prev: str | None
    next: str | None
    last: str | None


class SearchDocument(TypedDict):
    """A page of results. ``page`` is null when a cursor led to it."""

    query: QueryDocument
    interpretation: InterpretationDocument
    total: int
    page: int | None
    pages: int
    size: int
    results: list[ResultDocument]
    next_cursor: str | None
    facets: FacetsDocument
    correction: Correction | None
    partial: PartialDocument | None
    links: LinksDocument
    index: IndexDocument


class OccurrenceDocument(TypedDict):
    """A word or phrase in its context; offsets are into the title or the body (``field``)."""

    id: str
    date: str | None
    countries: list[str]
    title: str
    field: Part
    start: int
    end: int
    left: str
    keyword: str
    right: str


class ConcordanceDocument(TypedDict):
    """Occurrences of what was asked for, those of the best ``releases`` of ``matches``."""

    query: QueryDocument
    order: Order
    total: int
    releases: int
    matches: int
    complete: bool
    page: int
    pages: int
    size: int
    occurrences: list[OccurrenceDocument]
    index: IndexDocument


class MentionDocument(TypedDict):
    """Why a release counts for a country: offsets into its title, or its body.

    The body is the paragraphs, with two line ends between them. ``given`` marks a country that
    came with the record and has no passage (0, 0).
    """

    country: str
    reason: MentionReason
    part: Part
    start: int
    end: int


class ContactDocument(TypedDict):
    """A person or office named in the contact block; what is not written is null."""

    name: str | None
    office: str | None
    phone: str | None
    email: str | None


class AsideDocument(TypedDict):
    """Text kept apart from the body: shown with the release, never searched."""

    kind: AsideKind
    text: str


class WholeRelease(TypedDict):
    """All that the index holds of a release; ``renditions`` are the sources of its copies."""

    id: str
    title: str
    paragraphs: list[str]
    source: str
    dateline_place: str | None
    date: str | None
    primary_country: str | None
    countries: list[str]
    mentions: list[MentionDocument]
    contacts: list[ContactDocument]
    asides: list[AsideDocument]
    renditions: list[str]
    url: str | None


class ReleaseDocument(TypedDict):
    """A whole release."""

    release: WholeRelease
    index: IndexDocument


class SimilarDocument(TypedDict):
    """Releases that speak of the same, the most alike first."""

    id: str
    results: list[ResultDocument]
    index: IndexDocument


class CountryFacetDocument(TypedDict):
    """The matches by country, as if no country were asked for; the last are those without."""

    query: QueryDocument
    total: int
    values: list[FacetValue]
    index: IndexDocument


class StatsDocument(TypedDict):
    """What the index holds, counted."""

    releases: int
    skipped: int
    country: list[FacetValue]
    year: list[FacetYear]
    undated: int
    index: IndexDocument


class SuggestionsDocument(TypedDict):
    """What may be about to be typed."""

    q: str
    completions: list[Completion]
    index: IndexDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationDocument(Explanation):
    """Why a release answers a query: the score is that of the hit, the sum of its parts.

    Lengths are in words. A release that does not match has no parts.
    """

    index: IndexDocument


class FaultDocument(TypedDict):
    """What is wrong with a parameter."""

    parameter: str
    detail: str


class ProblemDocument(TypedDict):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FaultDocument]
