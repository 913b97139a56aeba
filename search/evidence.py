"""Which words of a hit match, and where: from the stored offsets, without analysing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from index.named_tuples import maker
from index.segments.offsets import word_spans
from search.arrays import Array, Docs, contained
from search.collection import Collection
from search.engine import Evidence
from search.evaluation import Evaluation
from search.places import (
    BODY,
    POSITION_BITS,
    WHOLE,
    Parts,
    Places,
    close_together,
    in_order,
)
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
from search.snippets import Match
from search.words import Word


def evidence_of(
    clause: Clause | None, docs: Sequence[int], evaluation: Evaluation
) -> list[Evidence]:
    """The matching words of some documents, in the order of the documents given.

    The words of a phrase, and those asked for near each other, match only where they stand so.
    """
    wanted = np.array(sorted(docs), np.int64)
    units = [*dict.fromkeys(shown_units(clause))]
    if not units or not len(wanted):
        return [Evidence() for _ in docs]
    labels, shown = _shown(units, wanted, evaluation)
    if len(labels) > 1:
        shown = shown.only(shown.places.argsort(kind="stable"))
    named = map(labels.__getitem__, shown.groups.tolist())
    spans = spans_of(evaluation.collection, shown)
    found: dict[int, list[Match]] = {}
    texts = (shown.places >> POSITION_BITS).tolist()
    for text, match in zip(texts, map(_as_match, zip(named, *spans, strict=True)), strict=True):
        found.setdefault(text, []).append(match)
    return [
        Evidence(tuple(found.get(2 * doc, ())), tuple(found.get(2 * doc + 1, ()))) for doc in docs
    ]


_as_match = maker(Match)

Unit: TypeAlias = Word | Phrase | Near
"""What is shown as one: a word, or words that must stand together."""


def spans_of(collection: Collection, found: Places) -> tuple[list[int], list[int]]:
    """Where words at some places (ascending) begin and end in their texts, in characters."""
    texts, positions = found.places >> POSITION_BITS, found.places & (BODY - 1)
    starts, ends = [], []
    for part in collection.parts:
        own = part.rows(texts >> 1)
        own_texts = texts[own] - 2 * part.base
        spans = word_spans(part.segment, own_texts, positions[own], found.words[own])
        starts += spans[0]
        ends += spans[1]
    return starts, ends


def shown_units(clause: Clause | None, parts: Parts = WHOLE) -> Iterator[tuple[Unit, Parts]]:
    """The words and phrases that a match may show, and where; what is excluded shows none."""
    match clause:
        case Term() | Prefix() | Fuzzy() | Exact() | Phrase() | Near():
            yield clause, parts
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from shown_units(inner, parts)
        case Within(inner, part):
            yield from shown_units(inner, parts & {part})
        case Weighted(inner):
            yield from shown_units(inner, parts)


def _shown(
    units: Sequence[tuple[Unit, Parts]], docs: Docs, evaluation: Evaluation
) -> tuple[list[str], Places]:
    """The places of all units; and what the matches of each group of them are called."""
    words = [(unit, parts) for unit, parts in units if not isinstance(unit, Phrase | Near)]
    labels = [label(word) for word, _ in words]
    found = [evaluation.places(words, docs)] if words else []
    for unit, parts in units:
        if isinstance(unit, Phrase | Near):
            together = _together(unit, parts, docs, evaluation)
            found.append(together._replace(groups=together.groups + len(labels)))
            labels += [term.text for term in unit.terms]
    if len(found) == 1:
        return labels, found[0]
    return labels, Places(*map(np.concatenate, zip(*found, strict=True)))


def _together(unit: Phrase | Near, parts: Parts, docs: Docs, evaluation: Evaluation) -> Places:
    """The places of the terms of a unit, where they stand as asked."""
    literal = isinstance(unit, Phrase) and unit.literal
    found = evaluation.places([(term, parts) for term in unit.terms], docs, literal=literal)
    columns = [own.places for own in found.by_group(len(unit.terms))]
    if not columns:
        return found
    if isinstance(unit, Phrase):
        starts = in_order(columns)
        return found.only(contained(found.places - found.groups, starts))
    starts = close_together(columns, unit.distance)
    return found.only(_within(found.places, starts, unit.distance))


def _within(places: Array, starts: Array, distance: int) -> Array:
    """Which places follow one of these starts by no more than a distance."""
    if not len(starts):
        return np.zeros(len(places), bool)
    before = starts.searchsorted(places, side="right") - 1
    return np.asarray((before >= 0) & (places - starts[before] <= distance))


def label(word: Word) -> str:
    """What the matches of a word have in common: passages are chosen to show many of these."""
    match word:
        case Term(text):
            return text
        case Prefix(surface) | Fuzzy(surface):
            return surface
        case Exact(exact):
            return exact
