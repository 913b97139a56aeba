"""What evaluation reads of a Whoosh index, as arrays: postings, lengths, countries and dates."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.matching import Matcher
from whoosh.reading import IndexReader, TermNotFound

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

CACHED_TERMS = 4096


class TermPostings(NamedTuple):
    """The documents with a term in a field, ascending, and how often each has it."""

    docs: IntArray
    frequencies: FloatArray


class Postings:
    """One state of an index. Safe to share: Whoosh's reader is not, so a lock guards it."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._lock = Lock()
        self.documents: int = reader.doc_count_all()
        self.term: Callable[[str, str], TermPostings] = lru_cache(CACHED_TERMS)(self._read_term)
        self.lengths: Callable[[str], FloatArray] = lru_cache(self._read_lengths)
        self.countries = Countries(self._column("countries"))
        self.dates = np.array([_day(date) for date in self._column("date")], dtype=np.int64)

    def positions(self, field: str, term: str, docs: IntArray) -> list[list[int]]:
        """Where a term stands in a field of each of these ascending documents, if anywhere."""
        found: list[list[int]] = []
        with self._lock:
            matcher = self._matcher(field, term)
            for doc in docs.tolist():
                if matcher is not None and matcher.is_active() and matcher.id() < doc:
                    matcher.skip_to(doc)
                here = matcher is not None and matcher.is_active() and matcher.id() == doc
                found.append(matcher.value_as("positions") if matcher and here else [])
        return found

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document."""
        with self._lock:
            fields: dict[str, Any] = self._reader.stored_fields(doc)
            return fields

    def document_of(self, id: str) -> int | None:
        """The number of the document with this identifier."""
        with self._lock:
            matcher = self._matcher("id", id)
            return matcher.id() if matcher is not None and matcher.is_active() else None

    def close(self) -> None:
        """Close the index files."""
        with self._lock:
            self._reader.close()

    def _matcher(self, field: str, term: str) -> Matcher | None:
        try:
            return self._reader.postings(field, term)
        except TermNotFound:
            return None

    def _read_term(self, field: str, term: str) -> TermPostings:
        docs: list[int] = []
        frequencies: list[float] = []
        with self._lock:
            matcher = self._matcher(field, term)
            while matcher is not None and matcher.is_active():
                docs.append(matcher.id())
                frequencies.append(matcher.weight())
                matcher.next()
        return TermPostings(np.array(docs, np.int64), np.array(frequencies, np.float64))

    def _read_lengths(self, field: str) -> FloatArray:
        with self._lock:
            length = self._reader.doc_field_length
            # Whoosh says None, whatever default it is given, where a document lacks the field.
            return np.array([length(doc, field) or 0 for doc in range(self.documents)], float)

    def _column(self, field: str) -> list[str]:
        column = self._reader.column_reader(field)
        return [column[doc] for doc in range(self.documents)]


class Countries:
    """Which document has which country: pairs of a document and an index into ``codes``."""

    def __init__(self, column: list[str]) -> None:
        by_document = [value.split() for value in column]
        self.codes = sorted({code for codes in by_document for code in codes})
        number = {code: index for index, code in enumerate(self.codes)}
        pairs = [(doc, number[code]) for doc, codes in enumerate(by_document) for code in codes]
        self._docs, self._countries = np.array(pairs, np.int64).reshape(-1, 2).T
        self._without = np.ones(len(column), bool)
        self._without[self._docs] = False

    def count(self, docs: IntArray) -> tuple[dict[str, int], int]:
        """Count these documents by code (codes that none has are left out), and those without."""
        among = np.zeros(len(self._without), bool)
        among[docs] = True
        counts = np.bincount(self._countries[among[self._docs]], minlength=len(self.codes))
        named = {code: int(n) for code, n in zip(self.codes, counts, strict=True) if n}
        return named, int(np.count_nonzero(among & self._without))

    def holding(self, codes: frozenset[str], *, or_none: bool) -> npt.NDArray[np.bool_]:
        """Say for every document whether it has one of these codes, or no country."""
        wanted = np.array([code in codes for code in self.codes], bool)
        kept = self._without.copy() if or_none else np.zeros(len(self._without), bool)
        kept[self._docs[wanted[self._countries]]] = True
        return kept


def _day(date: str) -> int:
    """A date as a number that sorts by time; what has no year sorts as oldest."""
    if not date or date.startswith("-"):
        return 0
    year, month, day = (*date.split("-"), "00", "00")[:3]
    return int(year) * 10_000 + int(month) * 100 + int(day)
