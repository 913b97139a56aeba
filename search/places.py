"""Where words stand in documents, for phrases, proximity and marks.

A place is one number: the document, then the part (0 title, 1 body), then the position in that
part. Places of one document are neighbours in order, and one added is the next word.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np

from index.releases import Part
from search.arrays import Array, Docs, ranges, rows_in
from search.collection import Collection
from search.limits import Budget
from search.words import Group

Parts: TypeAlias = frozenset[Part]

POSITION_BITS: Final = 31
DOC_SHIFT: Final = POSITION_BITS + 1
PARTS: Final[tuple[Part, ...]] = ("title", "body")
BODY: Final = 1 << POSITION_BITS


def places_of(
    group: Group, docs: Docs, parts: Parts, collection: Collection, budget: Budget
) -> Array:
    """Every place of these words in some parts of some documents (ascending), in order (int64)."""
    found = [np.zeros(0, np.int64)]
    for (segment, base), words in zip(collection.parts, group, strict=True):
        first, last = docs.searchsorted((base, base + segment.documents))
        inside = docs[first:last] - base
        for term, whole in zip(words.terms.tolist(), words.whole.tolist(), strict=True):
            own = segment.docs[segment.term_range(term)]
            rows = rows_in(inside, own, segment.documents)[1]
            if not len(rows):
                continue
            totals = segment.unpack(rows + segment.term_range(term).start)[0]
            budget.spend(4 * int(totals.sum(dtype=np.int64)) + len(own))
            at, owner = ranges(segment.occurrences_before(term, rows), totals)
            holder = own[rows].astype(np.int64)[owner]
            if not whole:
                variants = words.words - int(segment.term_words[term])
                chosen = np.isin(segment.variants[at], variants)
                at, holder = at[chosen], holder[chosen]
            position = segment.positions[at].astype(np.int64)
            title = segment.title_lengths[holder].astype(np.int64)
            in_part = np.where(position < title, position, position - title + BODY)
            found.append(holder + base << DOC_SHIFT | in_part)
    places = np.concatenate(found)
    if len(parts) < len(PARTS):
        places = places[np.isin(places >> POSITION_BITS & 1, [PARTS.index(part) for part in parts])]
    return places if len(found) <= 2 else np.sort(places)


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
