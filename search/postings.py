"""The postings of terms in the documents that have them all, read once for all that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.segments.postings import unpack_counts
from index.segments.reading import Segment
from search.arrays import Array, Docs, rows_in
from search.collection import Collection, Part
from search.limits import Budget
from search.occurrences import are, counted, occurrences
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
    def read(cls, segment: Segment, term: int, rows: Array | None = None) -> SegmentPostings:
        """Read all postings of a term, or some."""
        where = segment.term_range(term)
        docs, counts = segment.docs[where], segment.counts[where]
        if rows is not None:
            docs, counts = docs[rows], counts[rows]
        return cls(segment, term, rows, docs, *unpack_counts(counts))

    def only(self, kept: Array) -> SegmentPostings:
        """Those with these numbers."""
        rows = kept if self.rows is None else self.rows[kept]
        counts = self.totals[kept], self.titles[kept]
        return SegmentPostings(self.segment, self.term, rows, self.docs[kept], *counts)

    def times(self, words: Words, parts: Parts) -> Array:
        """How often each document has some words of the term in some parts."""
        if words.terms.tolist() == [self.term] and words.whole[0]:
            if parts == WHOLE:
                return self.totals
            return self.titles if "title" in parts else self.totals - self.titles
        chosen = are(self.segment, self.term, words, self.variants)
        if parts != WHOLE:
            titles = np.repeat(self.segment.title_lengths[self.docs], self.totals)
            in_title = self.segment.positions[self.places] < titles
            chosen &= in_title if "title" in parts else ~in_title
        return counted(chosen, self.totals)

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

    def only(self, kept: Array) -> Postings:
        """Those with these numbers (ascending)."""
        segments: list[SegmentPostings | None] = []
        before = 0
        for one in self.segments:
            if one is not None:
                first, last = kept.searchsorted((before, before + len(one.docs)))
                before += len(one.docs)
                one = one.only(kept[first:last] - (before - len(one.docs)))
            segments.append(one)
        return Postings(segments, self.docs[kept])

    def times(self, words: Group, parts: Parts) -> Array:
        """How often each document has some words of the term in some parts."""
        each = zip(self.segments, words, strict=True)
        return _joined([one.times(own, parts) for one, own in each if one is not None])


def shared_postings(
    terms: Sequence[str], collection: Collection, budget: Budget, among: Docs | None = None
) -> list[Postings]:
    """The postings of terms (at least one) in the documents that have them all.

    Args:
        terms: what the documents have.
        collection: what holds them; those deleted are left out.
        budget: what the work is taken off.
        among: the documents that are looked at, ascending; None for all.
    """
    found: list[list[SegmentPostings | None]] = [[] for _ in terms]
    docs = []
    for part in collection.parts:
        own = _in_segment(part, terms, collection, budget, among)
        for number, postings in enumerate(found):
            postings.append(own[number] if own else None)
        if own:
            docs.append(own[0].docs.astype(np.int64) + part.base)
    shared = _joined(docs)
    return [Postings(postings, shared) for postings in found]


def _in_segment(
    part: Part, terms: Sequence[str], collection: Collection, budget: Budget, among: Docs | None
) -> list[SegmentPostings]:
    """The postings of each term; none of any when one of them has none."""
    segment, base = part
    numbers = [number for term in terms if (number := segment.term_number(term)) is not None]
    if len(numbers) < len(terms):
        return []
    holders = [segment.docs[segment.term_range(number)] for number in numbers]
    budget.spend(sum(map(len, holders)))
    docs, *others = sorted(holders, key=len)
    if among is not None:
        bounds = among.searchsorted((base, base + segment.documents))
        others.insert(0, among[slice(*bounds)] - base)
    for other in others:
        docs = docs[rows_in(docs, other, segment.documents)[0]]
    if collection.alive is not None:
        docs = docs.compress(collection.alive[base : base + segment.documents][docs])
    found = []
    for number, own in zip(numbers, holders, strict=True):
        all_of_them = len(docs) == len(own)
        rows = None if all_of_them else rows_in(docs, own, segment.documents)[1]
        found.append(SegmentPostings.read(segment, number, rows))
    return found


def _joined(columns: Sequence[Array]) -> Array:
    return columns[0] if len(columns) == 1 else np.concatenate([_NONE, *columns])


_NONE = np.zeros(0, np.int64)
