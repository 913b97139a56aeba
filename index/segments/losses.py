"""What deletions took from a segment: how much less each of its words, terms and surfaces has.

A segment is not written again when documents of it are deleted. Its postings still name them,
and so do the numbers that were counted when it was written. The differences lie in a file beside
it, so that rarity and spelling are what they would be after a rebuild, and nothing has to be
counted in a search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.segments.arrays import Array, ArraysWriter, distinct
from index.segments.reading import Segment

ROWS = 1_000_000
"""Postings looked through at once."""


class Losses(NamedTuple):
    """Differences by term, word or surface; all int64 of the length of what they are by."""

    term_postings: Array
    term_occurrences: Array
    title_docs: Array
    body_docs: Array
    word_docs: Array
    surface_docs: Array


def write_losses(segment: Segment, deleted: Collection[int], target: Path) -> None:
    """Write the file that a reader of the segment subtracts (see ``Segment``)."""
    with ArraysWriter(target) as writer:
        for name, lost in losses_of(segment, alive_mask(segment, deleted))._asdict().items():
            at = np.flatnonzero(lost)
            writer.add(f"{name}.at", at.astype("<u4"))
            writer.add(f"{name}.lost", lost[at].astype("<u4"))


def alive_mask(segment: Segment, deleted: Collection[int]) -> Array:
    """Which documents of a segment are not deleted."""
    alive = np.ones(segment.documents, bool)
    alive[list(deleted)] = False
    return alive


def losses_of(segment: Segment, alive: Array) -> Losses:
    """Count what the documents that are not alive had."""
    words, terms, surfaces = len(segment.word_term), len(segment.terms), len(segment.surfaces)
    sums = Losses(*(np.zeros(n, np.int64) for n in (*[terms] * 4, words, surfaces)))
    for rows in _rows_of(segment, alive):
        totals, titles = segment.unpack(rows)
        starts = segment.arrays["term_postings"]
        term = np.searchsorted(starts, rows.astype(starts.dtype), "right") - 1
        sums.term_postings[:] += np.bincount(term, minlength=terms)
        sums.term_occurrences[:] += np.bincount(term, totals, terms).astype(np.int64)
        sums.title_docs[:] += np.bincount(term[titles > 0], minlength=terms)
        sums.body_docs[:] += np.bincount(term[totals > titles], minlength=terms)
        posting, word = segment.words_at(rows, term, totals)
        sums.word_docs[:] += _distinct_pairs(posting, word, words)
        sums.surface_docs[:] += _distinct_pairs(posting, segment.word_surface[word], surfaces)
    return sums


def _rows_of(segment: Segment, alive: Array) -> Iterator[Array]:
    """The postings of documents that are not alive, some at a time."""
    if alive.all():
        return
    for first in range(0, len(segment.docs), ROWS):
        found = np.flatnonzero(~alive[segment.docs[first : first + ROWS]])
        segment.forget_pages()
        if len(found):
            yield found + first


def _distinct_pairs(posting: Array, numbers: Array, size: int) -> Array:
    """Of how many postings each number stands beside at least one occurrence."""
    pairs = distinct(posting.astype(np.int64) << 32 | numbers)
    return np.bincount(pairs & 0xFFFFFFFF, minlength=size)
