"""What completion needs beside the segments: pairs of words, and where the words of titles begin.

Words themselves are in the segments already, sorted, with the releases that have each. What is
made here is numbers of their surfaces, so nothing is analysed again and no text is stored twice:
one pass over the postings gives the words of all titles, and the whole text of a sample.

Each segment has a file of its own beside it; without it, words alone are completed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from index.french.forms import stop_words
from index.segments.arrays import (
    Array,
    Arrays,
    ArraysDamaged,
    ArraysWriter,
    Ranges,
    find_in,
    ranges,
)
from index.segments.postings import unpack_counts
from index.segments.reading import Segment
from index.segments.table import read_table

SUFFIX: Final = ".completions"

VERSION: Final = 1
"""Raised when the arrays change; files of another version are as good as missing."""

SAMPLE_SHARE: Final = 0.25
FEWEST, MOST = 1_000, 10_000
"""Releases that pairs of words are counted in: a share of the segment, spread over it, within
bounds. So the file takes a tenth at most of the time that the segment took."""

MIN_DOCUMENTS: Final = 2
"""Releases of the sample that have a pair: what stands in one is as likely a slip."""

COMPARED: Final = 4
"""Words by which places in titles are sorted."""

AT_ONCE: Final = 1 << 20
"""Postings that are gone through at a time, or places that are sorted, about 100 MB."""

TEXTS_AT_ONCE = 1_000
"""Texts whose offsets are read at a time: the system maps all that lies around them."""


def write_completions(folder: Path) -> None:
    """Write the file of each segment of an index that has none yet."""
    for path, _ in read_table(folder):
        target = path.with_name(path.name + SUFFIX)
        if not target.exists():
            _write(Segment(path), target)


def read_completions(folder: Path, segment: Segment) -> Arrays | None:
    """The arrays of a segment's file; None when there is none that can be used."""
    try:
        arrays = Arrays(folder / (segment.name + SUFFIX))
    except (OSError, ArraysDamaged):
        return None
    return arrays if arrays.facts.get("version") == VERSION else None


def _write(segment: Segment, target: Path) -> None:
    titles, texts = _read(segment)
    pairs, documents = _pairs(segment, texts)
    with ArraysWriter(target) as writer:
        writer.facts["version"] = VERSION
        writer.facts["sample"] = len(texts.docs)
        writer.add("pair_first", (pairs >> np.uint64(32)).astype("<u4"))
        writer.add("pair_second", pairs.astype("<u4"))
        writer.add("pair_docs", documents.astype("<u4"))
        writer.add("title_words", titles.surfaces.astype("<u4"))
        writer.add("title_starts", titles.starts.astype("<u4"))
        writer.add("title_places", _sorted_places(segment, titles).astype("<u4"))


class _Texts(NamedTuple):
    """The words of some documents in the order of the text, one a position.

    ``starts`` says where each document begins, and the end. ``words`` and ``surfaces`` are
    numbers in the segment, of the first part where a compound stands (``compound``).
    """

    docs: Array
    starts: Array
    words: Array
    surfaces: Array
    compound: Array


class _Filling:
    """Texts that are filled word by word, in any order."""

    def __init__(self, segment: Segment, docs: Array, lengths: Array) -> None:
        self._segment = segment
        self._docs = docs
        self._starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        self._words = np.full(self._starts[-1], -1, np.int32)
        self._compound = np.zeros(self._starts[-1], bool)
        self._row = np.full(segment.documents, -1, np.int32)
        self._row[docs] = np.arange(len(docs), dtype=np.int32)

    def holds(self, docs: Array) -> Array:
        """Say of documents whether they are among the texts."""
        return self._row[docs] >= 0

    def put(self, docs: Array, positions: Array, words: Array) -> None:
        """Put words at positions of documents."""
        places = self._starts[self._row[docs]] + positions
        taken = np.flatnonzero(self._words[places] >= 0)
        held = self._words[places[taken]]
        self._words[places] = words
        # Two at one place are a compound and its first part, which is shorter. They may come at
        # once, in any order, so that each is compared with what stands there in the end.
        lost = np.flatnonzero(self._words[places] != words)
        at = np.concatenate((places[taken], places[lost]))
        other = np.concatenate((held, words[lost]))
        self._compound[at] = True
        lengths = self._segment.arrays["word_lengths"]
        shorter = lengths[other] < lengths[self._words[at]]
        self._words[at[shorter]] = other[shorter]

    def texts(self) -> _Texts:
        """What was put."""
        surfaces = self._segment.word_surface[self._words]
        return _Texts(self._docs, self._starts, self._words, surfaces, self._compound)


def _read(segment: Segment) -> tuple[_Texts, _Texts]:
    """All titles, and the texts of the sample."""
    every = np.arange(segment.documents)
    wanted = min(max(FEWEST, int(SAMPLE_SHARE * segment.documents)), MOST)
    sampled = every[:: -(-segment.documents // wanted)]
    starts = segment.arrays["starts"]
    lengths = (starts[sampled + 1] - starts[sampled]).astype(np.int64)
    titles = _Filling(segment, every, segment.title_lengths)
    texts = _Filling(segment, sampled, lengths)
    for rows, first, totals, in_titles in _postings(segment):
        docs = segment.docs[rows]
        for filling, chosen, counts in (
            (titles, np.flatnonzero(in_titles), in_titles),
            (texts, np.flatnonzero(texts.holds(docs)), totals),
        ):
            at, owner = ranges(first[chosen], counts[chosen])
            row = chosen[owner]
            terms = find_in(segment.arrays["term_postings"], row + rows.start, "right") - 1
            words = segment.term_words[terms].astype(np.int64) + segment.variants[at]
            filling.put(docs[row], segment.positions[at].astype(np.int64), words)
        segment.forget_pages()
    return titles.texts(), texts.texts()


def _postings(segment: Segment) -> Iterator[tuple[slice, Array, Array, Array]]:
    """Postings, a stretch at a time: first occurrence, occurrences in all and in the title."""
    before = 0
    for start in range(0, len(segment.docs), AT_ONCE):
        rows = slice(start, min(start + AT_ONCE, len(segment.docs)))
        totals, titles = (counts.astype(np.int64) for counts in unpack_counts(segment.counts[rows]))
        ends = np.cumsum(totals) + before
        yield rows, ends - totals, totals, titles
        before = int(ends[-1])


def _pairs(segment: Segment, texts: _Texts) -> tuple[Array, Array]:
    """Two words side by side that both say something, and how many documents have them so.

    Returns the pairs, ascending (surface of the first word in the upper 32 bits, of the second in
    the lower), and the number of documents of each.
    """
    surfaces, documents = texts.surfaces, len(texts.docs)
    owner = np.repeat(np.arange(documents), np.diff(texts.starts))
    position = np.arange(len(owner)) - texts.starts[owner]
    titles = segment.title_lengths[texts.docs].astype(np.int64)[owner]
    gaps = _gaps(segment, texts.docs)
    says = _says_something(segment)[surfaces] & ~texts.compound
    follows = np.zeros(len(owner), bool)
    # One character lies between them: a space, as compounds are left out.
    follows[1:] = gaps[1:] == segment.arrays["word_lengths"][texts.words[:-1]] + np.uint32(1)
    follows &= (position > 0) & (position != titles)
    at = np.flatnonzero(says[1:] & says[:-1] & follows[1:])
    keys = surfaces[at].astype(np.uint64) << np.uint64(32) | surfaces[at + 1]
    order = np.argsort(keys, kind="stable")
    keys, holders = keys[order], owner[at[order]]
    once = np.ones(len(keys), bool)  # a document counts once
    once[1:] = (keys[1:] != keys[:-1]) | (holders[1:] != holders[:-1])
    pairs, counts = np.unique(keys[once], return_counts=True)
    kept = counts >= MIN_DOCUMENTS
    return pairs[kept], counts[kept]


def _gaps(segment: Segment, docs: Array) -> Array:
    """The gaps (see docs/index-format.md) at all positions of some documents."""
    starts = segment.arrays["starts"]
    parts = [segment.arrays["gaps"][:0]]
    for first in range(0, len(docs), TEXTS_AT_ONCE):
        some = docs[first : first + TEXTS_AT_ONCE]
        parts.append(Ranges(starts[some], starts[some + 1]).of(segment.arrays["gaps"]))
        segment.forget_pages()
    return np.concatenate(parts)


def _sorted_places(segment: Segment, titles: _Texts) -> Array:
    """Where titles and words in titles begin, sorted by the words from there on."""
    wanted = _says_something(segment)[titles.surfaces]
    wanted[titles.starts[:-1][np.diff(titles.starts) > 0]] = True
    places = np.flatnonzero(wanted).astype("<u4")
    first = titles.surfaces[places]
    held = np.cumsum(np.bincount(first, minlength=len(segment.surfaces)))
    cuts = np.unique(np.searchsorted(held, np.arange(AT_ONCE, len(places), AT_ONCE)) + 1)
    parts = [
        _sorted_by_words(titles, places[(first >= low) & (first < high)])
        for low, high in pairwise([0, *cuts.tolist(), len(segment.surfaces)])
    ]
    return np.concatenate([places[:0], *parts])


def _sorted_by_words(titles: _Texts, places: Array) -> Array:
    ends = titles.starts[find_in(titles.starts, places, "right")]
    columns = []
    for ahead in range(COMPARED):
        at = np.minimum(places + np.int64(ahead), len(titles.surfaces) - 1)
        inside = places + np.int64(ahead) < ends
        columns.append(np.where(inside, titles.surfaces[at] + np.uint32(1), np.uint32(0)))
    return places[np.lexsort(columns[::-1])]


def _says_something(segment: Segment) -> Array:
    """Say of each surface whether it is more than a little word."""
    says = np.ones(len(segment.surfaces), bool)
    found = map(segment.surfaces.find, stop_words())
    says[[number for number in found if number is not None]] = False
    return says
