"""Releases into one segment: analysed in blocks, held as numbers, sorted and written at the end."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.french.blocks import Block, BlockAnalyzer
from index.releases import Release
from index.segments.arrays import Array, ArraysWriter, smallest_unsigned
from index.segments.columns import Columns
from index.segments.followers import followers, signs
from index.segments.offsets import LONG_GAP
from index.segments.postings import (
    Postings,
    count_type,
    documents_by_form,
    pack_counts,
    skips,
    sort_occurrences,
)
from index.segments.records import Compression
from index.segments.vocabulary import Vocabulary, table_of, write_table

ARRAYS, RECORDS, LOSSES = ".arrays", ".records", ".losses"
"""Suffixes of the two files of a segment, and of the one that comes with deletions."""

BLOCK = 100
"""Releases analysed at once: enough to forget what a call costs, few enough for what is made of
them to stay in the processor's cache (4 % of the time of indexing, against 500)."""

REMEMBER = 500_000
"""Different pieces of text remembered, and the words in them: some 250 MB."""


class _Tokens(NamedTuple):
    """The tokens of some releases; places are counted title first, then body."""

    words: Array
    positions: Array
    counts: Array  # tokens of each release
    title_counts: Array  # those in the title
    title_lengths: Array  # positions of the title
    lengths: Array  # positions in all
    gaps: Array  # one a position: characters from the word before, LONG_GAP for more
    long_gaps: Array  # the real distances of those, in order
    odd_places: Array  # words whose length is not that of their exact form: position in the
    odd_words: Array  # block, word,
    odd_lengths: Array  # and length


class SegmentBuilder:
    """Collects releases; ``write`` makes a segment of them and begins anew.

    Words stay known from one segment to the next, as long as they are few: analysing them again
    costs more than anything else.
    """

    def __init__(self, compression: Compression, remember: int = REMEMBER) -> None:
        """``remember`` is how many different pieces of text to remember, about."""
        self._compression = compression
        self._remember = remember
        self._vocabulary = Vocabulary()
        self._analyzer = BlockAnalyzer(self._vocabulary.number)
        self._clear()

    def _clear(self) -> None:
        self._waiting: list[str] = []  # title and body of each release
        self._columns = Columns()
        self._packed: list[bytes] = []
        self._blocks: list[_Tokens] = []
        self.size = 0  # bytes of the records that wait

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, release: Release, record: bytes) -> None:
        """Take in a release and its record; they are numbered in this order."""
        self._columns.add(release)
        self._packed.append(self._compression.pack(record))
        self._waiting += (release.title, release.body)
        self.size += len(record)
        if len(self._waiting) >= 2 * BLOCK:
            self._analyze()

    def write(self, path: Path) -> None:
        """Write the segment ``path`` (without suffix) and forget its releases."""
        self._analyze()
        with path.with_name(path.name + RECORDS).open("xb") as file:
            file.writelines(self._packed)
        with ArraysWriter(path.with_name(path.name + ARRAYS)) as writer:
            writer.add("record_offsets", _offsets(self._packed))
            writer.add("dictionary", np.frombuffer(self._compression.dictionary, np.uint8))
            self._packed = []
            self._columns.write(writer)
            self._write_words(writer)
        self._clear()
        if self._analyzer.remembered > self._remember:
            self._vocabulary = Vocabulary()
            self._analyzer.forget(self._vocabulary.number)

    def _analyze(self) -> None:
        block = self._analyzer.analyze(self._waiting)
        exact_lengths = np.frombuffer(self._vocabulary.exact_lengths, np.int64)
        self._blocks.append(_tokens(block, exact_lengths))
        self._waiting = []

    def _write_words(self, writer: ArraysWriter) -> None:
        tokens = _joined(self._blocks)
        self._blocks = []
        # A word that was read as another one (ses surs) may have no place left.
        used = np.flatnonzero(np.bincount(tokens.words, minlength=len(self._vocabulary)))
        table, of_used = table_of([self._vocabulary.words[word] for word in used.tolist()])
        places = np.zeros(len(self._vocabulary), np.int64)
        places[used] = of_used
        write_table(writer, table)
        write_offsets(writer, tokens, places)
        doc = np.repeat(np.arange(len(tokens.counts), dtype="<u4"), tokens.counts)
        in_title = tokens.positions < tokens.title_lengths.astype("<u4").take(doc)
        words = places.astype("<u4").take(tokens.words)
        terms = table.word_term.take(words)
        postings = sort_occurrences(
            terms,
            doc,
            tokens.positions,
            table.variants.take(words),
            followers(signs(table.terms).take(terms), tokens.positions, tokens.counts),
            in_title,
            len(table.terms),
        )
        write_postings(writer, postings)
        by_form = documents_by_form(postings, table.term_words, table.word_surface)
        for name, documents in zip(("word_docs", "surface_docs"), by_form, strict=True):
            writer.add(name, documents.astype("<u4"))


def _offsets(parts: list[bytes]) -> Array:
    return np.concatenate(([0], np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))))


def _tokens(block: Block, exact_lengths: Array) -> _Tokens:
    """Bring the titles and bodies of a block together, and the offsets into their short form."""
    titles, bodies = block.counts[0::2], block.counts[1::2]
    of_text = np.repeat(np.arange(len(block.counts)), block.counts)
    title_lengths, body_lengths = block.lengths[0::2], block.lengths[1::2]
    shift = np.zeros(len(block.counts), np.int64)
    shift[1::2] = title_lengths
    positions = block.positions + shift[of_text]
    lengths = title_lengths + body_lengths
    # The first token of each position: the joined form of a compound comes after its first part.
    opens = np.ones(len(of_text), bool)
    opens[1:] = (positions[1:] != positions[:-1]) | (of_text[1:] != of_text[:-1])
    starts, owner = block.starts[opens], of_text[opens]
    gaps = np.diff(starts, prepend=0)
    anew = np.ones(len(owner), bool)
    anew[1:] = owner[1:] != owner[:-1]
    gaps[anew] = starts[anew]
    long = gaps >= LONG_GAP
    odd = np.flatnonzero(block.ends - block.starts != exact_lengths[block.words])
    release = of_text >> 1
    before = np.cumsum(lengths) - lengths
    return _Tokens(
        words=block.words.astype("<u4"),
        positions=positions.astype("<u4"),
        counts=titles + bodies,
        title_counts=titles,
        title_lengths=title_lengths,
        lengths=lengths,
        gaps=np.where(long, LONG_GAP, gaps).astype("<u1"),
        long_gaps=gaps[long],
        odd_places=before[release[odd]] + positions[odd],
        odd_words=block.words[odd],
        odd_lengths=(block.ends - block.starts)[odd],
    )


def _joined(blocks: list[_Tokens]) -> _Tokens:
    """Several blocks as one; what counts from the block's beginning is shifted."""
    before = np.cumsum([0, *(len(block.gaps) for block in blocks)])
    shifted = [
        block._replace(odd_places=block.odd_places + start)
        for block, start in zip(blocks, before.tolist(), strict=False)
    ]
    return _Tokens(*map(np.concatenate, zip(*shifted, strict=True)))


def write_offsets(writer: ArraysWriter, tokens: _Tokens, places: Array) -> None:
    """Write the lengths of the texts, and where in them each position lies."""
    bodies = tokens.counts - tokens.title_counts
    for name, values in (
        ("title_tokens", tokens.title_counts),
        ("body_tokens", bodies),
        ("title_lengths", tokens.title_lengths),
    ):
        writer.add(name, values.astype(smallest_unsigned(int(values.max(initial=0)))))
    writer.add("starts", np.concatenate(([0], np.cumsum(tokens.lengths))).astype("<u8"))
    writer.add("gaps", tokens.gaps)
    writer.add("long_gap_places", np.flatnonzero(tokens.gaps == LONG_GAP).astype("<u8"))
    writer.add("long_gaps", tokens.long_gaps.astype("<u4"))
    writer.add("odd_places", tokens.odd_places.astype("<u8"))
    writer.add("odd_words", places[tokens.odd_words].astype("<u4"))
    writer.add("odd_lengths", tokens.odd_lengths.astype("<u4"))


def write_postings(writer: ArraysWriter, postings: Postings) -> None:
    """Write all postings of a segment."""
    writer.add("term_postings", postings.term_postings.astype("<u8"))
    writer.add("term_occurrences", postings.term_occurrences.astype("<u8"))
    writer.add("posting_docs", postings.docs.astype("<u4"))
    totals, titles = postings.totals, postings.titles
    counts = count_type(int(totals.max(initial=0)), int(titles.max(initial=0)))
    writer.add("posting_counts", pack_counts(totals, titles, counts))
    occurrences = int(postings.term_occurrences[-1])
    writer.add("occurrence_skips", skips(totals).astype(smallest_unsigned(occurrences)))
    writer.add("title_docs", _per_term(titles > 0, postings.term_postings))
    writer.add("body_docs", _per_term(totals > titles, postings.term_postings))
    for name, values in (("positions", postings.positions), ("variants", postings.variants)):
        writer.add(name, values.astype(smallest_unsigned(int(values.max(initial=0)))))
    writer.add("followers", postings.followers)


def _per_term(has: Array, term_postings: Array) -> Array:
    """Of how many postings of each term this holds."""
    return np.diff(np.concatenate(([0], np.cumsum(has)))[term_postings]).astype("<u4")


def files_of(path: Path) -> tuple[Path, Path]:
    """The two files of the segment ``path``: arrays and records."""
    return path.with_name(path.name + ARRAYS), path.with_name(path.name + RECORDS)


def remove_segment(path: Path) -> None:
    """Delete the files of a segment, and those beside it."""
    for file in path.parent.glob(f"{path.name}.*"):
        file.unlink()
