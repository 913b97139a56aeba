"""Words that begin like another one: Alsacienne for Alsace.

Where a text lacks a word asked for they stand for it, in ranking alone; they match nothing.
A stem keeps the forms of one word together, not the words of a family, and a reader seldom uses
the very one of the text. The terms of an index are sorted, so kin are neighbours there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from index.segments.reading import Segment
from index.segments.strings import encode
from search.collection import Collection
from search.ranking import KINDRED_HOLDERS, KINDRED_LETTERS, KINDRED_NEIGHBOURS, KINDRED_SHARE
from search.words import Group, Words


def beginning_like(term: str, others: Iterable[str]) -> frozenset[str]:
    """Those of some terms that may be kin of a term by their first letters."""
    beginning = term[:KINDRED_LETTERS]
    return frozenset(other for other in others if other.startswith(beginning))


def kindred_words(term: str, asked: frozenset[str], collection: Collection) -> Group:
    """The words of the terms next to this one in order that begin like it; none for a number.

    Terms that many releases have are left out: they say little, and reading them costs most. So
    are those ``asked`` for: they count by themselves.
    """
    # What is among the nearest of all is among the nearest of each segment that has it.
    numbers = [_nearest(term, part.segment) for part in collection.parts]
    holders = Counter[bytes]()
    for (segment, _), own in zip(collection.parts, numbers, strict=True):
        for text, number in own.items():
            holders[text] += segment.holders(number)
    texts = sorted(holders)
    at = bisect_left(texts, encode(term))
    nearest = texts[max(0, at - KINDRED_NEIGHBOURS) : at + KINDRED_NEIGHBOURS]
    counted = {encode(text) for text in asked}
    most = min(KINDRED_HOLDERS, 1 + collection.living // KINDRED_SHARE)
    kept = [text for text in nearest if holders[text] <= most and text not in counted]
    return tuple(
        _words(part.segment, [own[text] for text in kept if text in own])
        for part, own in zip(collection.parts, numbers, strict=True)
    )


def _nearest(term: str, segment: Segment) -> dict[bytes, int]:
    """The nearest terms of a segment on both sides that begin like one, with their numbers."""
    if len(term) < KINDRED_LETTERS or term[0].isdigit():
        return {}
    wanted, beginning = encode(term), encode(term[:KINDRED_LETTERS])
    at = segment.terms.first_from(wanted)
    after = at + (segment.term_number(term) is not None)
    sides = range(at - 1, -1, -1), range(after, len(segment.terms))
    return {
        text: number
        for side in sides
        for text, number in islice(_living(segment, side, beginning), KINDRED_NEIGHBOURS)
    }


def _living(
    segment: Segment, numbers: Iterable[int], beginning: bytes
) -> Iterator[tuple[bytes, int]]:
    """Terms that some release has, as long as they begin so."""
    for number in numbers:
        text = segment.terms.raw(number)
        if not text.startswith(beginning):
            return
        if segment.holders(number):
            yield text, number


def _words(segment: Segment, terms: list[int]) -> Words:
    """All words of some terms (ascending)."""
    words = [word for term in terms for word in segment.words_of_term(term)]
    return Words(np.array(words, np.int64), np.array(terms, np.int64), np.ones(len(terms), bool))
