"""Titles from any of their words on: found by bisection among the places where words begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from index.completions import COMPARED
from index.segments.arrays import Arrays
from search.arrays import Array
from search.collection import Part
from search.typed import Typed

TRIED: Final = 100
"""Places that are looked at, for want of different titles."""


def titles_with(
    typed: Typed, part: Part, file: Arrays, alive: Array | None, count: int
) -> Iterator[tuple[int, int]]:
    """Titles that have the words typed one after the other.

    Yields:
        the document in its segment, and the place of the first of the words in the title; of
        equal titles one, ``count`` at most.
    """
    segment, base = part
    whole = typed.tokens[:-1] if typed.begun else typed.tokens
    numbers = [segment.surface_number(token.surface) for token in whole]
    if None in numbers:
        return
    first = [number for number in numbers if number is not None]
    begun = segment.surfaces.with_prefix(typed.begun)
    if typed.begun:
        low, high = [*first, begun.start], [*first, begun.stop]
    else:
        low, high = first, [*first[:-1], first[-1] + 1]
    starts, words, places = (
        file[name].data for name in ("title_starts", "title_words", "title_places")
    )

    def following(row: int, number: int) -> list[int]:
        place = places[row]
        end = starts[bisect_right(starts, place)]
        return [*words[place : min(place + number, end)]]

    def compared(row: int) -> list[int]:
        return following(row, min(len(low), COMPARED))

    ceiling = high if len(high) <= COMPARED else [*low[: COMPARED - 1], low[COMPARED - 1] + 1]
    top = bisect_left(range(len(places)), low[:COMPARED], key=compared)
    seen = set[tuple[int, ...]]()
    for row in range(top, min(top + TRIED, len(places))):
        if compared(row) >= ceiling:
            return
        if not low <= following(row, len(low)) < high:
            continue
        doc = bisect_right(starts, places[row]) - 1
        title = tuple(words[starts[doc] : starts[doc + 1]])
        if title in seen or (alive is not None and not alive[base + doc]):
            continue
        seen.add(title)
        yield doc, places[row] - starts[doc]
        if len(seen) == count:
            return
