"""Which words of a hit match, and where: from the stored offsets, without analysing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.segments.offsets import word_spans
from search.arrays import Array
from search.collection import Collection
from search.engine import Evidence
from search.evaluation import WHOLE, Evaluation, Word
from search.places import PARTS, POSITION_BITS, Parts, Places, position_in, split
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
    """The matching words of some documents, in the order of the documents given."""
    words = [*dict.fromkeys(_words(clause, WHOLE))]
    wanted = np.array(sorted(docs), np.int64)
    found = [evaluation.places(word, wanted, parts) for word, parts in words]
    if not found or not len(wanted):
        return [Evidence() for _ in docs]
    places = np.concatenate([there.places for there in found])
    order = np.argsort(places, kind="stable")
    numbers = np.concatenate([there.words for there in found])[order]
    places = places[order]
    labels = [_label(word) for word, _ in words]
    sources = np.repeat(np.arange(len(found)), [len(there.places) for there in found])[order]
    starts, ends = _spans(evaluation.collection, wanted, Places(places, numbers))
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


def _spans(collection: Collection, docs: Array, there: Places) -> tuple[Array, Array]:
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


def _words(clause: Clause | None, parts: Parts) -> Iterator[tuple[Word, Parts]]:
    """The words that a match may show, and where; what is excluded shows none."""
    match clause:
        case Term() | Prefix() | Fuzzy() | Exact():
            yield clause, parts
        case Phrase(terms) | Near(terms):
            for term in terms:
                yield term, parts
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from _words(inner, parts)
        case Within(inner, part):
            yield from _words(inner, parts & {part})
        case Weighted(inner):
            yield from _words(inner, parts)


def _label(word: Word) -> str:
    """What the matches of a word have in common: passages are chosen to show many of these."""
    match word:
        case Term(text):
            return text
        case Prefix(surface) | Fuzzy(surface):
            return surface
        case Exact(exact):
            return exact
