"""Several segments as one, in their order, without what was deleted from them.

Gives what building one segment of the documents that are left would have given.

Terms are sorted in every segment, so those of a stretch of the new vocabulary lie together in
each of them. The postings are merged stretch by stretch, and written as they come: memory is
bounded by some million occurrences, however large the index.
"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from index.helpers import Helpers
from index.segments.arrays import Array, ArraysWriter, Slot, smallest_unsigned
from index.segments.building import files_of
from index.segments.columns import Columns
from index.segments.losses import alive_mask, losses_of
from index.segments.merged_postings import Source, only, write_merged_postings
from index.segments.merged_words import merge_words
from index.segments.reading import Segment
from index.segments.vocabulary import WordTable, write_table

Part = tuple[Path, frozenset[int]]
"""A segment (its path without suffix), and the documents that were deleted from it."""

PLACES = 4_000_000
"""Text positions copied at once."""

RECORDS = 20_000
"""Records copied at once."""


def merge_segments(parts: list[Part], target: Path, helpers: Helpers | None = None) -> int:
    """Write the segment ``target`` of the living documents of others; return how many they are.

    All of the segments must have been compressed with one dictionary. ``helpers`` take
    their share.
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
        write_merged_postings(writer, table, sources, helpers)
    return sum(map(len, sizes))


def _copy_records(segment: Segment, alive: Array | None, records: Any) -> Array:
    """Copy the records of living documents; return the size of each."""
    sizes = np.diff(segment.arrays["record_offsets"].astype(np.int64))
    if alive is None:
        with segment.record_file.open("rb") as part:
            shutil.copyfileobj(part, records, 1 << 20)
        return sizes
    living = np.flatnonzero(alive)
    for first in range(0, len(living), RECORDS):
        records.writelines(map(segment.packed, living[first : first + RECORDS].tolist()))
        segment.forget_pages()
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
                [*map(ids.__getitem__, only(of_doc, alive).tolist())],
                [*map(dates.__getitem__, only(segment.arrays["date"], alive).tolist())],
                [*map(combinations.__getitem__, only(segment.combination, alive).tolist())],
                [*map(primaries.__getitem__, only(segment.arrays["primary"], alive).tolist())],
            )
        )
        segment.forget_pages()
    return merged


def _sources(segments: list[Segment], masks: list[Array | None]) -> tuple[WordTable, list[Source]]:
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
        sources.append(Source(segment, alive, docs, losses, new))
        base += int(there.sum())
    return table, sources


def _write_offsets(writer: ArraysWriter, sources: list[Source]) -> None:
    """Join the arrays of documents and of text positions; see building.write_offsets."""
    for name in ("title_tokens", "body_tokens", "title_lengths"):
        joined = np.concatenate([source.living(name) for source in sources])
        writer.add(name, joined.astype(smallest_unsigned(int(joined.max(initial=0)))))
    lengths = [np.diff(source.segment.arrays["starts"].astype(np.int64)) for source in sources]
    kept = [only(own, source.alive) for own, source in zip(lengths, sources, strict=True)]
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
            places, doc = only(places, alive), only(doc, alive)
            placed[place_name].append(places - own_starts[doc] + starts[source.docs[doc]])
            for name in value_names:
                values = source.segment.arrays[name]
                values = source.new.words[values] if name == "odd_words" else values
                placed[name].append(only(values, alive))
    for name, parts in placed.items():
        writer.add(name, np.concatenate(parts).astype("<u8" if name in _AT else "<u4"))


_PLACES_AND_VALUES = (
    ("long_gap_places", "long_gaps"),
    ("odd_places", "odd_words", "odd_lengths"),
)
_PLACED = [name for names in _PLACES_AND_VALUES for name in names]
_AT = {names[0] for names in _PLACES_AND_VALUES}


def _copy_gaps(source: Source, slot: Slot) -> None:
    gaps, starts = source.segment.arrays["gaps"], source.segment.arrays["starts"]
    bounds = np.searchsorted(starts, np.arange(0, len(gaps) + PLACES, PLACES, dtype=starts.dtype))
    docs = np.unique(np.minimum(bounds, source.segment.documents)).tolist()
    for first, last in pairwise(docs):
        alive = None
        if source.alive is not None:
            lengths: Array = np.diff(starts[first : last + 1].astype(np.int64))
            alive = np.repeat(source.alive[first:last], lengths)
        slot.write(only(gaps[int(starts[first]) : int(starts[last])], alive))
        source.segment.forget_pages()
