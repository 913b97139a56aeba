"""Where words lie in the texts, in characters, from what is stored: no text is analysed again.

For each position of a text the distance from the word before it is stored, in one byte; a word is
as long as its exact form, with few exceptions (``O.I.M.``, ``8 500``), which are stored one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.segments.arrays import Array, find_in

if TYPE_CHECKING:
    from index.segments.reading import Segment

LONG_GAP = 255
"""Stands for a distance between two words that does not fit in one byte."""


def word_spans(
    segment: Segment, texts: Array, positions: Array, words: Array
) -> tuple[list[int], list[int]]:
    """The first characters of words, and the ones after the last, in the title or body they are in.

    There are few words in each of a few texts, so this is no work for numpy.

    Args:
        segment: what holds the documents.
        texts: for each word, twice the number of its document, and one more if it is in the body;
            words of one text follow each other.
        positions: for each word, its position in its text, ascending.
        words: for each word, its number.
    """
    starts, title_lengths, gaps, lengths, odd = segment.text_columns
    text = -1
    first = begin = read = 0
    firsts, ends = [], []
    columns = (texts.tolist(), positions.tolist(), words.tolist())
    for own_text, position, word in zip(*columns, strict=True):
        if own_text != text:
            text, doc = own_text, own_text >> 1
            begin = read = starts[doc] + (title_lengths[doc] if text & 1 else 0)
            first = 0
        end = begin + position + 1
        between = gaps[read:end].tobytes()
        first += sum(between)
        if LONG_GAP in between:
            first += _beyond(segment, read, end)
        read = end
        length = lengths[word]
        if odd[word]:
            length = _odd_length(segment, end - 1, word, length)
        firsts.append(first)
        ends.append(first + length)
    return firsts, ends


def _beyond(segment: Segment, begin: int, end: int) -> int:
    """By how much the long gaps of some positions are longer than what stands for them."""
    arrays = segment.arrays
    first, last = find_in(arrays["long_gap_places"], np.array([begin, end])).tolist()
    return int((arrays["long_gaps"][first:last].astype(np.int64) - LONG_GAP).sum())


def _odd_length(segment: Segment, place: int, word: int, length: int) -> int:
    """The length of a word that may have another one at this place, or else ``length``.

    Two words may stand at one place, a compound and its first part.
    """
    arrays = segment.arrays
    first, last = find_in(arrays["odd_places"], np.array([place, place + 1])).tolist()
    stored = zip(arrays["odd_words"][first:last], arrays["odd_lengths"][first:last], strict=True)
    return next((int(own) for other, own in stored if other == word), length)
