"""Where words lie in the texts, in characters, from what is stored: no text is analysed again.

For each position of a text the distance from the word before it is stored, in one byte; a word is
as long as its exact form, with few exceptions (``O.I.M.``, ``8 500``), which are stored one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.segments.arrays import Array, find_in, nonzero

if TYPE_CHECKING:
    from index.segments.reading import Segment

LONG_GAP = 255
"""Stands for a distance between two words that does not fit in one byte."""

_ZERO = np.zeros(1, np.uint8)


def word_spans(
    segment: Segment, docs: Array, rows: Array, positions: Array, words: Array
) -> tuple[Array, Array]:
    """The first character of words, and the one after the last, in the title or body they are in.

    Args:
        segment: what holds the documents.
        docs: document numbers, ascending, none twice.
        rows: for each word, the place of its document in ``docs``.
        positions: for each word, its position; the body's follow those of the title.
        words: for each word, its number.
    """
    begins = segment.arrays["starts"][docs].astype(np.int64)
    running, firsts = _running(segment, begins, segment.arrays["starts"][docs + 1].astype(np.int64))
    titles = segment.title_lengths[docs].astype(np.int64)[rows]
    firsts = firsts[rows]
    text_begins = firsts + titles * (positions >= titles)
    first = running[firsts + positions + 1] - running[text_begins]
    lengths = segment.arrays["word_lengths"][words].astype(np.int64)
    places = begins[rows] + positions
    odd_places = segment.arrays["odd_places"]
    odd_at = find_in(odd_places, places)
    odd = odd_places.take(odd_at, mode="clip") == places if len(odd_places) else odd_at[:0]
    for row in nonzero(odd).tolist():
        lengths[row] = _odd_length(segment, int(odd_at[row]), int(words[row]), int(lengths[row]))
    return first, first + lengths


def _running(segment: Segment, begins: Array, ends: Array) -> tuple[Array, Array]:
    """The gaps of some documents added up, one document after the other, from 0 on.

    Returns:
        The sums, one more than there are positions; and where each document begins in them.
    """
    arrays, stored = segment.arrays, segment.arrays["gaps"]
    bounds = zip(begins.tolist(), ends.tolist(), strict=True)
    gaps = np.concatenate([_ZERO, *(stored[begin:end] for begin, end in bounds)])
    lengths = ends - begins
    firsts = lengths.cumsum() - lengths
    long = nonzero(gaps == LONG_GAP)
    if len(long):
        owner = firsts.searchsorted(long, "left") - 1
        places = begins[owner] + long - 1 - firsts[owner]
        gaps = gaps.astype(np.int64)
        gaps[long] = arrays["long_gaps"][find_in(arrays["long_gap_places"], places)]
    return gaps.cumsum(dtype=np.int64), firsts


def _odd_length(segment: Segment, at: int, word: int, length: int) -> int:
    """The stored length of a word; two may stand at one place, a compound and its first part."""
    places, words = segment.arrays["odd_places"], segment.arrays["odd_words"]
    place = places[at]
    while at < len(places) and places[at] == place:
        if words[at] == word:
            return int(segment.arrays["odd_lengths"][at])
        at += 1
    return length
