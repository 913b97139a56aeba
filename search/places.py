"""Where words stand in documents, for phrases, proximity, ranking and marks.

A place is one number: the document, then the part (0 title, 1 body), then the position in that
part. Places of one document are neighbours in order, and one added is the next word.

A call of numpy takes a microsecond or two however little it is given, and a question has few words
in few documents to look at. So the places of all of its words are read together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from index.releases import Part
from index.segments.arrays import changes, nonzero, ranges
from index.segments.reading import Segment
from search.arrays import Array, Docs, contained, rows_in
from search.collection import Collection
from search.limits import Budget
from search.words import Group, Words

Parts: TypeAlias = frozenset[Part]
WHOLE: Final[Parts] = frozenset({"title", "body"})
TITLE: Final[Parts] = frozenset({"title"})

POSITION_BITS: Final = 31
DOC_SHIFT: Final = POSITION_BITS + 1
PARTS: Final[tuple[Part, ...]] = ("title", "body")
BODY: Final = 1 << POSITION_BITS

FEW_TERMS: Final = 8
"""Up to this many terms of a group are looked up one by one; of more, all postings are read."""


class Sought(NamedTuple):
    """Words that count as one, and the parts they are looked for in."""

    group: Group
    parts: Parts


class Places(NamedTuple):
    """Places, ascending for each of the groups sought, which come one after the other.

    All are int64: the place; the number of the group; the row of the document among those looked
    at; the word that stands there, as its segment numbers it.
    """

    places: Array
    groups: Array
    rows: Array
    words: Array

    def only(self, kept: Array | slice) -> Places:
        """Those where ``kept`` (a mask, indices or a slice) says so."""
        return Places(*(column[kept] for column in self))

    def among(self, docs: Docs, read: Docs) -> Places:
        """Those in some of the documents they were read for (both ascending)."""
        row = np.full(len(read), -1)
        row[read.searchsorted(docs)] = np.arange(len(docs))
        rows = row.take(self.rows)
        kept = nonzero(rows >= 0)
        return Places(self.places[kept], self.groups[kept], rows[kept], self.words[kept])

    def by_group(self, groups: int) -> list[Places]:
        """The places of each of so many groups."""
        bounds = self.groups.searchsorted(np.arange(groups + 1)).tolist()
        return [self.only(slice(*ends)) for ends in pairwise(bounds)]


def places_of(
    sought: Sequence[Sought], docs: Docs, collection: Collection, budget: Budget
) -> Places:
    """Every place of some groups of words in some documents (ascending)."""
    found = []
    for number, part in enumerate(collection.parts):
        rows, base = part.rows(docs), part.base
        words = [group[number] for group, _ in sought]
        if rows.start < rows.stop and any(len(own.terms) for own in words):
            places = _in_segment(part.segment, words, docs[rows] - base, budget)
            places.places[:] += base << DOC_SHIFT
            places.rows[:] += rows.start
            found.append(places)
    if not found:
        return Places(_NONE, _NONE, _NONE, _NONE)
    places = found[0]
    if len(found) > 1:
        places = Places(*map(np.concatenate, zip(*found, strict=True)))
    if any(len(parts) < len(PARTS) for _, parts in sought):
        wanted = np.array([[part in parts for part in PARTS] for _, parts in sought])
        places = places.only(wanted[places.groups, places.places >> POSITION_BITS & 1])
    if len(found) > 1 or any(len(own.terms) > 1 for group, _ in sought for own in group):
        places = places.only(np.lexsort((places.places, places.groups)))
    return places


_NONE: Final = np.zeros(0, np.int64)


class _Postings(NamedTuple):
    """Postings of one term in some documents, or of several: one of each array a posting."""

    terms: Array
    rows: Array  # of the documents looked at
    at: Array  # in the arrays of postings
    starts: Array  # of the first occurrence, in the arrays of occurrences


def _in_segment(segment: Segment, words: Sequence[Words], docs: Docs, budget: Budget) -> Places:
    """The places of groups in documents of a segment, documents and rows numbered by these."""
    found = [_postings(segment, own.terms, docs, budget) for own in words]
    sizes = [len(own.at) for own in found]
    terms, rows, at, starts = map(np.concatenate, zip(*found, strict=True))
    totals, _ = segment.unpack(at)
    budget.spend(8 * int(np.add.reduce(totals, dtype=np.int64)) + len(at))
    at, owner = ranges(starts, totals)
    groups = np.arange(len(words)).repeat(sizes)[owner]
    there = segment.term_words[terms].astype(np.int64)[owner] + segment.variants[at]
    if not all(own.entire for own in words):
        kept = nonzero(_meant(there, groups, words))
        at, owner, groups, there = at[kept], owner[kept], groups[kept], there[kept]
    rows = rows[owner]
    titles = segment.title_lengths[docs].astype(np.int64)[rows]
    position = segment.positions[at].astype(np.int64)
    position += (position >= titles) * (BODY - titles)
    return Places((docs << DOC_SHIFT)[rows] | position, groups, rows, there)


def _meant(there: Array, groups: Array, words: Sequence[Words]) -> Array:
    """Say of words of the terms of groups whether they are words of the groups themselves."""
    meant = np.ones(len(there), bool)
    for number, own in enumerate(words):
        if not own.entire:
            meant &= (groups != number) | contained(there, own.words)
    return meant


def _postings(segment: Segment, terms: Array, docs: Docs, budget: Budget) -> _Postings:
    """The postings of some terms in some documents."""
    if len(terms) <= FEW_TERMS:
        found = []
        for term in terms.tolist():
            own_range = segment.term_range(term)
            budget.spend(own_range.stop - own_range.start)
            rows, own = rows_in(docs, segment.docs[own_range], segment.documents)
            starts = segment.occurrences_of(term, own)
            found.append(_Postings(np.full(len(own), term), rows, own + own_range.start, starts))
        if len(found) == 1:
            return found[0]
        columns = zip(_Postings(_NONE, _NONE, _NONE, _NONE), *found, strict=True)
        return _Postings(*map(np.concatenate, columns))
    row = np.full(segment.documents, -1, np.int32)
    row[docs] = np.arange(len(docs))
    where = segment.term_ranges(terms)
    holders = where.of(segment.docs)
    budget.spend(4 * len(holders))
    rows = row.take(holders)
    own = nonzero(rows >= 0)
    at = where.places(own)
    terms = segment.arrays["term_postings"].searchsorted(at.astype("<u8"), "right") - 1
    return _Postings(terms, rows[own], at, segment.occurrences_before(at))


def split(places: Array) -> tuple[Array, Array, Array]:
    """The documents, parts (0 title, 1 body), and positions of places."""
    return places >> DOC_SHIFT, places >> POSITION_BITS & 1, places & (BODY - 1)


def docs_of(places: Array) -> Docs:
    """The documents of places, each once."""
    docs = places >> DOC_SHIFT
    return docs[changes(docs)]


def in_order(columns: list[Array]) -> Array:
    """The places of the first word from which the others follow one by one."""
    starts = columns[0]
    for offset, places in enumerate(columns[1:], 1):
        starts = starts[contained(starts + offset, places)]
    return starts


def close_together(columns: list[Array], distance: int) -> Array:
    """The places of words from which all words stand within ``distance`` words, in one part.

    No distance that is asked for leads from one part to the other (``BODY``).
    """
    # The columns ascend, so a stable sort only merges them; np.unique hashes, ten times as slow.
    starts = np.sort(np.concatenate(columns), kind="stable")
    starts = starts[changes(starts)]
    for places in columns:
        if not len(places):
            return places
        nearest = places[np.minimum(places.searchsorted(starts), len(places) - 1)]
        starts = starts[(nearest >= starts) & (nearest - starts <= distance)]
    return starts
