"""Which documents have some words one after the other.

All positions of an archive are numbered through, document after document. A word of a phrase is
noted not where it stands but where the last word of the phrase would have to, so that a phrase is
a number that all of its words have. Numbers are as narrow as the archive lets them be: frequent
words have hundreds of thousands. Only what is left at the end is looked at to see whether it runs
over the end of a title or of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from index.segments.arrays import find_in, smallest_unsigned
from index.segments.reading import Segment
from search.arrays import Array, Docs, contained
from search.collection import Collection
from search.limits import Budget
from search.occurrences import are
from search.places import DOC_SHIFT, Parts, docs_of
from search.postings import SegmentPostings
from search.words import Group, Words

WORK_AN_OCCURRENCE: Final = 3
"""Units of work that an occurrence of a word costs."""

PICKED: Final = 3
"""When one in so many of its postings is wanted, a term's occurrences are all read as they lie."""

SIEVED: Final = 4
"""Two lists are sieved before they are compared when the longer one is so many times at most."""

NARROWEST: Final = 2**32 - 1
"""Below 32 bits positions and masks would not fit beside the numbers."""

SIEVE: Final = range(12, 23)
"""Bits of the sieve's numbers: it fits in the processor's cache."""


def docs_with_phrase(
    groups: Sequence[Group], parts: Parts, docs: Docs, collection: Collection, budget: Budget
) -> Docs:
    """Those of some documents (ascending) that have words of these groups one after the other.

    Args:
        groups: the words of the phrase, each some of those of one term.
        parts: where the phrase counts; it stands in one of them.
        docs: those that have all of these terms.
        collection: what holds the documents.
        budget: what the work is taken off.
    """
    found = [np.zeros(0, np.int64)]
    for number, part in enumerate(collection.parts):
        words = [group[number] for group in groups]
        own_docs = docs[part.rows(docs)] - part.base
        if len(own_docs) and all(len(own.terms) for own in words):
            own_docs = _in_segment(part.segment, words, parts, own_docs, budget)
            found.append(own_docs + part.base)
    return np.concatenate(found)


def _in_segment(
    segment: Segment, words: Sequence[Words], parts: Parts, docs: Docs, budget: Budget
) -> Docs:
    starts = segment.arrays["starts"]
    last = len(words) - 1
    kind = smallest_unsigned(max(int(starts[-1]) + last, NARROWEST))
    ends: Array | None = None
    left = docs
    for offset in sorted(range(len(words)), key=lambda at: _occurrences(segment, words[at])):
        own = _numbered(segment, words[offset], left, kind, budget)
        own += kind.type(last - offset)
        ends = own if ends is None else _common(ends, own)
        if not len(ends):
            return np.zeros(0, np.int64)
        if len(ends) * PICKED < len(left):
            # Of a phrase that would run over the last text, no document holds the end.
            inside = ends[: find_in(ends, starts[-1:])[0]]
            left = docs_of(find_in(starts, inside, "right") - 1 << DOC_SHIFT)
    assert ends is not None
    begins = ends.astype(np.int64) - last
    holders = find_in(starts, begins, "right") - 1
    bodies = starts[holders].astype(np.int64) + segment.title_lengths[holders]
    kept = np.zeros(len(holders), bool)
    if "title" in parts:
        kept |= begins + last < bodies
    if "body" in parts:
        kept |= (begins >= bodies) & (begins + last < starts[holders + 1].astype(np.int64))
    holders = holders[kept]
    return docs[contained(docs, holders)]


def _occurrences(segment: Segment, words: Words) -> int:
    where = segment.occurrence_range(int(words.terms[0]))
    return int(where.stop - where.start)


def _numbered(
    segment: Segment, words: Words, docs: Docs, kind: np.dtype[Any], budget: Budget
) -> Array:
    """The positions of words of one term, numbered through: in some documents at least."""
    (term,) = words.terms.tolist()
    where = segment.term_range(term)
    budget.spend(where.stop - where.start)
    picked = len(docs) * PICKED < where.stop - where.start
    postings = SegmentPostings.of(segment, term, docs if picked else None)
    found = segment.arrays["starts"][postings.docs].astype(kind).repeat(postings.totals)
    budget.spend(WORK_AN_OCCURRENCE * len(found))
    found += segment.positions[postings.places]
    return found if words.whole[0] else found.compress(are(segment, term, words, postings.variants))


def _common(few: Array, many: Array) -> Array:
    """The numbers (ascending) that two lists have in common."""
    if len(few) > len(many):
        few, many = many, few
    if len(few) * SIEVED < len(many):
        return few[contained(few, many)]
    bits = min(max(len(few).bit_length() + 4, SIEVE.start), SIEVE.stop)
    mask = few.dtype.type((1 << bits) - 1)
    sieve = np.zeros(1 << bits, bool)
    sieve[few & mask] = True
    left = many.compress(sieve[many & mask])
    return left[contained(left, few)]
