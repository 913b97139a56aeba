"""Which documents have some words one after the other.

The index says of each occurrence of a term, in one byte, which term follows it, or nearly
(index/segments/followers.py). So the occurrences of one word of the phrase are sieved by the word
after it, and the places of the others are read in the few documents that are left. All positions
of an archive are numbered through for it, document after document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from index.segments.arrays import changes, nonzero, ranges
from index.segments.followers import UNKNOWN, sign
from index.segments.reading import Segment
from search.arrays import Array, Docs, contained, rows_in
from search.collection import Collection
from search.limits import Budget
from search.occurrences import are
from search.places import Parts
from search.postings import SegmentPostings
from search.words import Group, Words

WORK_AN_OCCURRENCE: Final = 3
"""Units of work that an occurrence of a word costs whose place is read."""

SIEVED: Final = 8
"""Occurrences that are sieved for a unit of work."""

PICKED: Final = 60
"""When no more than one in so many of a word's documents may have the phrase, the others are passed
over; else it costs less to sieve them all."""


class _Found(NamedTuple):
    """Occurrences of a word: their documents, and their places numbered through."""

    docs: Array
    places: Array

    def only(self, kept: Array) -> _Found:
        return _Found(self.docs[kept], self.places[kept])


def docs_with_phrase(
    groups: Sequence[Group],
    parts: Parts,
    collection: Collection,
    budget: Budget,
    among: Docs | None = None,
) -> Docs:
    """The documents (ascending) that have words of these groups one after the other.

    Args:
        groups: the words of the phrase, two at least, each some of those of one term.
        parts: where the phrase counts; it stands in one of them.
        collection: what holds the documents; those deleted are left out.
        budget: what the work is taken off.
        among: the documents that are looked at, ascending; None for all.
    """
    found = [np.zeros(0, np.int64)]
    for number, part in enumerate(collection.parts):
        words = [group[number] for group in groups]
        if all(len(own.terms) for own in words):
            inside = None if among is None else among[part.rows(among)] - part.base
            found.append(_in_segment(part.segment, words, parts, inside, budget) + part.base)
    docs = np.concatenate(found)
    if among is not None:
        docs = docs[contained(docs, among)]
    return docs if collection.alive is None else docs[collection.alive[docs]]


def _in_segment(
    segment: Segment, words: Sequence[Words], parts: Parts, among: Docs | None, budget: Budget
) -> Docs:
    by_number = sorted(range(len(words)), key=lambda at: _holders(segment, words[at]))
    lead = min(range(len(words) - 1), key=by_number.index)
    rarest = segment.docs[segment.term_range(int(words[by_number[0]].terms[0]))]
    if among is None or len(rarest) < len(among):
        among = rarest
    found = _followed(segment, words[lead], words[lead + 1], among, budget)
    for at in by_number:
        if at != lead and len(found.docs):
            own = _all_of(segment, words[at], found.docs[changes(found.docs)], budget)
            found = found.only(contained(found.places + (at - lead), own.places))
    return _inside(segment, found, lead, len(words), parts)


def _inside(segment: Segment, found: _Found, lead: int, length: int, parts: Parts) -> Docs:
    """The documents in which the whole phrase stands in one of these parts.

    What is known of it is the place of the word number ``lead``.
    """
    docs, places = found
    starts = segment.arrays["starts"]
    first, end = starts[docs].astype(np.int64), starts[docs + 1].astype(np.int64)
    bodies = first + segment.title_lengths[docs]
    begins, ends = places - lead, places - lead + length
    kept = np.zeros(len(docs), bool)
    if "title" in parts:
        kept |= (begins >= first) & (ends <= bodies)
    if "body" in parts:
        kept |= (begins >= bodies) & (ends <= end)
    docs = docs[kept]
    return docs[changes(docs)]


def _holders(segment: Segment, words: Words) -> int:
    return segment.holders(int(words.terms[0]))


def _followed(
    segment: Segment,
    words: Words,
    following: Words,
    among: Docs | None,
    budget: Budget,
) -> _Found:
    """The occurrences of words of one term that others seem to follow.

    Those in documents that are not ``among`` some may be left out.
    """
    (term,) = words.terms.tolist()
    where, span = segment.term_range(term), segment.occurrence_range(term)
    if among is not None and len(among) * PICKED < where.stop - where.start:
        rows = rows_in(among, segment.docs[where], segment.documents)[1]
        totals, _ = segment.unpack(rows + where.start)
        at, owner = ranges(segment.occurrences_of(term, rows), totals)
        budget.spend(where.stop - where.start + len(at) // SIEVED)
        kept = _sieved(segment.followers[at], segment, following)
        at, rows = at[kept], rows[owner[kept]]
    else:
        budget.spend((span.stop - span.start) // SIEVED)
        at = _sieved(segment.followers[span], segment, following)
        rows = segment.postings_of(term, at)
        at += span.start
    budget.spend(WORK_AN_OCCURRENCE * len(at))
    if not words.whole[0]:
        kept = nonzero(are(segment, term, words, segment.variants[at]))
        at, rows = at[kept], rows[kept]
    docs = segment.docs[where][rows].astype(np.int64)
    return _Found(docs, segment.arrays["starts"][docs].astype(np.int64) + segment.positions[at])


def _sieved(followers: Array, segment: Segment, following: Words) -> Array:
    """Where words of one term may follow."""
    wanted = sign(segment.terms.raw(int(following.terms[0])))
    return nonzero((followers == wanted) | (followers == UNKNOWN))


def _all_of(segment: Segment, words: Words, docs: Docs, budget: Budget) -> _Found:
    """The occurrences of words of one term in some documents."""
    (term,) = words.terms.tolist()
    where = segment.term_range(term)
    budget.spend(where.stop - where.start)
    postings = SegmentPostings.among(segment, term, docs)
    docs = postings.docs.astype(np.int64).repeat(postings.totals)
    budget.spend(WORK_AN_OCCURRENCE * len(docs))
    places = segment.arrays["starts"][docs].astype(np.int64) + segment.positions[postings.places]
    found = _Found(docs, places)
    if words.whole[0]:
        return found
    return found.only(nonzero(are(segment, term, words, postings.variants)))
