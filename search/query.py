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
