"""The occurrences of one term in a segment: where they lie, and which words of it stand there."""

from __future__ import annotations

import numpy as np

from index.segments.arrays import ranges
from index.segments.reading import Segment
from search.arrays import Array
from search.words import Words


def occurrences(segment: Segment, term: int, rows: Array | None, totals: Array) -> slice | Array:
    """What to take from ``positions`` and ``variants`` for some postings of a term, or for all.

    Args:
        segment: what holds the term.
        term: its number.
        rows: the postings, counted from the term's first; None for all.
        totals: how many occurrences each of these postings has.
    """
    if rows is None:
        return segment.occurrence_range(term)
    return ranges(segment.occurrences_of(term, rows), totals)[0]


def are(segment: Segment, term: int, words: Words, variants: Array) -> Array:
    """Say of occurrences of a term, by the variants that stand there, whether they are of words."""
    first, last = segment.term_words[term : term + 2].tolist()
    own = words.words[(words.words >= first) & (words.words < last)] - first
    if len(own) == 1:
        return np.asarray(variants == own.astype(variants.dtype))
    chosen = np.zeros(last - first, bool)
    chosen[own] = True
    return np.asarray(chosen.take(variants))
