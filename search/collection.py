"""All segments of an index as one collection: documents numbered through, and their columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from threading import local
from typing import Final, NamedTuple

import numpy as np

from index.releases import Release
from index.segments.arrays import nonzero
from index.segments.reading import Segment
from index.segments.records import Compression
from index.segments.table import read_table
from search.arrays import Array, Docs, Matches, Scores
from search.memory import Memory
from search.query import Term
from search.ranking import length_norm

REMEMBERED: Final = 5_000_000
"""Matches of terms that are kept scored, of 12 bytes each."""

MAPPED: Final = 512 * 2**20
"""Bytes of files that are mapped when an index is opened: 20 ms for the 500 MB of 100,000 releases,
the releases themselves included, which come last."""

KINDRED: Final = 1_000_000
"""Matches of words that begin like others that are kept, of 12 bytes each."""

ENTRY: Final = 40
"""What it takes to keep those of one word, however few, counted in matches: some 480 bytes."""


class Part(NamedTuple):
    """A segment in its collection: its documents have the numbers from ``base`` on."""

    segment: Segment
    base: int

    def rows(self, docs: Docs) -> slice:
        """Where the segment's own are among some documents (ascending)."""
        first, last = docs.searchsorted((self.base, self.base + self.segment.documents)).tolist()
        return slice(first, last)

    def numbered(self, docs: Array) -> Docs:
        """Documents of the segment by their numbers in the collection."""
        numbered: Docs = docs.astype(np.int64)
        if self.base:
            numbered += self.base
        return numbered


class Collection:
    """What evaluation reads of an index. Unchanging, may be shared by threads.

    ``documents`` is the number of document numbers; ``living`` how many of them are not deleted;
    ``alive`` a mask over all of them, or None when nothing was deleted. ``scored`` remembers what
    frequent terms match, ``kindred`` what words that begin like a term match, but for
    some terms.
    """

    def __init__(self, folder: Path) -> None:
        """Open the segments of an index.

        Raises:
            OSError, ValueError, whoosh.index.IndexError: it is damaged.
        """
        table = read_table(folder)
        segments = [Segment(path) for path, _ in table]
        room = MAPPED
        for segment in segments:
            room = segment.map_now(room)
        for segment in segments:  # arrays are read for every match, releases for those shown
            room = segment.map_releases(room)
        bases = [0, *accumulate(segment.documents for segment in segments)]
        *self._bases, self.documents = bases
        self.parts = [*map(Part, segments, self._bases)]
        self.alive: Array | None = None
        deleted = [
            doc + part.base
            for part, (_, gone) in zip(self.parts, table, strict=True)
            for doc in gone
        ]
        if deleted:
            self.alive = np.ones(self.documents, bool)
            self.alive[deleted] = False
        self.living = self.documents - len(deleted)
        self._local = local()
        self.scored = Memory[Term, Matches](REMEMBERED)
        self.kindred = Memory[tuple[str, frozenset[str]], Matches](KINDRED)

    def living_docs(self) -> Docs:
        """Every document."""
        if self.alive is None:
            return np.arange(self.documents)
        return nonzero(self.alive)

    def column(self, name: str) -> Array:
        """A column of the documents, over all segments."""
        columns = [part.segment.arrays[name] for part in self.parts]
        return columns[0] if len(columns) == 1 else np.concatenate([*columns, np.zeros(0, "<u1")])

    @cached_property
    def first_day(self) -> Array:
        """The first day each document may be of, as yyyymmdd; 0 for no year."""
        return self.column("first_day")

    @cached_property
    def last_day(self) -> Array:
        """The last day each document may be of."""
        return self.column("last_day")

    @cached_property
    def title_tokens(self) -> Array:
        """How many words the title of each document has."""
        return self.column("title_tokens")

    @cached_property
    def title_norm(self) -> Scores:
        """What BM25F divides frequencies in the title by, for each document."""
        return self._norm(self.title_tokens)

    @cached_property
    def body_norm(self) -> Scores:
        """The same for the body."""
        return self._norm(self.column("body_tokens"))

    @cached_property
    def whole_norm(self) -> Scores:
        """The same for title and body taken as one."""
        return self._norm(self.title_tokens + self.column("body_tokens").astype("<u4"))

    def norm(self, parts: frozenset[str]) -> Scores:
        """What frequencies are divided by in these parts taken as one text."""
        if len(parts) == 2:
            return self.whole_norm
        return self.title_norm if "title" in parts else self.body_norm

    def _norm(self, lengths: Array) -> Scores:
        living = lengths if self.alive is None else lengths[self.alive]
        average = float(living.mean()) if len(living) else 0.0
        return length_norm(lengths.astype(np.float32), average)

    def holders(self, term: str) -> int:
        """How many documents have a term of the analysis."""
        total = 0
        for segment, _ in self.parts:
            number = segment.term_number(term)
            if number is not None:
                total += segment.holders(number)
        return total

    def part_of(self, doc: int) -> Part:
        """The segment that holds a document."""
        return self.parts[bisect_right(self._bases, doc) - 1]

    def release(self, doc: int) -> Release:
        """The release with this document number."""
        segment, base = self.part_of(doc)
        return segment.release(doc - base, self._compression(segment))

    def document_of(self, id: str) -> int | None:
        """The number of a release that is not deleted."""
        for segment, base in self.parts:
            doc = segment.document_of(id)
            if doc is not None and (self.alive is None or self.alive[base + doc]):
                return base + doc
        return None

    def catalogue(self) -> Iterator[tuple[str, str | None]]:
        """Identifier and date of every document that is not deleted."""
        for segment, base in self.parts:
            dates = [date or None for date in segment.dates]
            for place, doc in enumerate(segment.arrays["id_docs"].tolist()):
                if self.alive is None or self.alive[base + doc]:
                    yield segment.ids[place], dates[segment.arrays["date"][doc]]

    def _compression(self, segment: Segment) -> Compression:
        """A compression of this thread's own: the library's may not be shared."""
        known: dict[str, Compression] = self._local.__dict__
        if segment.name not in known:
            known[segment.name] = Compression(segment.dictionary)
        return known[segment.name]
