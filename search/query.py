"""What a reader asks for: clauses of analysed words, and filters. Plain values, no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from index.releases import Part

Match = Literal["all", "any"]
CountryMatch = Literal["any", "primary"]
Sort = Literal["relevance", "recent", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word: what matches, and the forms that rank a release higher when it has them.

    ``text`` is the term of the analysis, ``word`` what the reader typed. ``surface`` is the word
    folded but not stemmed; ``exact``, given only when the reader typed an accent, is the word with
    its accents: a reader who typed none left open which word was meant.
    """

    text: str
    word: str
    surface: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, in the title or in the body.

    ``literal`` compares surfaces, as a reader's quotation marks ask for; otherwise terms are
    compared, as for the parts of a compound or a synonym of several words.
    """

    terms: tuple[Term, ...]
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Terms that all stand, in any order, within ``distance`` words of the first of them."""

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words whose surface begins with ``surface`` (``migrant*``)."""

    surface: str
    word: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words whose surface is within ``edits`` edits of ``surface``.

    An edit inserts, drops or replaces a letter, or swaps two neighbours.
    """

    surface: str
    word: str
    edits: int = 1


@dataclass(frozen=True, slots=True)
class Exact:
    """The word in exactly this form, accents included (``=traité``)."""

    exact: str
    word: str


@dataclass(frozen=True, slots=True)
class All:
    """Releases that every clause matches."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Releases that one of the clauses matches, or several."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Releases that the clause does not match; all of them score 0."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Within:
    """Releases whose title, or body, matches the clause by itself."""

    clause: Clause
    part: Part


@dataclass(frozen=True, slots=True)
class Weighted:
    """What the clause matches, its scores times ``weight``: a synonym ranks below the word."""

    clause: Clause
    weight: float


@dataclass(frozen=True, slots=True)
class InCountry:
    """Releases that name one of these countries (or none, by ``NO_COUNTRY``); they score 0."""

    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dated:
    """Releases dated from ``first`` to ``last``, both included; they score 0.

    ISO dates as precise as they are known: ``2012`` as a first date means its first day, as a
    last one its last. None leaves that side open. A release dated ``2012-05`` is in a span that
    shares a day with that month; one without a year is in none.
    """

    first: str | None = None
    last: str | None = None


Clause: TypeAlias = (
    Term | Phrase | Near | Prefix | Fuzzy | Exact
    | All | Any | Not | Within | Weighted | InCountry | Dated
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an engine.

    Without a clause it matches every release, the latest first. ``countries`` (ISO codes, or
    ``NO_COUNTRY``) keeps the releases that have one of them; empty, it keeps all. With
    ``country_match`` "primary" only the primary country of a release counts, and ``NO_COUNTRY``
    stands for the releases that have none. ``dates`` keeps those dated within. Unlike clauses,
    these filters are what facets are counted without.

    ``sort`` is by relevance; "recent" by relevance with a prior for the latest releases (see
    ``ranking.RECENCY_WEIGHT``); "newest" and "oldest" by the first day a release may be of, those
    without a year last. What is equal then goes by relevance, or by date, and at last by the order
    of indexing.
    """

    clause: Clause | None = None
    countries: frozenset[str] = field(default_factory=frozenset)
    dates: Dated | None = None
    country_match: CountryMatch = "any"
    sort: Sort = "relevance"


def terms_of(clause: Clause | None, *, weighted: bool = True) -> Iterator[Term]:
    """Every term that a match may show, from left to right; what is excluded shows none.

    Those of clauses with a weight, too, unless ``weighted`` is false.
    """
    match clause:
        case Term():
            yield clause
        case Phrase(terms) | Near(terms):
            yield from terms
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from terms_of(inner, weighted=weighted)
        case Within(inner):
            yield from terms_of(inner, weighted=weighted)
        case Weighted(inner) if weighted:
            yield from terms_of(inner)
