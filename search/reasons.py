"""Why a hit is there when its marked words do not say it by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from search.engine import Evidence
from search.evidence import label
from search.query import (
    All,
    Any,
    Clause,
    Exact,
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Term,
    Weighted,
    Within,
)

Reason = Literal[
    "condition",  # it has none of the words: a country, a date or an exclusion let it in
    "synonym",  # it has only another wording
    "title",  # only its title has the words
]


Labels: TypeAlias = frozenset[str] | None
"""What matches of the words that were typed are called; None when no word was asked for."""


def labels_of(clause: Clause | None) -> Labels:
    """The labels of a clause: the same for all of its hits."""
    labels = [*_labels(clause)]
    return frozenset(text for text, as_typed in labels if as_typed) if labels else None


def reason_of(labels: Labels, evidence: Evidence) -> Reason | None:
    """What there is to say of a hit; None when its marks say enough, or no word was asked for."""
    if labels is None:
        return None
    if not evidence.title and not evidence.body:
        return "condition"
    for match in (*evidence.body, *evidence.title):
        if match.term in labels:  # mostly the first one
            return None if evidence.body else "title"
    return "synonym"


def _labels(clause: Clause | None, as_typed: bool = True) -> Iterator[tuple[str, bool]]:
    match clause:
        case Term() | Prefix() | Fuzzy() | Exact():
            yield label(clause), as_typed
        case Phrase(terms, literal):
            # A quotation that is not required counts less, too; no other wording is literal.
            yield from ((term.text, as_typed or literal) for term in terms)
        case Near(terms):
            yield from ((term.text, as_typed) for term in terms)
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from _labels(inner, as_typed)
        case Within(inner, _):
            yield from _labels(inner, as_typed)
        case Weighted(inner, _):
            yield from _labels(inner, False)
