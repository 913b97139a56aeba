"""How often documents have certain words, in title and body: what scores are made of."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from index.segments.arrays import changes, nonzero
from index.segments.postings import unpack_counts
from index.segments.reading import Segment
from search.arrays import Array, Docs, rows_in
from search.collection import Collection
from search.limits import Budget
from search.places import TITLE, WHOLE
from search.postings import SegmentPostings
from search.words import Group, Words

TITLE_BITS: Final = 32
"""Where counts of titles begin in a number that holds those of bodies, too."""

SORTED: Final = 10
"""When no more than one document in so many has some words, theirs are sorted to be added up."""


class Counts(NamedTuple):
    """Documents (ascending) and how often each has the words in its title and in its body."""

    docs: Docs
    titles: Array
    bodies: Array

    def only(self, kept: Array) -> Counts:
        """Those where ``kept`` says so."""
        return Counts(self.docs[kept], self.titles[kept], self.bodies[kept])


def count(
    group: Group, collection: Collection, budget: Budget, among: Docs | None = None
) -> Counts:
    """Count the words of a group, in all documents or ``among`` some (ascending)."""
    found = []
    for part, words in zip(collection.parts, group, strict=True):
        if len(words.terms):
            inside = None if among is None else among[part.rows(among)] - part.base
            counts = _in_segment(part.segment, words, budget, inside)
            found.append(counts._replace(docs=counts.docs + part.base))
    if not found:
        return _NOTHING
    counts = found[0] if len(found) == 1 else Counts(*map(np.concatenate, zip(*found, strict=True)))
    return counts if collection.alive is None else counts.only(collection.alive[counts.docs])


_NONE = np.zeros(0, np.int64)
_NOTHING = Counts(_NONE, _NONE, _NONE)


def _in_segment(segment: Segment, words: Words, budget: Budget, among: Docs | None) -> Counts:
    if len(words.terms) == 1:
        return _of_term(segment, int(words.terms[0]), words, among, budget)
    found = _of_terms(segment, words, budget)
    return found if among is None else found.only(rows_in(among, found.docs, segment.documents)[1])


def _of_term(
    segment: Segment, term: int, words: Words, among: Docs | None, budget: Budget
) -> Counts:
    """Counts of one term's words, in all of its documents or among some."""
    own = (
        SegmentPostings.of(segment, term)
        if among is None
        else SegmentPostings.among(segment, term, among)
    )
    budget.spend(len(own.docs) * (1 if words.whole[0] else 5))
    totals, titles = own.times(words, WHOLE), own.times(words, TITLE)
    counts = Counts(own.docs.astype(np.int64), titles, totals - titles)
    return counts if words.whole[0] else counts.only(nonzero(totals != 0))


def documents_with(group: Group, collection: Collection, budget: Budget) -> int:
    """How many documents have one of these words."""
    number = 0
    for part, words in zip(collection.parts, group, strict=True):
        known = _known_number(part.segment, words) if len(words.terms) < 2 else None
        if known is None:
            return len(count(group, collection, budget).docs)
        number += known
    return number


def _known_number(segment: Segment, words: Words) -> int | None:
    """How many documents of a segment have these words, if it was counted when it was written."""
    if not len(words.words):
        return 0
    if words.whole[0]:
        return segment.holders(int(words.terms[0]))
    first = int(words.words[0])
    if len(words.words) == 1:
        return int(segment.arrays["word_docs"][first])
    surface = int(segment.word_surface[first])
    if words.words.tolist() == [*segment.words_of_surface(surface)]:
        return int(segment.arrays["surface_docs"][surface])
    return None


def _of_terms(segment: Segment, words: Words, budget: Budget) -> Counts:
    """Counts of the words of several terms, added up by document."""
    where = segment.term_ranges(words.terms[words.whole])
    docs = where.of(segment.docs)
    budget.spend(4 * len(docs))
    totals, titles = unpack_counts(where.of(segment.counts))
    found = [Counts(docs.astype(np.int64), titles, totals - titles)]
    for term in words.terms[~words.whole].tolist():
        only = Words(words.words, np.array([term]), np.zeros(1, bool))
        found.append(_of_term(segment, term, only, None, budget))
    return _added_up(found, segment.documents)


def _added_up(found: list[Counts], documents: int) -> Counts:
    docs, titles, bodies = map(np.concatenate, zip(*found, strict=True))
    # Both counts in one number, so that they are added up at once; a float64 holds it exactly.
    both = titles.astype(np.int64) << TITLE_BITS | bodies
    if len(docs) * SORTED < documents:
        order = docs.argsort(kind="stable")
        docs = docs[order]
        first = nonzero(changes(docs))
        distinct, sums = docs[first], np.add.reduceat(both[order], first)
    else:
        by_doc = np.bincount(docs, both, documents)
        distinct = nonzero(by_doc != 0)
        sums = by_doc[distinct].astype(np.int64)
    return Counts(distinct, sums >> TITLE_BITS, sums & (1 << TITLE_BITS) - 1)
