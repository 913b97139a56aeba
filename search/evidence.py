"""Which words of a hit match, and where: from the stored offsets, without analysing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from index.segments.arrays import nonzero
from index.segments.offsets import word_spans
from search.arrays import Array, Docs, contained
from search.collection import Collection
from search.engine import Evidence
from search.evaluation import Evaluation
from search.places import (
    BODY,
    DOC_SHIFT,
    PARTS,
    WHOLE,
    Parts,
    Places,
    close_together,
    in_order,
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
    order = np.argsort(shown.places, kind="stable")
    places = shown.places[order]
    starts, ends = spans_of(evaluation.collection, wanted, shown.only(order))
    named = map(labels.__getitem__, shown.groups[order].tolist())
    matches = [*map(Match._make, zip(named, starts.tolist(), ends.tolist(), strict=True))]
    # Each document has two texts, the title's matches before those of the body.
    texts = np.append(wanted << DOC_SHIFT, _AFTER_ALL).repeat(len(PARTS))
    texts[1::2] |= BODY
    bounds = places.searchsorted(texts).tolist()
    row = {doc: 2 * index for index, doc in enumerate(wanted.tolist())}
    return [
        Evidence(
            tuple(matches[bounds[row[doc]] : bounds[row[doc] + 1]]),
            tuple(matches[bounds[row[doc] + 1] : bounds[row[doc] + 2]]),
        )
        for doc in docs
    ]


_AFTER_ALL = 2**62  # and with the bit of a body

Unit: TypeAlias = Word | Phrase | Near
"""What is shown as one: a word, or words that must stand together."""


def spans_of(collection: Collection, docs: Docs, found: Places) -> tuple[Array, Array]:
    """First and last character of words in the texts they stand in."""
    starts, ends = np.zeros((2, len(found.places)), np.int64)
    for part in collection.parts:
        held, segment = part.rows(docs), part.segment
        if held.start == held.stop:
            continue
        own = nonzero((found.rows >= held.start) & (found.rows < held.stop))
        own_docs, rows = docs[held] - part.base, found.rows[own] - held.start
        _, in_body, positions = split(found.places[own])
        positions += in_body * segment.title_lengths[own_docs][rows]
        spans = word_spans(segment, own_docs, rows, positions, found.words[own])
        starts[own], ends[own] = spans
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
