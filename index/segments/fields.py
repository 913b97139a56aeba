"""The fields of the Whoosh schema, each as a view of the arrays that several of them share.

Title and body are one list of postings, told apart by counts and positions; surfaces and exacts
are the same occurrences again, picked by word. Nothing is stored twice for Whoosh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.segments.arrays import Array
from index.segments.reading import Segment
from index.segments.strings import Strings


@dataclass(frozen=True)
class FieldPostings:
    """The documents that have a term in a field, ascending, and how often each has it."""

    docs: Array
    frequencies: Array
    positions: Callable[[int], list[int]]
    """The positions in the n-th of the documents."""


@dataclass(frozen=True)
class Field:
    """An indexed field: its terms in order, their postings, and the length of each document."""

    texts_from: Callable[[bytes], Iterator[bytes]]
    postings: Callable[[bytes], FieldPostings | None]
    lengths: Array


def fields_of(segment: Segment) -> dict[str, Field]:
    """The fields of a segment by name."""
    title, body = segment.title_tokens.astype(np.int64), segment.body_tokens.astype(np.int64)
    ones = np.ones(segment.documents, np.int64)
    held = segment.arrays["title_docs"], segment.arrays["body_docs"]
    return {
        "title": _part_field(segment, held[0], title, in_title=True),
        "body": _part_field(segment, held[1], body, in_title=False),
        "surfaces": _form_field(segment, segment.surfaces, segment.words_of_surface, title + body),
        "exacts": _form_field(segment, segment.exacts, segment.words_of_exact, title + body),
        "id": _keyword_field(segment.ids, lambda n: segment.arrays["id_docs"][n : n + 1], ones),
        "date": _keyword_field(segment.dates, _with_value(segment.arrays["date"]), ones),
        "countries": _keyword_field(segment.countries, _with_country(segment), ones),
    }


def _occurrence_rows(segment: Segment, term: int) -> Array:
    """Which posting of a term each of its occurrences belongs to, counted from the first."""
    totals = segment.frequencies(term)[0]
    return np.repeat(np.arange(len(totals)), totals)


def _part_field(segment: Segment, held: Array, lengths: Array, *, in_title: bool) -> Field:
    def postings(text: bytes) -> FieldPostings | None:
        term = segment.term_number(str(text, "utf-8", "surrogatepass"))
        if term is None or not held[term]:
            return None
        totals, titles = segment.frequencies(term)
        frequencies = titles if in_title else totals - titles
        rows = np.flatnonzero(frequencies)
        docs = segment.docs[segment.term_range(term)]
        ends = np.cumsum(totals, dtype=np.int64)
        places = segment.positions[segment.occurrence_range(term)]

        def positions(index: int) -> list[int]:
            row = int(rows[index])
            end, title = int(ends[row]), int(titles[row])
            start = end - int(totals[row])
            if in_title:
                return [*map(int, places[start : start + title])]
            before = int(segment.title_lengths[docs[row]])
            return [int(place) - before for place in places[start + title : end]]

        return FieldPostings(docs[rows], frequencies[rows], positions)

    def texts_from(prefix: bytes) -> Iterator[bytes]:
        first = segment.terms.first_from(prefix)
        return (segment.terms.raw(n) for n in range(first, len(segment.terms)) if held[n])

    return Field(texts_from, postings, lengths)


def _form_field(
    segment: Segment, texts: Strings, words_of: Callable[[int], Sequence[int]], lengths: Array
) -> Field:
    def postings(text: bytes) -> FieldPostings | None:
        number = texts.find(str(text, "utf-8", "surrogatepass"))
        if number is None:
            return None
        frequencies = np.zeros(segment.documents, np.int64)
        for word in words_of(number):
            term = int(segment.word_term[word])
            variant = word - int(segment.term_words[term])
            chosen = segment.variants[segment.occurrence_range(term)] == variant
            rows = _occurrence_rows(segment, term)[chosen]
            np.add.at(frequencies, segment.docs[segment.term_range(term)][rows], 1)
        docs = np.flatnonzero(frequencies)
        return FieldPostings(docs, frequencies[docs], _no_positions)

    return Field(_all_from(texts), postings, lengths)


def _no_positions(index: int) -> list[int]:
    return []


def _keyword_field(texts: Strings, docs_of: Callable[[int], Array], lengths: Array) -> Field:
    def postings(text: bytes) -> FieldPostings | None:
        number = texts.find(str(text, "utf-8", "surrogatepass")) if text else None
        if number is None:
            return None
        docs = docs_of(number)
        return FieldPostings(docs, np.ones(len(docs), np.int64), _no_positions)

    return Field(_all_from(texts), postings, lengths)


def _all_from(texts: Strings) -> Callable[[bytes], Iterator[bytes]]:
    def texts_from(prefix: bytes) -> Iterator[bytes]:
        found = map(texts.raw, range(texts.first_from(prefix), len(texts)))
        return (text for text in found if text)

    return texts_from


def _with_value(values: Array) -> Callable[[int], Array]:
    return lambda number: np.flatnonzero(values == number)


def _with_country(segment: Segment) -> Callable[[int], Array]:
    def docs_of(number: int) -> Array:
        having = [number in combination for combination in segment.combinations]
        return np.flatnonzero(np.array(having, bool)[segment.combination])

    return docs_of


def _date_column(segment: Segment) -> tuple[Array, list[bytes]]:
    return segment.arrays["date"], segment.dates.all()


def _country_column(segment: Segment) -> tuple[Array, list[bytes]]:
    codes = segment.country_codes
    texts = [" ".join(codes[n] for n in numbers) for numbers in segment.combinations]
    return segment.combination, [text.encode() for text in texts]


COLUMN_FIELDS: Final[dict[str, Callable[[Segment], tuple[Array, list[bytes]]]]] = {
    "date": _date_column,
    "countries": _country_column,
}
"""Sortable fields: the number of each document's value, and the values."""
