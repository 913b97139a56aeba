"""Several segments as one, in their order, without what was deleted from them.

Gives what building one segment of the documents that are left would have given.

Terms are sorted in every segment, so those of a stretch of the new vocabulary lie together in
each of them. The postings are merged stretch by stretch, and written as they come: memory is
bounded by ``STRETCH`` occurrences (or those of the most frequent term), however large the index.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.segments.arrays import Array, ArraysWriter, Slot, smallest_unsigned
from index.segments.building import files_of
from index.segments.columns import Columns
from index.segments.losses import Losses, alive_mask, losses_of
from index.segments.merged_words import NewNumbers, merge_words
from index.segments.postings import Skips, pack_counts, unpack_counts
from index.segments.reading import Segment
from index.segments.vocabulary import WordTable, write_table

Part = tuple[Path, frozenset[int]]
"""A segment (its path without suffix), and the documents that were deleted from it."""

STRETCH = 3_000_000
"""Occurrences that are merged at once, if no single term has more."""

PLACES = 4_000_000
"""Text positions copied at once."""


class _Source(NamedTuple):
    """A segment to merge, and what its numbers become."""

    segment: Segment
    alive: Array | None  # a mask of its documents; None when none was deleted
    docs: Array  # the new number of each document that is alive (uint32)
    losses: Losses | None
    new: NewNumbers

    def counted(self, name: str) -> Array:
        """A number by term, word or surface, less what was deleted."""
        if name in ("term_postings", "term_occurrences"):
            counted = np.diff(self.segment.arrays[name].astype(np.int64))
        else:
            counted = self.segment.arrays[name].astype(np.int64)
        if self.losses is not None:
            counted -= getattr(self.losses, name)
        return counted

    def living(self, name: str) -> Array:
        """The column of the documents that are alive."""
        return _only(self.segment.arrays[name], self.alive)


def _only(values: Array, kept: Array | None) -> Array:
    return values if kept is None else values[kept]


def merge_segments(parts: list[Part], target: Path) -> int:
    """Write the segment ``target`` of the living documents of others; return how many they are.

    All of the segments must have been compressed with one dictionary.
    """
    segments = [Segment(path) for path, _ in parts]
    masks = [
        alive_mask(segment, deleted) if deleted else None
        for segment, (_, deleted) in zip(segments, parts, strict=True)
    ]
    array_file, record_file = files_of(target)
    with record_file.open("xb") as records:
        sizes = [_copy_records(*part, records) for part in zip(segments, masks, strict=True)]
    with ArraysWriter(array_file) as writer:
        writer.add("dictionary", np.frombuffer(segments[0].dictionary, np.uint8))
        writer.add("record_offsets", np.concatenate(([0], np.cumsum(np.concatenate(sizes)))))
        _merged_columns(segments, masks).write(writer)
        table, sources = _sources(segments, masks)
        write_table(writer, table)
        _write_offsets(writer, sources)
        _write_postings(writer, table, sources)
    return sum(map(len, sizes))


def _copy_records(segment: Segment, alive: Array | None, records: Any) -> Array:
    """Copy the records of living documents; return the size of each."""
    sizes = np.diff(segment.arrays["record_offsets"].astype(np.int64))
    if alive is None:
        with segment.record_file.open("rb") as part:
            shutil.copyfileobj(part, records, 1 << 20)
        return sizes
    records.writelines(map(segment.packed, np.flatnonzero(alive).tolist()))
    return np.asarray(sizes[alive])


def _merged_columns(segments: list[Segment], masks: list[Array | None]) -> Columns:
    merged = Columns()
    for segment, alive in zip(segments, masks, strict=True):
        own = segment.arrays["id_docs"]
        ids = segment.ids.all()
        of_doc = np.empty(len(own), np.int64)
        of_doc[own] = np.arange(len(own))
        codes, dates = segment.country_codes, [*segment.dates]
        primaries = ["", *codes]
        combinations = [tuple(codes[n] for n in numbers) for numbers in segment.combinations]
        merged.extend(
            Columns(
                [*map(ids.__getitem__, _only(of_doc, alive).tolist())],
                [*map(dates.__getitem__, _only(segment.arrays["date"], alive).tolist())],
                [*map(combinations.__getitem__, _only(segment.combination, alive).tolist())],
                [*map(primaries.__getitem__, _only(segment.arrays["primary"], alive).tolist())],
            )
        )
        segment.forget_pages()
    return merged


def _sources(segments: list[Segment], masks: list[Array | None]) -> tuple[WordTable, list[_Source]]:
    lost = [
        None if alive is None else losses_of(segment, alive)
        for segment, alive in zip(segments, masks, strict=True)
    ]
    used = [
        np.ones(len(segment.word_term), bool)
        if losses is None
        else segment.arrays["word_docs"] > losses.word_docs
        for segment, losses in zip(segments, lost, strict=True)
    ]
    table, numbers = merge_words(segments, used)
    sources, base = [], 0
    for segment, alive, losses, new in zip(segments, masks, lost, numbers, strict=True):
        there = np.ones(segment.documents, bool) if alive is None else alive
        docs = np.cumsum(there, dtype=np.uint32) - np.uint32(1) + np.uint32(base)
        sources.append(_Source(segment, alive, docs, losses, new))
        base += int(there.sum())
    return table, sources


def _write_offsets(writer: ArraysWriter, sources: list[_Source]) -> None:
    """Join the arrays of documents and of text positions; see building.write_offsets."""
    for name in ("title_tokens", "body_tokens", "title_lengths"):
        joined = np.concatenate([source.living(name) for source in sources])
        writer.add(name, joined.astype(smallest_unsigned(int(joined.max(initial=0)))))
    lengths = [np.diff(source.segment.arrays["starts"].astype(np.int64)) for source in sources]
    kept = [_only(own, source.alive) for own, source in zip(lengths, sources, strict=True)]
    starts = np.concatenate(([0], np.cumsum(np.concatenate(kept))))
    writer.add("starts", starts.astype("<u8"))
    gaps = writer.reserve("gaps", "<u1", int(starts[-1]))
    for source in sources:
        _copy_gaps(source, gaps)
    placed = {name: [np.zeros(0, "<u4")] for name in _PLACED}
    for source in sources:
        own_starts = source.segment.arrays["starts"].astype(np.int64)
        for place_name, *value_names in _PLACES_AND_VALUES:
            places = source.segment.arrays[place_name].astype(np.int64)
            doc = np.searchsorted(own_starts, places, "right") - 1
            alive = None if source.alive is None else source.alive[doc]
            places, doc = _only(places, alive), _only(doc, alive)
            placed[place_name].append(places - own_starts[doc] + starts[source.docs[doc]])
            for name in value_names:
                values = source.segment.arrays[name]
                values = source.new.words[values] if name == "odd_words" else values
                placed[name].append(_only(values, alive))
    for name, parts in placed.items():
        writer.add(name, np.concatenate(parts).astype("<u8" if name in _AT else "<u4"))


_PLACES_AND_VALUES = (
    ("long_gap_places", "long_gaps"),
    ("odd_places", "odd_words", "odd_lengths"),
)
_PLACED = [name for names in _PLACES_AND_VALUES for name in names]
_AT = {names[0] for names in _PLACES_AND_VALUES}


def _copy_gaps(source: _Source, slot: Slot) -> None:
    gaps, starts = source.segment.arrays["gaps"], source.segment.arrays["starts"]
    bounds = np.searchsorted(starts, np.arange(0, len(gaps) + PLACES, PLACES, dtype=starts.dtype))
    docs = np.unique(np.minimum(bounds, source.segment.documents)).tolist()
    for first, last in pairwise(docs):
        alive = None
        if source.alive is not None:
            lengths: Array = np.diff(starts[first : last + 1].astype(np.int64))
            alive = np.repeat(source.alive[first:last], lengths)
        slot.write(_only(gaps[int(starts[first]) : int(starts[last])], alive))
        source.segment.forget_pages()


def _write_postings(writer: ArraysWriter, table: WordTable, sources: list[_Source]) -> None:
    sizes = {
        "title_docs": len(table.terms),
        "body_docs": len(table.terms),
        "word_docs": len(table.word_term),
        "surface_docs": len(table.surfaces),
        "term_postings": len(table.terms),
        "term_occurrences": len(table.terms),
    }
    summed = {name: _summed(sources, name, size) for name, size in sizes.items()}
    bounds = {}
    for name, counts in summed.items():
        if name.startswith("term"):
            bounds[name] = np.concatenate(([0], np.cumsum(counts)))
            writer.add(name, bounds[name].astype("<u8"))
        else:
            writer.add(name, counts.astype("<u4"))
    postings, occurrences = (int(bound[-1]) for bound in bounds.values())
    variants = table.variants
    types = _Types(
        _widest(source.segment.counts.dtype for source in sources),
        _widest(source.segment.positions.dtype for source in sources),
        smallest_unsigned(int(variants.max(initial=0))),
    )
    slots = [
        writer.reserve("posting_docs", "<u4", postings),
        writer.reserve("posting_counts", types.counts, postings),
        writer.reserve("positions", types.positions, occurrences),
        writer.reserve("variants", types.variants, occurrences),
    ]
    skips = Skips()
    variants = variants.astype(types.variants)
    starts = _Starts(*bounds.values())
    for first, last in _stretches(starts.occurrences):
        merged = _merged_stretch(sources, variants, types, starts.of(first, last), first)
        for slot, values in zip(slots, merged, strict=True):
            slot.write(values)
        skips.feed(unpack_counts(merged.counts)[0])
        for source in sources:
            source.segment.forget_pages()
    writer.add("occurrence_skips", skips.array())


class _Types(NamedTuple):
    counts: Any
    positions: Any
    variants: Any


class _Starts(NamedTuple):
    """Where the postings and occurrences of each new term begin, and the end of the last."""

    postings: Array
    occurrences: Array

    def of(self, first: int, last: int) -> _Starts:
        """Those of a range of terms, counted from its beginning."""
        return _Starts(*(bounds[first : last + 1] - bounds[first] for bounds in self))


def _widest(types: Iterable[Any]) -> Any:
    return max(types, key=lambda dtype: dtype.itemsize)


_TARGETS = {"word_docs": "words", "surface_docs": "surfaces"}


def _summed(sources: list[_Source], name: str, size: int) -> Array:
    """Add up numbers of several segments by what they are about in the new one."""
    total = np.zeros(size, np.int64)
    for source in sources:
        target = getattr(source.new, _TARGETS.get(name, "terms"))
        counts = source.counted(name)
        held = counts > 0  # nothing else has a new number
        np.add.at(total, target[held], counts[held])
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
    counts: Array
    positions: Array
    variants: Array


def _merged_stretch(
    sources: list[_Source], variants: Array, types: _Types, starts: _Starts, first: int
) -> _Stretch:
    """The postings and occurrences of some new terms, from ``first`` on."""
    postings, occurrences = (int(bounds[-1]) for bounds in starts)
    merged = _Stretch(
        np.empty(postings, "<u4"),
        np.empty(postings, types.counts),
        np.empty(occurrences, types.positions),
        np.empty(occurrences, types.variants),
    )
    next_posting, next_occurrence = starts.postings.copy(), starts.occurrences.copy()
    for source in sources:
        own = np.searchsorted(source.new.terms, (first, first + len(starts.postings) - 1))
        if own[0] == own[1]:
            continue
        piece, terms, posting_counts, occurrence_counts = _of_source(source, variants, types, *own)
        at = _places(next_posting, terms - first, posting_counts)
        merged.docs[at], merged.counts[at] = piece.docs, piece.counts
        at = _places(next_occurrence, terms - first, occurrence_counts)
        merged.positions[at], merged.variants[at] = piece.positions, piece.variants
    return merged


def _of_source(
    source: _Source, variants: Array, types: _Types, low: int, high: int
) -> tuple[_Stretch, Array, Array, Array]:
    """What a segment has of a range of its terms, with the new numbers, of living documents.

    Returns the new number of each term, and how many postings and occurrences it has, too.
    """
    segment, alive = source.segment, source.alive
    starts = segment.arrays["term_postings"][low : high + 1].astype(np.int64)
    occurrence_starts = segment.arrays["term_occurrences"][low : high + 1].astype(np.int64)
    rows = slice(int(starts[0]), int(starts[-1]))
    places = slice(int(occurrence_starts[0]), int(occurrence_starts[-1]))
    docs, counts = segment.docs[rows], segment.counts[rows]
    own_variants, positions = segment.variants[places], segment.positions[places]
    posting_counts, occurrence_counts = np.diff(starts), np.diff(occurrence_starts)
    word = np.repeat(segment.term_words[low:high], occurrence_counts) + own_variants
    if alive is not None:
        kept = alive[docs]
        totals = unpack_counts(counts)[0]
        kept_occurrences = np.repeat(kept, totals)
        term = np.repeat(np.arange(high - low), posting_counts)
        occurrence_counts = np.bincount(term[kept], totals[kept], high - low).astype(np.int64)
        posting_counts = np.bincount(term[kept], minlength=high - low)
        docs, counts = docs[kept], counts[kept]
        word, positions = word[kept_occurrences], positions[kept_occurrences]
    if counts.dtype != types.counts:
        counts = pack_counts(*unpack_counts(counts), types.counts)
    piece = _Stretch(source.docs[docs], counts, positions, variants[source.new.words[word]])
    return piece, source.new.terms[low:high], posting_counts, occurrence_counts


def _places(following: Array, terms: Array, counts: Array) -> Array:
    """Where the next values of these terms go; ``following`` moves on behind them."""
    shift = following[terms] - (np.cumsum(counts) - counts)
    np.add.at(following, terms, counts)
    places: Array = np.repeat(shift, counts)
    places += np.arange(len(places))
    return places
