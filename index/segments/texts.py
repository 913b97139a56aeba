"""The words of texts in their order, from the postings: no text is read or analysed again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.segments.arrays import Array, find_in, nonzero, ranges
from index.segments.postings import unpack_counts
from index.segments.reading import Segment

AT_ONCE = 1 << 20
"""Postings that are gone through at a time: some 50 MB."""


class Texts(NamedTuple):
    """The words of some documents in the order of the text, one a position.

    ``starts`` says where each document begins, and the end. ``words`` and ``surfaces`` are
    numbers in the segment, of the first part where a compound stands (``compound``).
    """

    docs: Array
    starts: Array
    words: Array
    surfaces: Array
    compound: Array


def titles_of(segment: Segment) -> Texts:
    """The titles of all documents."""
    return _texts(segment, np.arange(segment.documents), segment.title_lengths, only_titles=True)


def texts_of(segment: Segment, docs: Array) -> Texts:
    """The texts of documents (ascending, none twice), titles first."""
    starts = segment.arrays["starts"]
    return _texts(segment, docs, starts[docs + 1] - starts[docs], only_titles=False)


def _texts(segment: Segment, docs: Array, lengths: Array, *, only_titles: bool) -> Texts:
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    begins = np.zeros(segment.documents, np.int64)
    begins[docs] = starts[:-1]
    chosen = np.zeros(segment.documents, bool)
    chosen[docs] = True
    filling = _Filling(segment, int(starts[-1]))
    before = 0
    for first in range(0, len(segment.docs), AT_ONCE):
        rows = slice(first, first + AT_ONCE)
        docs_of, (totals, titles) = segment.docs[rows], unpack_counts(segment.counts[rows])
        wanted = nonzero(titles if only_titles else chosen.take(docs_of))
        ends = totals.cumsum(dtype=np.int64)
        at, owner = ranges(
            before + ends[wanted] - totals[wanted], (titles if only_titles else totals)[wanted]
        )
        term = _terms(segment, first, first + len(docs_of)).take(wanted)
        filling.put(
            begins[docs_of[wanted]][owner] + segment.positions[at],
            segment.term_words[term][owner] + segment.variants[at],
        )
        before += int(ends[-1])
        segment.forget_pages()
    surfaces = segment.word_surface[filling.words]
    return Texts(docs, starts, filling.words, surfaces, filling.compound)


def _terms(segment: Segment, first: int, last: int) -> Array:
    """The term of each posting of a range."""
    starts = segment.arrays["term_postings"]
    low, high = find_in(starts, np.array([first, last]), "right").tolist()
    bounds = np.concatenate(([first], starts[low:high].astype(np.int64), [last]))
    return np.arange(low - 1, high).repeat(np.diff(bounds))


class _Filling:
    """Places that are filled with words, in any order."""

    def __init__(self, segment: Segment, places: int) -> None:
        self._lengths = segment.arrays["word_lengths"]
        self.words = np.full(places, -1, np.int32)
        self.compound = np.zeros(places, bool)

    def put(self, places: Array, words: Array) -> None:
        """Put words at places."""
        taken = np.flatnonzero(self.words[places] >= 0)
        held = self.words[places[taken]]
        self.words[places] = words
        # Two at one place are a compound and its first part, which is shorter. They may come at
        # once, in any order, so that each is compared with what stands there in the end.
        lost = np.flatnonzero(self.words[places] != words)
        at = np.concatenate((places[taken], places[lost]))
        other = np.concatenate((held, words[lost]))
        self.compound[at] = True
        shorter = self._lengths[other] < self._lengths[self.words[at]]
        self.words[at[shorter]] = other[shorter]
