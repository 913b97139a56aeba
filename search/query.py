"""What a reader asks for: clauses of analysed words, and filters. Plain values, no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Match = Literal["all", "any"]

NO_COUNTRY = "none"
"""Stands among the countries of a query for releases that name no country."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, as the analysis writes it (``text``) and as the reader did (``word``)."""

    text: str
    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other, in the title or in the body."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Releases that every clause matches."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Releases that one of the clauses matches, or several."""

    clauses: tuple[Clause, ...]


Clause: TypeAlias = Term | Phrase | All | Any


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an engine.

    Without a clause it matches every release, the latest first. ``countries`` (ISO codes, or
    ``NO_COUNTRY``) keeps the releases that have one of them; empty, it keeps all.
    """

    clause: Clause | None = None
    countries: frozenset[str] = field(default_factory=frozenset)


def terms_of(clause: Clause | None) -> Iterator[Term]:
    """Every term of a clause, from left to right."""
    match clause:
        case Term():
            yield clause
        case Phrase(terms):
            yield from terms
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from terms_of(inner)
