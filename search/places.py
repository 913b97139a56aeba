"""Where words stand in documents, for phrases, proximity and marks.

A place is one number: the document, then the part (0 title, 1 body), then the position in that
part. Places of one document are neighbours in order, and one added is the next word.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import numpy as np

from index.releases import Part
from index.segments.arrays import ranges
from index.segments.reading import Segment
from search.arrays import Array, Docs, rows_in
from search.collection import Collection
from search.limits import Budget
from search.words import Group, Words

Parts: TypeAlias = frozenset[Part]

POSITION_BITS: Final = 31
DOC_SHIFT: Final = POSITION_BITS + 1
PARTS: Final[tuple[Part, ...]] = ("title", "body")
BODY: Final = 1 << POSITION_BITS

FEW_TERMS: Final = 8
"""Up to this many terms are looked up one by one; of more, all postings are gone through."""


class Places(NamedTuple):
    """Places (int64, ascending), and the number of the word there, in its segment."""

    places: Array
    words: Array


def places_of(
    group: Group, docs: Docs, parts: Parts, collection: Collection, budget: Budget
) -> Places:
    """Every place of these words in some parts of some documents (ascending)."""
    found = [Places(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for (segment, base), words in zip(collection.parts, group, strict=True):
        first, last = docs.searchsorted((base, base + segment.documents))
        if len(words.terms) and first < last:
            found.append(_in_segment(segment, base, words, docs[first:last] - base, budget))
    places, words_there = map(np.concatenate, zip(*found, strict=True))
    if len(parts) < len(PARTS):
        wanted = [PARTS.index(part) for part in parts]
        kept = np.isin(places >> POSITION_BITS & 1, wanted)
        places, words_there = places[kept], words_there[kept]
    return Places(places, words_there)


def _in_segment(segment: Segment, base: int, words: Words, docs: Docs, budget: Budget) -> Places:
    rows, terms, starts = _postings(segment, words.terms, docs, budget)
    totals, _ = segment.unpack(rows)
    budget.spend(8 * int(totals.sum(dtype=np.int64)) + len(rows))
    at, owner = ranges(starts, totals)
    there = segment.term_words[terms[owner]].astype(np.int64) + segment.variants[at]
    if not words.whole.all():
        kept = np.isin(there, words.words)
        at, owner, there = at[kept], owner[kept], there[kept]
    holder = segment.docs[rows].astype(np.int64)[owner]
    position = segment.positions[at].astype(np.int64)
    title = segment.title_lengths[holder].astype(np.int64)
    in_part = np.where(position < title, position, position - title + BODY)
    places = holder + base << DOC_SHIFT | in_part
    if len(words.terms) == 1:
        return Places(places, there)
    order = np.argsort(places)
    return Places(places[order], there[order])


def _postings(
    segment: Segment, terms: Array, docs: Docs, budget: Budget
) -> tuple[Array, Array, Array]:
    """The postings of some terms in some documents; the term and first occurrence of each."""
    if len(terms) <= FEW_TERMS:
        rows, owners, begins = [], [], []
        for term in terms.tolist():
            where = segment.term_range(term)
            budget.spend(where.stop - where.start)
            own = rows_in(docs, segment.docs[where], segment.documents)[1]
            rows.append(own + where.start)
            owners.append(np.full(len(own), term))
            begins.append(segment.occurrences_of(term, own))
        return np.concatenate(rows), np.concatenate(owners), np.concatenate(begins)
    starts = segment.arrays["term_postings"]
    sizes = starts[terms + 1] - starts[terms]
    budget.spend(4 * int(sizes.sum()))
    every, owner = ranges(starts[terms].astype(np.int64), sizes)
    wanted = np.zeros(segment.documents, bool)
    wanted[docs] = True
    kept = np.flatnonzero(wanted[segment.docs[every]])
    rows_kept = every[kept]
    return rows_kept, terms[owner[kept]], segment.occurrences_before(rows_kept)


def split(places: Array) -> tuple[Array, Array, Array]:
    """The documents, parts (0 title, 1 body), and positions of places."""
    return places >> DOC_SHIFT, places >> POSITION_BITS & 1, places & (BODY - 1)


def position_in(segment: Segment, base: int, places: Array) -> Array:
    """Positions in a segment's documents as it counts them, title first and body after it."""
    docs, parts, positions = split(places)
    titles = segment.title_lengths[docs - base].astype(np.int64)
    return np.asarray(positions + parts * titles)


def docs_of(places: Array) -> Docs:
    """The documents of places, each once."""
    docs = places >> DOC_SHIFT
    new = np.ones(len(docs), bool)
    new[1:] = docs[1:] != docs[:-1]
    return docs[new]


def in_order(columns: list[Array]) -> Array:
    """The places of the first word from which the others follow one by one."""
    starts = columns[0]
    for offset, places in enumerate(columns[1:], 1):
        starts = starts[_among(starts + offset, places)]
    return starts


def close_together(columns: list[Array], distance: int) -> Array:
    """The places of words from which all words stand within ``distance`` words, in one part."""
    starts = np.unique(np.concatenate(columns))
    for places in columns:
        if not len(places):
            return places
        nearest = places[np.minimum(places.searchsorted(starts), len(places) - 1)]
        starts = starts[
            (nearest >= starts)
            & (nearest - starts <= distance)
            & (nearest >> POSITION_BITS == starts >> POSITION_BITS)
        ]
    return starts


def _among(wanted: Array, places: Array) -> Array:
    if not len(places):
        return np.zeros(len(wanted), bool)
    at = np.minimum(places.searchsorted(wanted), len(places) - 1)
    return np.asarray(places[at] == wanted)
