"""Several segments as one, in their order; gives what building them at once would have given.

Terms are sorted in every segment, so those of a stretch of the new vocabulary lie together in
each of them. The postings are merged stretch by stretch, and written as they come: memory is
bounded by ``STRETCH`` occurrences (or those of the most frequent term), however large the index.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.segments.arrays import Array, ArraysWriter, smallest_unsigned
from index.segments.building import files_of
from index.segments.columns import Columns
from index.segments.postings import Skips, pack_counts, unpack_counts
from index.segments.reading import Segment
from index.segments.vocabulary import WordTable, write_table

STRETCH = 3_000_000
"""Occurrences that are merged at once, if no single term has more."""


class _Source(NamedTuple):
    """A segment to merge, and what its numbers become."""

    segment: Segment
    base: int  # the new number of its first document
    terms: Array  # the new number of each of its terms, ascending
    surfaces: Array
    words: Array


def merge_segments(paths: list[Path], target: Path) -> None:
    """Write the segment ``target`` of all documents of other segments.

    All of them must have been compressed with one dictionary.
    """
    segments = [Segment(path) for path in paths]
    table, sources = _merged_words(segments)
    array_file, record_file = files_of(target)
    with record_file.open("xb") as records:
        for path in paths:
            with files_of(path)[1].open("rb") as part:
                shutil.copyfileobj(part, records, 1 << 20)
    with ArraysWriter(array_file) as writer:
        writer.add("dictionary", np.frombuffer(segments[0].dictionary, np.uint8))
        writer.add("record_offsets", _chained(segments, "record_offsets"))
        _merged_columns(segments).write(writer)
        write_table(writer, table)
        _write_offsets(writer, sources)
        _write_postings(writer, table, sources)


def _merged_words(segments: list[Segment]) -> tuple[WordTable, list[_Source]]:
    terms, term_numbers = _merged_strings([segment.terms.all() for segment in segments])
    surfaces, surface_numbers = _merged_strings([segment.surfaces.all() for segment in segments])
    exacts, exact_numbers = _merged_strings([segment.exacts.all() for segment in segments])
    term_of_surface = np.zeros(len(surfaces), np.int64)
    keys = []
    for segment, term, surface, exact in zip(
        segments, term_numbers, surface_numbers, exact_numbers, strict=True
    ):
        own_surfaces = surface[segment.word_surface]
        term_of_surface[own_surfaces] = term[segment.word_term]
        keys.append(own_surfaces << 32 | exact[segment.word_exact])
    distinct = np.unique(np.concatenate(keys))
    word_surface, word_exact = distinct >> 32, distinct & 0xFFFFFFFF
    word_term = term_of_surface[word_surface]
    order = np.lexsort((word_exact, word_surface, word_term))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    by_word = [column[order].astype("<u4") for column in (word_term, word_surface, word_exact)]
    bases = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
    sources = [
        _Source(segment, base, term, surface, places[np.searchsorted(distinct, key)])
        for segment, base, term, surface, key in zip(
            segments, bases, term_numbers, surface_numbers, keys, strict=False
        )
    ]
    return WordTable(terms, surfaces, exacts, *by_word), sources


def _merged_strings(lists: list[list[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All distinct strings, sorted, and the place of each list's strings among them."""
    merged = sorted(set[bytes]().union(*lists))
    number = {text: index for index, text in enumerate(merged)}
    places = [np.fromiter(map(number.__getitem__, own), np.int64, len(own)) for own in lists]
    return merged, places


def _merged_columns(segments: list[Segment]) -> Columns:
    merged = Columns()
    for segment in segments:
        ids = [""] * segment.documents
        for doc, id in zip(segment.arrays["id_docs"].tolist(), segment.ids, strict=True):
            ids[doc] = id
        codes, dates = segment.country_codes, [*segment.dates]
        primaries = ["", *codes]
        combinations = [tuple(codes[n] for n in numbers) for numbers in segment.combinations]
        merged.extend(
            Columns(
                ids,
                [dates[number] for number in segment.arrays["date"].tolist()],
                [combinations[number] for number in segment.combination.tolist()],
                [primaries[place] for place in segment.arrays["primary"].tolist()],
            )
        )
    return merged


def _chained(segments: list[Segment], name: str) -> Array:
    """Offsets of several segments as if what they point into followed each other."""
    parts = [np.zeros(1, np.int64)]
    for segment in segments:
        parts.append(segment.arrays[name][1:].astype(np.int64) + parts[-1][-1])
    return np.concatenate(parts)


def _write_offsets(writer: ArraysWriter, sources: list[_Source]) -> None:
    """Join the arrays of documents and of text positions; see building.write_offsets."""
    segments = [source.segment for source in sources]
    for name in ("title_tokens", "body_tokens", "title_lengths"):
        joined = np.concatenate([segment.arrays[name] for segment in segments])
        writer.add(name, joined.astype(smallest_unsigned(int(joined.max(initial=0)))))
    starts = _chained(segments, "starts")
    writer.add("starts", starts.astype("<u8"))
    gaps = writer.reserve("gaps", "<u1", int(starts[-1]))
    for segment in segments:
        gaps.write(segment.arrays["gaps"])
    before = [int(starts[source.base]) for source in sources]
    for name in ("long_gap_places", "odd_places"):
        shifted = [
            s.arrays[name].astype(np.int64) + b for s, b in zip(segments, before, strict=True)
        ]
        writer.add(name, np.concatenate(shifted).astype("<u8"))
    for name in ("long_gaps", "odd_lengths"):
        writer.add(name, np.concatenate([segment.arrays[name] for segment in segments]))
    words = [source.words[source.segment.arrays["odd_words"]] for source in sources]
    writer.add("odd_words", np.concatenate(words).astype("<u4"))


def _write_postings(writer: ArraysWriter, table: WordTable, sources: list[_Source]) -> None:
    size = len(table.terms)
    arrays = [source.segment.arrays for source in sources]
    to_terms = [source.terms for source in sources]
    for name in ("title_docs", "body_docs"):
        writer.add(name, _summed([a[name] for a in arrays], to_terms, size).astype("<u4"))
    for name, targets, number in (
        ("word_docs", [source.words for source in sources], len(table.word_term)),
        ("surface_docs", [source.surfaces for source in sources], len(table.surfaces)),
    ):
        writer.add(name, _summed([a[name] for a in arrays], targets, number).astype("<u4"))
    bounds = {}
    for name in ("term_postings", "term_occurrences"):
        counts = _summed([np.diff(a[name].astype(np.int64)) for a in arrays], to_terms, size)
        bounds[name] = np.concatenate(([0], np.cumsum(counts)))
        writer.add(name, bounds[name].astype("<u8"))
    postings, occurrences = (int(bound[-1]) for bound in bounds.values())
    widest = {
        name: max((a[name].dtype for a in arrays), key=lambda dtype: dtype.itemsize)
        for name in ("posting_counts", "positions")
    }
    variants = table.variants
    docs_slot = writer.reserve("posting_docs", "<u4", postings)
    counts_slot = writer.reserve("posting_counts", widest["posting_counts"], postings)
    positions_slot = writer.reserve("positions", widest["positions"], occurrences)
    variants_slot = writer.reserve(
        "variants", smallest_unsigned(int(variants.max(initial=0))), occurrences
    )
    skips = Skips()
    for first, last in _stretches(bounds["term_occurrences"]):
        merged = _merged_stretch(sources, variants, first, last)
        docs_slot.write(merged.docs)
        counts_slot.write(pack_counts(merged.totals, merged.titles, widest["posting_counts"]))
        positions_slot.write(merged.positions)
        variants_slot.write(merged.variants)
        skips.feed(merged.totals)
    writer.add("occurrence_skips", skips.array())


def _summed(parts: list[Array], targets: list[Array], size: int) -> Array:
    """Add up numbers of several segments by what they are about in the new one."""
    total = np.zeros(size, np.int64)
    for values, target in zip(parts, targets, strict=True):
        total[target] += values  # no target stands twice in a segment
    return total


def _stretches(term_occurrences: Array) -> Iterator[tuple[int, int]]:
    """Cut the terms into ranges of about ``STRETCH`` occurrences."""
    first, terms = 0, len(term_occurrences) - 1
    while first < terms:
        limit = term_occurrences[first] + STRETCH
        last = max(first + 1, int(np.searchsorted(term_occurrences, limit, side="right")) - 1)
        yield first, min(last, terms)
        first = last


class _Stretch(NamedTuple):
    docs: Array
    totals: Array
    titles: Array
    positions: Array
    variants: Array


def _merged_stretch(sources: list[_Source], variants: Array, first: int, last: int) -> _Stretch:
    """The postings and occurrences of the new terms from ``first`` to before ``last``."""
    posting_terms, occurrence_terms, parts = [], [], []
    for source in sources:
        segment = source.segment
        low, high = np.searchsorted(source.terms, (first, last)).tolist()
        own_terms = source.terms[low:high]
        postings = segment.arrays["term_postings"][low : high + 1].astype(np.int64)
        occurrences = segment.arrays["term_occurrences"][low : high + 1].astype(np.int64)
        if low == high:
            continue
        posting_terms.append(np.repeat(own_terms, np.diff(postings)) - first)
        occurrence_terms.append(np.repeat(own_terms, np.diff(occurrences)) - first)
        rows = slice(int(postings[0]), int(postings[-1]))
        places = slice(int(occurrences[0]), int(occurrences[-1]))
        totals, titles = unpack_counts(segment.counts[rows])
        term_words = np.repeat(segment.term_words[low:high], np.diff(occurrences))
        words = source.words[term_words + segment.variants[places]]
        parts.append(
            _Stretch(
                segment.docs[rows] + np.uint32(source.base),
                totals,
                titles,
                segment.positions[places],
                variants[words],
            )
        )
    docs, totals, titles, positions, own_variants = map(np.concatenate, zip(*parts, strict=True))
    by_posting = _stable_order(np.concatenate(posting_terms), last - first)
    by_occurrence = _stable_order(np.concatenate(occurrence_terms), last - first)
    return _Stretch(
        docs[by_posting],
        totals[by_posting],
        titles[by_posting],
        positions[by_occurrence],
        own_variants[by_occurrence],
    )


def _stable_order(terms: Array, number: int) -> Array:
    """Sort by term and keep the order of documents; numpy sorts 16 bits by counting."""
    narrow = terms.astype(np.uint16) if number <= 1 << 16 else terms
    return np.argsort(narrow, kind="stable")
