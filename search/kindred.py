"""Words that begin like another one: Alsacienne for Alsace.

Where a text lacks a word asked for they stand for it, in ranking alone; they match nothing.

A stem keeps the forms of one word together, not the words of a family, and a reader seldom uses
the very one of the text. The terms of an index are sorted, so kin are neighbours there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from index.segments.reading import Segment
from index.segments.strings import encode
from search.collection import Collection
from search.ranking import KINDRED_HOLDERS, KINDRED_LETTERS, KINDRED_NEIGHBOURS
from search.words import Group, Words


def kindred_words(term: str, collection: Collection) -> Group:
    """The words of the terms next to this one in order that begin like it; none for a number.

    Terms that many releases have are left out: they say little, and reading them costs most.
    """
    near = _neighbours(term, collection)
    numbers = [[part.segment.term_number(text) for text in near] for part in collection.parts]
    rare = [
        sum(
            part.segment.holders(number)
            for part, number in zip(collection.parts, of_term, strict=True)
            if number is not None
        )
        <= KINDRED_HOLDERS
        for of_term in zip(*numbers, strict=True)
    ]
    return tuple(
        _words(
            part.segment,
            [n for n, kept in zip(own, rare, strict=True) if kept and n is not None],
        )
        for part, own in zip(collection.parts, numbers, strict=True)
    )


def _neighbours(term: str, collection: Collection) -> list[str]:
    """The nearest terms on both sides, ascending; those of deleted releases alone do not count."""
    if len(term) < KINDRED_LETTERS or term[0].isdigit():
        return []
    wanted, beginning = encode(term), encode(term[:KINDRED_LETTERS])
    before, after = set[bytes](), set[bytes]()
    for segment, _ in collection.parts:
        at = segment.terms.first_from(wanted)
        behind = at + (segment.term_number(term) is not None)
        for found, numbers in (
            (before, range(at - 1, -1, -1)),
            (after, range(behind, len(segment.terms))),
        ):
            found.update(islice(_living(segment, numbers, beginning), KINDRED_NEIGHBOURS))
    nearest = sorted(before)[-KINDRED_NEIGHBOURS:] + sorted(after)[:KINDRED_NEIGHBOURS]
    return [str(text, "utf-8", "surrogatepass") for text in nearest]


def _living(segment: Segment, numbers: range, beginning: bytes) -> Iterator[bytes]:
    """Terms that some release has, as long as they begin so."""
    for number in numbers:
        text = segment.terms.raw(number)
        if not text.startswith(beginning):
            return
        if segment.holders(number):
            yield text


def _words(segment: Segment, terms: list[int]) -> Words:
    """All words of some terms (ascending)."""
    words = [word for term in terms for word in segment.words_of_term(term)]
    return Words(np.array(words, np.int64), np.array(terms, np.int64), np.ones(len(terms), bool))
