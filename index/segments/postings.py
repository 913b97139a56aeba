"""Occurrences of words as sorted postings: what building and merging have in common.

A posting is a document that has a term, and how often it has it in title and in all. The two
counts share one number, the title's in the upper bits. An occurrence is one place of one term:
its position, title first and body after it, which variant (word) of the term stands there, and a
sign of the term that follows (followers.py).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from index.segments.arrays import Array, changes, distinct, nonzero, ranges

TITLE_SHIFT = {1: 6, 2: 12, 4: 20, 8: 32}
"""Bits of the count in all, by the bytes of the type; the rest are the title's."""

_COUNT_TYPES = {1: "<u1", 2: "<u2", 4: "<u4", 8: "<i8"}
"""The widest has a sign: numpy makes floats of unsigned numbers of 8 bytes beside signed ones."""

SKIP = 8
"""The place of the first occurrence is stored for every 8th posting; counts give the others."""


class Postings(NamedTuple):
    """Postings sorted by term, then document; occurrences sorted the same way, then by position.

    ``term_postings`` and ``term_occurrences`` say where each term begins, and the ends.
    """

    term_postings: Array  # int64, terms + 1
    term_occurrences: Array  # int64, terms + 1
    docs: Array
    totals: Array  # occurrences of the term in the document
    titles: Array  # those of them in the title
    positions: Array
    variants: Array
    followers: Array


def count_type(largest_total: int, largest_title: int) -> np.dtype[Any]:
    """The narrowest type that holds both counts."""
    return next(
        np.dtype(_COUNT_TYPES[size])
        for size, shift in TITLE_SHIFT.items()
        if largest_total < 1 << shift and largest_title < 1 << (8 * size - shift)
    )


def pack_counts(totals: Array, titles: Array, dtype: np.dtype[Any]) -> Array:
    """Put both counts in one number of a type that holds them."""
    packed: Array = totals.astype(dtype) | titles.astype(dtype) << TITLE_SHIFT[dtype.itemsize]
    return packed


def unpack_counts(counts: Array) -> tuple[Array, Array]:
    """The counts in all and in the title, of the same type as they are stored in."""
    shift = TITLE_SHIFT[counts.dtype.itemsize]
    return counts & ((1 << shift) - 1), counts >> shift


def sort_occurrences(
    terms: Array,
    docs: Array,
    positions: Array,
    variants: Array,
    followers: Array,
    in_title: Array,
    n_terms: int,
) -> Postings:
    """Sort occurrences, given in the order of the text, into postings.

    The sort key is the term and the place in the text in one 64-bit number, so no second array
    has to be carried along.
    """
    bits = max(len(terms), 1).bit_length()
    key = terms.astype(np.uint64)
    key <<= np.uint64(bits)
    key |= np.arange(len(key), dtype=np.uint64)
    key.sort()
    order = (key & np.uint64((1 << bits) - 1)).view(np.int64)
    key >>= np.uint64(bits)
    terms = key
    docs = docs.take(order)
    first = nonzero(changes(terms) | changes(docs))
    of_titles = first.searchsorted(nonzero(in_title.take(order)), "right") - 1
    limits = np.arange(n_terms + 1, dtype=np.uint64)
    return Postings(
        term_postings=terms[first].searchsorted(limits),
        term_occurrences=terms.searchsorted(limits),
        docs=docs[first],
        totals=np.diff(first, append=len(terms)),
        titles=np.bincount(of_titles, minlength=len(first)),
        positions=positions.take(order),
        variants=variants.take(order),
        followers=followers.take(order),
    )


def documents_by_form(postings: Postings, term_words: Array, word_surface: Array) -> list[Array]:
    """In how many documents each word stands, and each surface: arrays over both.

    Each word and surface stands somewhere. Nearly all postings have one word of their term, which
    counts; only the others are sorted.
    """
    firsts = np.cumsum(postings.totals) - postings.totals
    differs = changes(postings.variants)
    differs[firsts] = False
    mixed = distinct(firsts.searchsorted(nonzero(differs), "right") - 1)
    alone = np.ones(len(firsts), bool)
    alone[mixed] = False
    first_words = np.repeat(term_words[:-1], np.diff(postings.term_postings))
    words = (first_words + postings.variants[firsts])[alone]
    at, owner = ranges(firsts[mixed], postings.totals[mixed])
    others = first_words[mixed][owner] + postings.variants[at]
    counts = []
    for one_each, several in ((words, others), (word_surface[words], word_surface[others])):
        held = distinct(owner << 32 | several) & 0xFFFFFFFF
        counts.append(np.bincount(np.concatenate((one_each, held))))
    return counts


def skips_before(postings: int) -> int:
    """How many postings are every ``SKIP``-th one, among the first so many."""
    return -(-postings // SKIP)


def skips(totals: Array, postings: int = 0, occurrences: int = 0) -> Array:
    """The number of occurrences before every ``SKIP``-th posting, the first of all included.

    Args:
        totals: the occurrences of some postings that follow each other.
        postings: how many go before them.
        occurrences: and the occurrences of these.
    """
    before: Array = np.cumsum(totals, dtype=np.int64) - totals + occurrences
    return before[-postings % SKIP :: SKIP]


def count_chosen(chosen: Array, totals: Array) -> Array:
    """Count the chosen occurrences of each posting, given how many occurrences it has."""
    if chosen.all():
        return totals
    kind = np.int32 if len(chosen) < 2**31 else np.int64  # half the memory, half the time
    before = np.zeros(len(chosen) + 1, kind)
    chosen.cumsum(out=before[1:])
    counts: Array = before.take(totals.cumsum(dtype=kind))
    counts[1:] -= counts[:-1].copy()
    return counts
