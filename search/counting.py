"""How often documents have certain words, in title and body: what scores are made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.segments.reading import Segment
from search.arrays import Array, Docs, ranges, rows_in
from search.collection import Collection
from search.limits import Budget
from search.words import Group, Words


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
    for (segment, base), words in zip(collection.parts, group, strict=True):
        if len(words.terms):
            inside = _inside(among, base, segment.documents)
            counts = _in_segment(segment, words, budget, inside)
            found.append(counts._replace(docs=counts.docs + base))
    if not found:
        return _NOTHING
    counts = found[0] if len(found) == 1 else Counts(*map(np.concatenate, zip(*found, strict=True)))
    return counts if collection.alive is None else counts.only(collection.alive[counts.docs])


_NOTHING = Counts(*[np.zeros(0, np.int64)] * 3)


def _inside(among: Docs | None, base: int, documents: int) -> Docs | None:
    """Those of the documents that are in a segment, as it numbers them."""
    if among is None:
        return None
    first, last = among.searchsorted((base, base + documents))
    return among[first:last] - base


def _in_segment(segment: Segment, words: Words, budget: Budget, among: Docs | None) -> Counts:
    if len(words.terms) == 1:
        term = int(words.terms[0])
        docs = segment.docs[segment.term_range(term)]
        rows = None if among is None else rows_in(among, docs, segment.documents)[1]
        return _of_term(segment, term, words, rows, budget)
    found = _of_terms(segment, words, budget)
    return found if among is None else found.only(rows_in(among, found.docs, segment.documents)[1])


def _of_term(
    segment: Segment, term: int, words: Words, rows: Array | None, budget: Budget
) -> Counts:
    """Counts of one term's words, in all of its postings or in some."""
    docs = segment.docs[segment.term_range(term)]
    totals, titles = segment.frequencies(term)
    budget.spend(len(docs))
    if rows is not None:
        docs, totals, titles = docs[rows], totals[rows], titles[rows]
    docs = docs.astype(np.int64)
    if words.whole[0]:
        return Counts(docs, titles, totals - titles)
    budget.spend(4 * len(docs))
    if rows is None:
        where = segment.occurrence_range(term)
        places = np.arange(where.start, where.stop)
        owner = np.repeat(np.arange(len(totals)), totals)
    else:
        places, owner = ranges(segment.occurrences_before(term, rows), totals)
    variants = words.words - int(segment.term_words[term])
    chosen = np.isin(segment.variants[places], variants.astype(segment.variants.dtype))
    return _counted(segment, docs, places[chosen], owner[chosen])


def _counted(segment: Segment, docs: Docs, places: Array, owner: Array) -> Counts:
    """Count occurrences (their places in ``positions``) by the document each belongs to."""
    in_title = segment.positions[places] < segment.title_lengths[docs[owner]]
    totals = np.bincount(owner, minlength=len(docs))
    titles = np.bincount(owner[in_title], minlength=len(docs))
    return Counts(docs, titles, totals - titles).only(totals > 0)


def _of_terms(segment: Segment, words: Words, budget: Budget) -> Counts:
    """Counts of the words of several terms, added up by document."""
    arrays = segment.arrays
    starts = arrays["term_postings"].astype(np.int64)
    whole = words.terms[words.whole]
    sizes = starts[whole + 1] - starts[whole]
    budget.spend(4 * int(sizes.sum()))
    rows, _ = ranges(starts[whole], sizes)
    totals, titles = segment.unpack(rows)
    found = [Counts(segment.docs[rows].astype(np.int64), titles, totals - titles)]
    for term in words.terms[~words.whole].tolist():
        first, last = segment.term_words[term : term + 2]
        own = words.words[(words.words >= first) & (words.words < last)]
        only = Words(own, np.array([term]), np.zeros(1, bool))
        found.append(_of_term(segment, term, only, None, budget))
    return _added_up(found, segment.documents)


def _added_up(found: list[Counts], documents: int) -> Counts:
    docs, titles, bodies = map(np.concatenate, zip(*found, strict=True))
    if len(docs) * 20 < documents:
        distinct, where = np.unique(docs, return_inverse=True)
        sums = (np.bincount(where, column, len(distinct)) for column in (titles, bodies))
        return Counts(distinct, *(column.astype(np.int64) for column in sums))
    title_sums = np.bincount(docs, titles, documents).astype(np.int64)
    body_sums = np.bincount(docs, bodies, documents).astype(np.int64)
    distinct = np.flatnonzero(title_sums + body_sums)
    return Counts(distinct, title_sums[distinct], body_sums[distinct])
