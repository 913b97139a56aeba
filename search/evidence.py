"""Which words of a hit match, and where: from the stored offsets, without analysing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from index.segments.offsets import word_spans
from search.arrays import Array
from search.collection import Collection
from search.engine import Evidence
from search.evaluation import WHOLE, Evaluation, Word
from search.places import (
    PARTS,
    POSITION_BITS,
    Parts,
    Places,
    close_together,
    in_order,
    position_in,
    split,
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


def evidence_of(
    clause: Clause | None, docs: Sequence[int], evaluation: Evaluation
) -> list[Evidence]:
    """The matching words of some documents, in the order of the documents given.

    The words of a phrase, and those asked for near each other, match only where they stand so.
    """
    wanted = np.array(sorted(docs), np.int64)
    units = dict.fromkeys(_units(clause, WHOLE)) if len(wanted) else {}
    shown = [word for unit, parts in units for word in _places(unit, parts, wanted, evaluation)]
    if not shown:
        return [Evidence() for _ in docs]
    labels, found = [label for label, _ in shown], [there for _, there in shown]
    places = np.concatenate([there.places for there in found])
    order = np.argsort(places, kind="stable")
    numbers = np.concatenate([there.words for there in found])[order]
    places = places[order]
    sources = np.repeat(np.arange(len(found)), [len(there.places) for there in found])[order]
    starts, ends = spans_of(evaluation.collection, wanted, Places(places, numbers))
    named = map(labels.__getitem__, sources.tolist())
    matches = [*map(Match, named, starts.tolist(), ends.tolist())]
    texts = (np.repeat(wanted, len(PARTS)) * len(PARTS)).reshape(-1, len(PARTS)) + range(len(PARTS))
    bounds = np.searchsorted(places >> POSITION_BITS, np.append(texts.ravel(), _AFTER_ALL)).tolist()
    row = {doc: 2 * index for index, doc in enumerate(wanted.tolist())}
    return [
        Evidence(
            tuple(matches[bounds[row[doc]] : bounds[row[doc] + 1]]),
            tuple(matches[bounds[row[doc] + 1] : bounds[row[doc] + 2]]),
        )
        for doc in docs
    ]


_AFTER_ALL = 2**62
_NONE = np.zeros(0, np.int64)

Unit: TypeAlias = Word | Phrase | Near
"""What is shown as one: a word, or words that must stand together."""


def spans_of(collection: Collection, docs: Array, there: Places) -> tuple[Array, Array]:
    """First and last character of words in the texts they stand in."""
    holders = split(there.places)[0]
    starts, ends = np.zeros((2, len(holders)), np.int64)
    for segment, base in collection.parts:
        own = docs[(docs >= base) & (docs < base + segment.documents)]
        rows = np.flatnonzero((holders >= base) & (holders < base + segment.documents))
        if len(rows):
            owner = np.searchsorted(own, holders[rows])
            positions = position_in(segment, base, there.places[rows])
            starts[rows], ends[rows] = word_spans(
                segment, own - base, owner, positions, there.words[rows]
            )
    return starts, ends


def _units(clause: Clause | None, parts: Parts) -> Iterator[tuple[Unit, Parts]]:
    """The words and phrases that a match may show, and where; what is excluded shows none."""
    match clause:
        case Term() | Prefix() | Fuzzy() | Exact() | Phrase() | Near():
            yield clause, parts
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from _units(inner, parts)
        case Within(inner, part):
            yield from _units(inner, parts & {part})
        case Weighted(inner):
            yield from _units(inner, parts)


def _places(
    unit: Unit, parts: Parts, docs: Array, evaluation: Evaluation
) -> Iterator[tuple[str, Places]]:
    """Each word of a unit: what its matches are called, and where they stand as asked."""
    if not isinstance(unit, Phrase | Near):
        yield label(unit), evaluation.places(unit, docs, parts)
        return
    literal = isinstance(unit, Phrase) and unit.literal
    columns = [evaluation.places(term, docs, parts, literal=literal) for term in unit.terms]
    if isinstance(unit, Phrase):
        starts = in_order([column.places for column in columns]) if columns else _NONE
        reaches = [np.isin(c.places, starts + offset) for offset, c in enumerate(columns)]
    else:
        starts = close_together([column.places for column in columns], unit.distance)
        reaches = [_within(column.places, starts, unit.distance) for column in columns]
    for term, column, kept in zip(unit.terms, columns, reaches, strict=True):
        yield term.text, Places(column.places[kept], column.words[kept])


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
