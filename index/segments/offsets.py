"""Where words lie in the texts, in characters, from what is stored: no text is analysed again.

For each position of a text the distance from the word before it is stored, in one byte; a word is
as long as its exact form, with few exceptions (``O.I.M.``, ``8 500``), which are stored one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.segments.arrays import Array, find_in, ranges

if TYPE_CHECKING:
    from index.segments.reading import Segment

LONG_GAP = 255
"""Stands for a distance between two words that does not fit in one byte."""


def word_spans(
    segment: Segment, docs: Array, owner: Array, positions: Array, words: Array
) -> tuple[Array, Array]:
    """The first character of words, and the one after the last, in the title or body they are in.

    Args:
        segment: what holds the documents.
        docs: document numbers, ascending, none twice.
        owner: for each word, the place of its document in ``docs``.
        positions: for each word, its position; the body's follow those of the title.
        words: for each word, its number.
    """
    begins = segment.arrays["starts"][docs].astype(np.int64)
    starts, firsts = _starts(segment, docs, begins)
    first = starts[firsts[owner] + positions]
    lengths = segment.arrays["word_lengths"][words].astype(np.int64)
    places = begins[owner] + positions
    odd_places = segment.arrays["odd_places"]
    at, end = (find_in(odd_places, places, side) for side in ("left", "right"))
    odd = np.flatnonzero(at < end)
    for row in odd.tolist():
        lengths[row] = _odd_length(segment, int(at[row]), int(words[row]), int(lengths[row]))
    return first, first + lengths


def _starts(segment: Segment, docs: Array, begins: Array) -> tuple[Array, Array]:
    """Where each position of the documents begins in its text; and where each document's are."""
    arrays = segment.arrays
    sizes = arrays["starts"][docs + 1].astype(np.int64) - begins
    places, owner = ranges(begins, sizes)
    gaps = arrays["gaps"][places].astype(np.int64)
    long = np.flatnonzero(gaps == LONG_GAP)
    gaps[long] = arrays["long_gaps"][find_in(arrays["long_gap_places"], places[long])]
    running = np.concatenate(([0], np.cumsum(gaps)))
    firsts = np.cumsum(sizes) - sizes
    titles = segment.title_lengths[docs].astype(np.int64)
    in_body = places - begins[owner] >= titles[owner]
    before = np.where(in_body, running[firsts + titles][owner], running[firsts][owner])
    return running[1:] - before, firsts


def _odd_length(segment: Segment, at: int, word: int, length: int) -> int:
    """The stored length of a word; two may stand at one place, a compound and its first part."""
    places, words = segment.arrays["odd_places"], segment.arrays["odd_words"]
    place = places[at]
    while at < len(places) and places[at] == place:
        if words[at] == word:
            return int(segment.arrays["odd_lengths"][at])
        at += 1
    return length
