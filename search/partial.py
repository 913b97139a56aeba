"""When nothing has all that was asked: which part finds how much, and what to leave out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from search.filters import write_dates
from search.query import (
    All,
    Any,
    Clause,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Not,
    Prefix,
    terms_of,
)

MOST_PARTS: Final = 8
"""Parts that are counted, so that an empty answer costs at most 17 counts."""

Count = Callable[[Clause | None], int]


@dataclass(frozen=True, slots=True)
class PartCount:
    """A part of a question: how many it finds by itself, and how many the rest without it."""

    part: Clause
    alone: int
    rest: int


@dataclass(frozen=True, slots=True)
class PartialHelp:
    """What to say when nothing has all the parts.

    ``parts`` are in the order asked. ``some`` matches releases that have any of the words under
    the same conditions (countries, dates, exclusions); ranked, those that have most come first.
    ``found`` counts them.
    """

    parts: tuple[PartCount, ...]
    some: Clause
    found: int

    @property
    def missing(self) -> tuple[PartCount, ...]:
        """Parts that nothing in the archive has."""
        return tuple(part for part in self.parts if not part.alone)

    @property
    def best(self) -> PartCount | None:
        """The part to leave out that leaves most, if that leaves anything."""
        part = max(self.parts, key=lambda part: part.rest)
        return part if part.rest else None


def partial_help(clause: Clause | None, count: Count) -> PartialHelp | None:
    """The arithmetic of a question that found nothing.

    Args:
        clause: what was asked.
        count: how many releases match a clause; called twice a part and once more.

    Returns:
        None when the question has no parts to tell apart: one word, or a choice.
    """
    if not isinstance(clause, All):
        return None
    told = [inner for inner in clause.clauses if not isinstance(inner, Not)][:MOST_PARTS]
    words = [inner for inner in clause.clauses if not isinstance(inner, InCountry | Dated | Not)]
    if len(told) < 2 or not words:
        return None
    parts = tuple(
        PartCount(
            part,
            count(part),
            count(_all([other for other in clause.clauses if other is not part])),
        )
        for part in told
    )
    conditions = [inner for inner in clause.clauses if isinstance(inner, InCountry | Dated | Not)]
    some = _all([Any(tuple(words)) if len(words) > 1 else words[0], *conditions])
    return PartialHelp(parts, some, count(some))


def label_of(clause: Clause) -> str:
    """Words as they were typed, with the sign that says how they are to be found; or dates."""
    match clause:
        case Prefix(_, word):
            return f"{word}*"
        case Fuzzy(_, word, _):
            return f"{word}~"
        case Exact(_, word):
            return f"={word}"
        case Dated():
            return write_dates(clause)
    words = dict.fromkeys(term.word for term in terms_of(clause))
    return " ".join(words)


def _all(clauses: list[Clause]) -> Clause:
    return All(tuple(clauses)) if len(clauses) > 1 else clauses[0]
