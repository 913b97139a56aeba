"""The postings of several segments as those of one, a stretch of the vocabulary at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from index.helpers import Helpers, do_all
from index.segments.arrays import Array, ArraysWriter, Slot, smallest_unsigned
from index.segments.losses import Losses
from index.segments.merged_words import NewNumbers
from index.segments.postings import pack_counts, skips, skips_before, unpack_counts
from index.segments.reading import Segment
from index.segments.vocabulary import WordTable

STRETCH = 3_000_000
"""Occurrences that are merged at once, about, by all processes together; some 200 MB."""


class Source(NamedTuple):
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
        return only(self.segment.arrays[name], self.alive)


def only(values: Array, kept: Array | None) -> Array:
    """Those that a mask keeps; all without one."""
    return values if kept is None else values[kept]


def write_merged_postings(
    writer: ArraysWriter, table: WordTable, sources: list[Source], helpers: Helpers | None
) -> None:
    """Write the postings of all sources under the numbers of a new vocabulary."""
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
    slots = _Slots(
        writer.reserve("posting_docs", "<u4", postings),
        writer.reserve("posting_counts", types.counts, postings),
        writer.reserve("positions", types.positions, occurrences),
        writer.reserve("variants", types.variants, occurrences),
        writer.reserve("followers", "<u1", occurrences),
        writer.reserve("occurrence_skips", smallest_unsigned(occurrences), skips_before(postings)),
    )
    processes = 1 + helpers.count if helpers else 1
    merging = _Merging(
        sources,
        variants.astype(types.variants),
        types,
        _Starts(*bounds.values()),
        slots,
        max(STRETCH // processes, 1),
    )
    stretches = [*_stretches(merging.starts.occurrences, merging.size)]
    shares = [stretches[first::processes] for first in range(min(processes, len(stretches)))]
    do_all([partial(_merge, merging, share) for share in shares], helpers)


class _Merging(NamedTuple):
    """What is to be merged, and where it goes; ``size`` is of a stretch."""

    sources: list[Source]
    variants: Array
    types: _Types
    starts: _Starts
    slots: _Slots
    size: int


def _merge(merging: _Merging, stretches: list[tuple[int, int]]) -> None:
    """Merge some stretches of the vocabulary."""
    sources, variants, types, starts, slots, size = merging
    for first, last in stretches:
        before = int(starts.postings[first]), int(starts.occurrences[first])
        merged = (
            _of_term(sources, variants, types, first, size)
            if last == first + 1
            else [_merged_stretch(sources, variants, types, starts.of(first, last), first)]
        )
        slots.write(merged, *before)
        for source in sources:
            source.segment.forget_pages()


class _Slots(NamedTuple):
    """Room for the arrays that are written a stretch at a time."""

    docs: Slot
    counts: Slot
    positions: Slot
    variants: Slot
    followers: Slot
    skips: Slot

    def write(self, merged: Iterable[_Stretch], postings: int, occurrences: int) -> None:
        """Write what follows so many postings and occurrences."""
        for stretch in merged:
            befores = [postings] * 2 + [occurrences] * 3
            for slot, values, before in zip(self, stretch, befores, strict=False):
                slot.part(before).write(values)
            totals = unpack_counts(stretch.counts)[0]
            found = skips(totals, postings, occurrences)
            self.skips.part(skips_before(postings)).write(found)
            postings += len(stretch.docs)
            occurrences += len(stretch.positions)


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


def _summed(sources: list[Source], name: str, size: int) -> Array:
    """Add up numbers of several segments by what they are about in the new one."""
    total = np.zeros(size, np.int64)
    for source in sources:
        target = getattr(source.new, _TARGETS.get(name, "terms"))
        counts = source.counted(name)
        held = counts > 0  # nothing else has a new number
        np.add.at(total, target[held], counts[held])
    return total


def _stretches(term_occurrences: Array, size: int) -> Iterator[tuple[int, int]]:
    """Cut the terms into ranges of about ``size`` occurrences."""
    first, terms = 0, len(term_occurrences) - 1
    while first < terms:
        limit = term_occurrences[first] + size
        last = max(first + 1, int(np.searchsorted(term_occurrences, limit, side="right")) - 1)
        yield first, min(last, terms)
        first = last


class _Stretch(NamedTuple):
    docs: Array
    counts: Array
    positions: Array
    variants: Array
    followers: Array


def _merged_stretch(
    sources: list[Source], variants: Array, types: _Types, starts: _Starts, first: int
) -> _Stretch:
    """The postings and occurrences of some new terms, from ``first`` on."""
    postings, occurrences = (int(bounds[-1]) for bounds in starts)
    merged = _Stretch(
        np.empty(postings, "<u4"),
        np.empty(postings, types.counts),
        np.empty(occurrences, types.positions),
        np.empty(occurrences, types.variants),
        np.empty(occurrences, "<u1"),
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
        merged.followers[at] = piece.followers
    return merged


def _of_source(
    source: Source, variants: Array, types: _Types, low: int, high: int
) -> tuple[_Stretch, Array, Array, Array]:
    """What a segment has of a range of its terms, with the new numbers, of living documents.

    Returns the new number of each term, and how many postings and occurrences it has, too.
    """
    segment = source.segment
    starts = segment.arrays["term_postings"][low : high + 1].astype(np.int64)
    occurrence_starts = segment.arrays["term_occurrences"][low : high + 1].astype(np.int64)
    rows = slice(int(starts[0]), int(starts[-1]))
    places = slice(int(occurrence_starts[0]), int(occurrence_starts[-1]))
    posting_counts, occurrence_counts = np.diff(starts), np.diff(occurrence_starts)
    words = np.repeat(segment.term_words[low:high], occurrence_counts)
    piece, kept = _living(source, variants, types, rows, places, words)
    if kept is not None:
        term = np.repeat(np.arange(high - low), posting_counts)[kept]
        totals = unpack_counts(piece.counts)[0]
        occurrence_counts = np.bincount(term, totals, high - low).astype(np.int64)
        posting_counts = np.bincount(term, minlength=high - low)
    return piece, source.new.terms[low:high], posting_counts, occurrence_counts


def _of_term(
    sources: list[Source], variants: Array, types: _Types, term: int, size: int
) -> Iterator[_Stretch]:
    """The postings and occurrences of one new term in their order, bit by bit: it may have many."""
    for source in sources:
        segment = source.segment
        for own in range(*np.searchsorted(source.new.terms, (term, term + 1)).tolist()):
            rows, places = segment.term_range(own), segment.occurrence_range(own)
            ends = np.cumsum(unpack_counts(segment.counts[rows])[0], dtype=np.int64)
            cuts = np.searchsorted(ends, np.arange(size, places.stop - places.start, size))
            for first, last in pairwise([0, *(cuts + 1).tolist(), len(ends)]):
                before = int(ends[first - 1]) if first else 0
                piece, _ = _living(
                    source,
                    variants,
                    types,
                    slice(rows.start + first, rows.start + last),
                    slice(places.start + before, places.start + int(ends[last - 1])),
                    segment.term_words[own],
                )
                yield piece


def _living(
    source: Source, variants: Array, types: _Types, rows: slice, places: slice, words: Array
) -> tuple[_Stretch, Array | None]:
    """Postings of a segment and their occurrences, of living documents, with the new numbers.

    ``words`` are the first ones of the terms that occur. Returns which postings were kept, too.
    """
    segment = source.segment
    docs, counts = segment.docs[rows], segment.counts[rows]
    words, positions = words + segment.variants[places], segment.positions[places]
    followers = segment.followers[places]
    kept = None if source.alive is None else source.alive[docs]
    if kept is not None:
        occurs = np.repeat(kept, unpack_counts(counts)[0])
        docs, counts, words, positions = docs[kept], counts[kept], words[occurs], positions[occurs]
        followers = followers[occurs]
    if counts.dtype != types.counts:
        counts = pack_counts(*unpack_counts(counts), types.counts)
    variants = variants[source.new.words[words]]
    return _Stretch(source.docs[docs], counts, positions, variants, followers), kept


def _places(following: Array, terms: Array, counts: Array) -> Array:
    """Where the next values of these terms go; ``following`` moves on behind them."""
    shift = following[terms] - (np.cumsum(counts) - counts)
    np.add.at(following, terms, counts)
    places: Array = np.repeat(shift, counts)
    places += np.arange(len(places))
    return places
