"""A segment, opened: its arrays by name, and the few questions that need more than one of them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.releases import Release
from index.segments.arrays import Array, Arrays, Ranges, changes, find_in, ranges
from index.segments.building import LOSSES, files_of
from index.segments.frequent_terms import SUFFIX as FREQUENT
from index.segments.frequent_terms import FrequentTerms
from index.segments.postings import SKIP, unpack_counts
from index.segments.records import Compression, Records
from index.segments.strings import Strings

REMEMBERED = 65_536
"""Look-ups of terms that are remembered."""

ADDED_UP = 10
"""To find the occurrences of a posting by itself costs as much as to go through this many."""

SOUGHT = 32
"""To find the posting of an occurrence by itself costs as much as to go through this many."""


_EVERY = np.arange(SKIP)
_BEFORE = np.tri(SKIP, k=-1, dtype=np.uint8)
"""For each place in a block of postings, those before it as 1."""


class Segment:
    """A segment of an index, memory-mapped; may be shared by threads.

    The arrays are those of docs/index-format.md, under the same names.

    Raises:
        ArraysDamaged: a file is cut off.
        OSError: a file is missing.
    """

    def __init__(self, path: Path) -> None:
        array_file, record_file = files_of(path)
        arrays = Arrays(array_file)
        self.path = path
        self.name = path.name
        self.record_file = record_file
        self.arrays = arrays
        self.terms = Strings(arrays, "terms")
        self.surfaces = Strings(arrays, "surfaces")
        self.exacts = Strings(arrays, "exacts")
        self.ids = Strings(arrays, "ids")
        self.dates = Strings(arrays, "dates")
        self.countries = Strings(arrays, "countries")
        self.word_term = arrays["word_term"]
        self.word_surface = arrays["word_surface"]
        self.word_exact = arrays["word_exact"]
        self.term_words = arrays["term_words"]
        self.docs = arrays["posting_docs"]
        self.counts = arrays["posting_counts"]
        self.positions = arrays["positions"]
        self.variants = arrays["variants"]
        self.followers = arrays["followers"]
        self.title_tokens = arrays["title_tokens"]
        self.body_tokens = arrays["body_tokens"]
        self.title_lengths = arrays["title_lengths"]
        self.combination = arrays["combination"]
        self.documents = len(self.title_tokens)
        self._term_postings = arrays["term_postings"].data
        self._term_occurrences = arrays["term_occurrences"].data
        self._skips = arrays["occurrence_skips"]
        self.dictionary = arrays["dictionary"].tobytes()
        self._records = Records(record_file, arrays["record_offsets"])
        self._frequent = FrequentTerms(path.with_name(path.name + FREQUENT))
        self._lost_postings: Array | None = None
        losses = path.with_name(path.name + LOSSES)
        if losses.exists():
            self._subtract(Arrays(losses))
        self.term_number = lru_cache(REMEMBERED)(self.terms.find)
        self.surface_number = lru_cache(REMEMBERED)(self.surfaces.find)
        self.exact_number = lru_cache(REMEMBERED)(self.exacts.find)

    def __reduce__(self) -> tuple[type[Segment], tuple[Path]]:
        """Another process opens the files again."""
        return Segment, (self.path,)

    def _subtract(self, losses: Arrays) -> None:
        """Count without what was deleted; see losses.py."""
        for name in ("title_docs", "body_docs", "word_docs", "surface_docs"):
            self.arrays.subtract(name, losses[f"{name}.at"], losses[f"{name}.lost"])
        self._lost_postings = np.zeros(len(self.terms), "<u4")
        self._lost_postings[losses["term_postings.at"]] = losses["term_postings.lost"]

    def holders(self, term: int) -> int:
        """How many documents have a term, deleted ones not counted."""
        held = self._term_postings[term + 1] - self._term_postings[term]
        return int(held if self._lost_postings is None else held - self._lost_postings[term])

    def term_range(self, term: int) -> slice:
        """Where the postings of a term lie in ``docs`` and ``counts``."""
        return slice(self._term_postings[term], self._term_postings[term + 1])

    def term_ranges(self, terms: Array) -> Ranges:
        """The same for several terms (ascending); what lies side by side is one range."""
        starts = self.arrays["term_postings"]
        begins = changes(terms - np.arange(len(terms)))
        ends = np.append(begins, True)[1:]
        return Ranges(
            starts[terms[begins]].astype(np.int64), starts[terms[ends] + 1].astype(np.int64)
        )

    def occurrence_range(self, term: int) -> slice:
        """Where the occurrences of a term lie in ``positions`` and ``variants``."""
        return slice(self._term_occurrences[term], self._term_occurrences[term + 1])

    def frequencies(self, term: int) -> tuple[Array, Array]:
        """How often each document of a term has it, in all and in the title."""
        return unpack_counts(self.counts[self.term_range(term)])

    def unpack(self, rows: Array) -> tuple[Array, Array]:
        """The counts, in all and in the title, of postings anywhere in ``docs``."""
        return unpack_counts(self.counts[rows])

    def occurrences_before(self, rows: Array) -> Array:
        """The place, in ``positions``, of the first occurrence of postings anywhere in ``docs``."""
        blocks = rows // SKIP
        every = self.counts.take((blocks * SKIP)[:, None] + _EVERY, mode="clip")
        before = unpack_counts(every)[0] * _BEFORE.take(rows % SKIP, axis=0)
        return np.asarray(self._skips[blocks].astype(np.int64) + np.add.reduce(before, 1, np.int64))

    def occurrences_of(self, term: int, rows: Array) -> Array:
        """The same for postings of one term, counted from its first."""
        where = self.term_range(term)
        if len(rows) * ADDED_UP < where.stop - where.start:
            return self.occurrences_before(rows + where.start)
        totals = unpack_counts(self.counts[where])[0]
        ends = np.cumsum(totals, dtype=np.int64)
        return np.asarray(ends[rows] - totals[rows] + self.occurrence_range(term).start)

    def postings_of(self, term: int, occurrences: Array) -> Array:
        """The postings of a term that some of its occurrences (ascending) belong to.

        Both are counted from the term's first.
        """
        where = self.term_range(term)
        if len(occurrences) * SOUGHT > where.stop - where.start:
            span = self.occurrence_range(term)
            kind = np.int32 if span.stop - span.start < 2**31 else np.int64
            totals = unpack_counts(self.counts[where])[0]
            return find_in(totals.cumsum(dtype=kind), occurrences, "right")
        wanted = occurrences + self.occurrence_range(term).start
        first = where.start // SKIP
        blocks = find_in(self._skips[first : -(-where.stop // SKIP)], wanted, "right") - 1 + first
        every = self.counts.take((blocks * SKIP)[:, None] + _EVERY, mode="clip")
        wanted -= self._skips[blocks].astype(np.int64)
        ended = unpack_counts(every)[0].cumsum(1, np.int64) <= wanted[:, None]
        inside = np.add.reduce(ended, 1, np.int64)
        return np.asarray(blocks * SKIP + inside - where.start)

    def words_at(self, rows: Array, terms: Array, totals: Array) -> tuple[Array, Array]:
        """The words of postings anywhere in ``docs``, given their terms and occurrences.

        Returns for each occurrence which of the postings it belongs to, and its word.
        """
        places, owner = ranges(self.occurrences_before(rows), totals)
        return owner, self.term_words[terms][owner].astype(np.int64) + self.variants[places]

    def times(self, term: int, words: Array) -> Array | None:
        """How often each posting of a term has some words (ascending), where that was counted.

        It may have been when they are all the words of one surface of the term.
        """
        if not len(words) or self.word_term[words[0]] != term:
            return None
        surface = int(self.word_surface[words[0]])
        alike = words.tolist() == [*self.words_of_surface(surface)]
        return self._frequent.times(surface) if alike else None

    def countries_of_term(self, term: int) -> Array | None:
        """See ``FrequentTerms.countries``."""
        return self._frequent.countries(term)

    def map_now(self, room: int) -> int:
        """See ``Arrays.map_now``."""
        return self._frequent.map_now(self.arrays.map_now(room))

    def map_releases(self, room: int) -> int:
        """See ``Records.map_now``."""
        return self._records.map_now(room)

    def forget_pages(self) -> None:
        """Let go of the memory that reading took; all can be read again."""
        self.arrays.forget_pages()
        self._records.forget_pages()

    def words_of_term(self, term: int) -> range:
        """The words (spellings) of a term."""
        return range(int(self.term_words[term]), int(self.term_words[term + 1]))

    def words_of_surface(self, surface: int) -> range:
        """The words that are this one without their accents."""
        first = int(self.arrays["surface_word"][surface])
        return range(first, first + int(self.arrays["surface_words"][surface]))

    def words_of_exact(self, exact: int) -> list[int]:
        """The words in this very form: one, but where a lost œ was given back."""
        starts = self.arrays["exact_words"]
        found: list[int] = self.arrays["exact_word"][starts[exact] : starts[exact + 1]].tolist()
        return found

    def packed(self, doc: int) -> memoryview:
        """The compressed record of a document."""
        return self._records.packed(doc)

    def release(self, doc: int, compression: Compression) -> Release:
        """The release with this document number."""
        return self._records.release(doc, compression)

    def document_of(self, id: str) -> int | None:
        """The document of a release, or None."""
        place = self.ids.find(id)
        return None if place is None else int(self.arrays["id_docs"][place])

    @cached_property
    def text_columns(self) -> tuple[memoryview, ...]:
        """What says where words lie in texts, to be read value by value.

        ``starts``, ``title_lengths``, ``gaps``, ``word_lengths``, and of each word whether it is
        anywhere not as long as its exact form.
        """
        odd = np.zeros(len(self.word_term), bool)
        odd[self.arrays["odd_words"]] = True
        names = ("starts", "title_lengths", "gaps", "word_lengths")
        return *(self.arrays[name].data for name in names), odd.data

    @cached_property
    def country_codes(self) -> list[str]:
        """The ISO codes, in the order of their numbers."""
        return [*self.countries]

    @cached_property
    def combinations(self) -> list[tuple[int, ...]]:
        """The country numbers of each combination, in the order of the releases."""
        starts = self.arrays["combination_starts"].tolist()
        held = self.arrays["combination_countries"].tolist()
        return [tuple(held[a:b]) for a, b in pairwise(starts)]
