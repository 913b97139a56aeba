"""What is counted of frequent terms when a segment is made, in a file beside it.

How often documents have each form of a term: the form that a reader typed ranks releases higher.
Which forms a document has is told by its occurrences of the term, and a frequent term has hundreds
of thousands of them: to go through them took half of what scoring it did.

How many documents of a term have each country: asked for by itself, a frequent word took as long to
have its countries counted as to be scored.

Without the file, and for other terms and seldom forms, all of this is counted when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from index.segments.arrays import Array, ArraysWriter, nonzero
from index.segments.beside import lacking
from index.segments.countries import Countries
from index.segments.frequent_terms import SUFFIX, VERSION
from index.segments.postings import count_chosen
from index.segments.reading import Segment

FEWEST, SHARE = 1_000, 0.01
"""A term is frequent when so many documents have it, and such a share of all."""

SELDOM = 0.02
"""Forms are left out that a smaller share of the term's documents have."""

AT_ONCE: Final = 100_000
"""Postings that are gone through at a time: a very frequent word has many occurrences in each."""

MOST: Final = 255
"""What a byte holds; a term that one document has more often is left out."""


def write_frequent_terms(folder: Path) -> None:
    """Write the file of each segment of an index that has none that can be used."""
    for segment, target in lacking(folder, SUFFIX, VERSION):
        with ArraysWriter(target) as writer:
            writer.facts["version"] = VERSION
            _write_forms(segment, writer)
            _write_countries(segment, writer)


def _write_forms(segment: Segment, writer: ArraysWriter) -> None:
    surfaces = sorted(_surfaces(segment))
    terms = segment.word_term[segment.arrays["surface_word"][surfaces]].tolist()
    sizes = [_holders(segment, term) for term in terms]
    writer.add("surfaces", np.array(surfaces, "<u4"))
    writer.add("starts", np.array([0, *sizes], "<u8").cumsum())
    slot = writer.reserve("times", "<u1", sum(sizes))
    for term, surface in zip(terms, surfaces, strict=True):
        for times in _times(segment, term, surface):
            slot.write(times)
        segment.forget_pages()


def _write_countries(segment: Segment, writer: ArraysWriter) -> None:
    countries, terms = Countries([segment]), _frequent(segment)
    writer.add("terms", np.array(terms, "<u4"))
    slot = writer.reserve("countries", "<u4", len(terms) * len(countries.codes))
    for term in terms:
        counts = countries.counts(segment.docs[segment.term_range(term)])
        slot.write(counts[countries.own_codes[0]])
        segment.forget_pages()


def _frequent(segment: Segment) -> list[int]:
    least = max(FEWEST, SHARE * segment.documents)
    terms: list[int] = nonzero(np.diff(segment.arrays["term_postings"]) >= least).tolist()
    return terms


def _surfaces(segment: Segment) -> Iterator[int]:
    """The forms that are counted."""
    for term in _frequent(segment):
        words = segment.words_of_term(term)
        forms = np.unique(segment.word_surface[words.start : words.stop]).tolist()
        if len(forms) > 1 and segment.frequencies(term)[0].max() <= MOST:
            seldom = SELDOM * _holders(segment, term)
            yield from (form for form in forms if segment.arrays["surface_docs"][form] >= seldom)


def _holders(segment: Segment, term: int) -> int:
    """The postings of a term, those of deleted documents included."""
    where = segment.term_range(term)
    return int(where.stop - where.start)


def _times(segment: Segment, term: int, surface: int) -> Iterator[Array]:
    """How often the documents of a term have a form of it, some at a time."""
    first, words = segment.words_of_term(term).start, segment.words_of_surface(surface)
    totals, place = segment.frequencies(term)[0], segment.occurrence_range(term).start
    for row in range(0, len(totals), AT_ONCE):
        some = totals[row : row + AT_ONCE]
        end = place + int(some.sum())
        variants = segment.variants[place:end]
        chosen = (variants >= words.start - first) & (variants < words.stop - first)
        yield count_chosen(chosen, some)
        place = end
