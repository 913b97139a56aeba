"""The words of several segments as one vocabulary, and what their numbers become in it.

Texts are read twice, one segment at a time, so that memory holds those of one segment and of the
result, however many segments there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np

from index.segments.arrays import Array, distinct
from index.segments.reading import Segment
from index.segments.strings import Strings
from index.segments.vocabulary import WordTable


class NewNumbers(NamedTuple):
    """The new numbers of a segment's terms, surfaces and words; all int32.

    ``terms`` ascends. What no living document has takes the next term's number; the new number
    of such a word or surface means nothing.
    """

    terms: Array
    surfaces: Array
    words: Array


def merge_words(segments: list[Segment], used: list[Array]) -> tuple[WordTable, list[NewNumbers]]:
    """Merge vocabularies.

    Args:
        segments: what to merge.
        used: for each, a mask of the words that living documents have.
    """
    pairs = [*zip(segments, used, strict=True)]
    terms = _merged((s.terms, s.word_term[mask]) for s, mask in pairs)
    surfaces = _merged((s.surfaces, s.word_surface[mask]) for s, mask in pairs)
    exacts = _merged((s.exacts, s.word_exact[mask]) for s, mask in pairs)
    term_of_surface = np.zeros(len(surfaces), np.int32)
    numbers, keys, words = [], [], np.zeros(0, np.int64)
    for segment, mask in pairs:
        term = _numbered(segment.terms, terms)
        surface = _numbered(segment.surfaces, surfaces)
        exact = _numbered(segment.exacts, exacts)
        term_of_surface[surface[segment.word_surface[mask]]] = term[segment.word_term[mask]]
        key = surface[segment.word_surface].astype(np.int64) << 32 | exact[segment.word_exact]
        words = distinct(np.concatenate((words, key[mask])))
        numbers.append((term, surface))
        keys.append(key)
        segment.forget_pages()
    word_surface, word_exact = words >> 32, words & 0xFFFFFFFF
    word_term = term_of_surface[word_surface]
    order = np.lexsort((word_exact, word_surface, word_term))
    places = np.empty(len(order) + 1, np.int32)  # one more for words that are not used
    places[order] = np.arange(len(order))
    by_word = [column[order].astype("<u4") for column in (word_term, word_surface, word_exact)]
    return WordTable([*terms], [*surfaces], [*exacts], *by_word), [
        NewNumbers(term, surface, places[np.searchsorted(words, key)])
        for (term, surface), key in zip(numbers, keys, strict=True)
    ]


def _merged(parts: Iterable[tuple[Strings, Array]]) -> dict[bytes, int]:
    """The distinct strings among these that are named by their numbers, in order, numbered anew."""
    found = set[bytes]()
    for strings, named in parts:
        wanted = np.zeros(len(strings), np.uint8)
        wanted[named] = 1
        found.update(compress(strings.all(), wanted.tobytes()))
    return {text: number for number, text in enumerate(sorted(found))}


def _numbered(strings: Strings, numbers: dict[bytes, int]) -> Array:
    """The new number of each string; for one that is not there, that of the next one that is."""
    found = np.fromiter(
        map(numbers.get, strings.all(), repeat(len(numbers))), np.int32, len(strings)
    )
    return np.minimum.accumulate(found[::-1])[::-1]
