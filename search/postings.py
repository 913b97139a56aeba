"""The postings of terms in the documents that have them all, read once for all that is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from index.segments.arrays import nonzero
from index.segments.postings import count_chosen, unpack_counts
from index.segments.reading import Segment
from search.arrays import Array, Docs, rows_in
from search.collection import Collection, Part
from search.limits import Budget
from search.occurrences import are, occurrences
from search.places import WHOLE, Parts
from search.words import Group, Words


@dataclass(frozen=True, eq=False)
class SegmentPostings:
    """Postings of one term in a segment.

    ``rows`` are their numbers, from the term's first on; None for all of them. ``docs`` are the
    documents as the segment numbers them; ``totals`` and ``titles`` how often each has the term,
    in all and in the title.
    """

    segment: Segment
    term: int
    rows: Array | None
    docs: Array
    totals: Array
    titles: Array

    @classmethod
    def of(cls, segment: Segment, term: int, rows: Array | None = None) -> SegmentPostings:
        """The postings of a term, all or those of some numbers (ascending)."""
        where = segment.term_range(term)
        docs, counts = segment.docs[where], segment.counts[where]
        if rows is not None:
            docs, counts = docs[rows], counts[rows]
        return cls(segment, term, rows, docs, *unpack_counts(counts))

    @classmethod
    def among(cls, segment: Segment, term: int, docs: Array) -> SegmentPostings:
        """The postings of a term in some documents of the segment (ascending)."""
        held = segment.docs[segment.term_range(term)]
        return cls.of(segment, term, rows_in(docs, held, segment.documents)[1])

    def times(self, words: Words, parts: Parts) -> Array:
        """How often each document has some words of the term in some parts."""
        whole = words.terms.tolist() == [self.term] and words.whole[0]
        totals = self.totals if whole else self._times(words)
        if parts == WHOLE:
            return totals
        titles = self.titles if whole else self._times_in_title(words)
        return titles if "title" in parts else totals - titles

    def _times(self, words: Words) -> Array:
        """How often each document has some words of the term."""
        known = self.segment.times(self.term, words.words)
        if known is None:
            chosen = are(self.segment, self.term, words, self.variants)
            return count_chosen(chosen, self.totals)
        return known if self.rows is None else known[self.rows]

    def _times_in_title(self, words: Words) -> Array:
        """How often each document has some words of the term in its title: few have the term."""
        rows = nonzero(self.titles != 0)
        own = self.of(self.segment, self.term, rows if self.rows is None else self.rows[rows])
        chosen = are(self.segment, self.term, words, own.variants)
        lengths = self.segment.title_lengths[own.docs.astype(np.int64)].repeat(own.totals)
        chosen &= self.segment.positions[own.places] < lengths
        titles = np.zeros(len(self.docs), np.int64)
        titles[rows] = count_chosen(chosen, own.totals)
        return titles

    @cached_property
    def places(self) -> slice | Array:
        """What to take from arrays over occurrences for those of these postings."""
        return occurrences(self.segment, self.term, self.rows, self.totals)

    @cached_property
    def variants(self) -> Array:
        """Which word of the term stands at each of these occurrences."""
        return self.segment.variants[self.places]


class Postings:
    """Postings of one term in some documents.

    ``docs`` are the documents, ascending (int64); ``totals`` and ``titles`` how often each has the
    term, in all and in the title; ``segments`` the postings by segment, None where one has none.
    """

    def __init__(self, segments: Sequence[SegmentPostings | None], docs: Docs) -> None:
        self.segments = segments
        self.docs = docs
        own = [one for one in segments if one is not None]
        self.totals = _joined([one.totals for one in own])
        self.titles = _joined([one.titles for one in own])

    def times(self, group: Group, parts: Parts) -> Array:
        """How often each document has some words of the term in some parts."""
        each = zip(self.segments, group, strict=True)
        return _joined([one.times(own, parts) for one, own in each if one is not None])


def shared_docs(
    terms: Sequence[str], collection: Collection, budget: Budget, among: Docs | None = None
) -> Docs:
    """The documents that have all of some terms, ascending.

    Args:
        terms: what the documents have, one at least.
        collection: what holds them; those deleted are left out.
        budget: what the work is taken off.
        among: the documents that are looked at, ascending; None for all.
    """
    shared = [
        part.numbered(_shared(part, numbers, collection, budget, among)[0])
        for part in collection.parts
        if (numbers := _numbers(part.segment, terms))
    ]
    return _joined(shared)


def shared_postings(
    terms: Sequence[str], collection: Collection, budget: Budget, among: Docs | None = None
) -> list[Postings]:
    """The postings of terms in ``shared_docs``."""
    found: list[list[SegmentPostings | None]] = [[] for _ in terms]
    shared = []
    for part in collection.parts:
        numbers = _numbers(part.segment, terms)
        if not numbers:
            for postings in found:
                postings.append(None)
            continue
        docs, rows = _shared(part, numbers, collection, budget, among)
        shared.append(part.numbered(docs))
        for postings, number, own in zip(found, numbers, rows, strict=True):
            postings.append(SegmentPostings.of(part.segment, number, own))
    return [Postings(postings, _joined(shared)) for postings in found]


def _numbers(segment: Segment, terms: Sequence[str]) -> list[int]:
    """The numbers of terms in a segment; none when it lacks one of them."""
    numbers = [segment.term_number(term) for term in terms]
    return [] if None in numbers else cast(list[int], numbers)


def _shared(
    part: Part, terms: Sequence[int], collection: Collection, budget: Budget, among: Docs | None
) -> tuple[Array, list[Array | None]]:
    """The documents of a segment that have all of some terms, as the segment numbers them.

    Returns for each term, too, which of its postings these are; None for all.
    """
    segment, base = part
    lists = [segment.docs[segment.term_range(term)] for term in terms]
    budget.spend(sum(map(len, lists)))
    if among is not None:
        lists.append(among[part.rows(among)] - base)
    first, *others = sorted(range(len(lists)), key=lambda number: len(lists[number]))
    docs = lists[first]
    rows: dict[int, Array | None] = {first: None}
    for number in others:
        kept, own = rows_in(docs, lists[number], segment.documents)
        docs, rows = docs[kept], _picked(rows, kept) | {number: own}
    if collection.alive is not None:
        kept = nonzero(collection.alive[base : base + segment.documents][docs])
        docs, rows = docs[kept], _picked(rows, kept)
    return docs, [rows[number] for number in range(len(terms))]


def _picked(rows: Mapping[int, Array | None], kept: Array) -> dict[int, Array | None]:
    """Of rows that some documents have in several lists, those of the documents that are kept."""
    return {number: kept if own is None else own[kept] for number, own in rows.items()}


def _joined(columns: Sequence[Array]) -> Array:
    return columns[0] if len(columns) == 1 else np.concatenate([_NONE, *columns])


_NONE = np.zeros(0, np.int64)
