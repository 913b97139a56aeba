"""The words of a segment while it is written: each distinct (surface, exact) has a number."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from index.segments.arrays import Array, ArraysWriter
from index.segments.strings import encode, write_strings


class Word(NamedTuple):
    """A word in one spelling; its term is a function of the surface."""

    term: str
    surface: str
    exact: str


class Vocabulary:
    """Numbers words in the order they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.words: list[Word] = []
        self.exact_lengths = array("q")  # characters of each word's exact form

    def __len__(self) -> int:
        return len(self.words)

    def number(self, term: str, surface: str, exact: str) -> int:
        """The number of a word, a new one if it is new."""
        key = (surface, exact)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.words)
            self.words.append(Word(term, surface, exact))
            self.exact_lengths.append(len(exact))
        return number


class WordTable(NamedTuple):
    """All words of a segment as arrays, sorted by term, then surface, then exact form.

    The words of a term are therefore neighbours, and so are those of a surface. All arrays are
    of unsigned 32-bit numbers. ``terms``, ``surfaces`` and ``exacts`` are sorted UTF-8.
    """

    terms: list[bytes]
    surfaces: list[bytes]
    exacts: list[bytes]
    word_term: Array  # term of each word, ascending
    word_surface: Array
    word_exact: Array

    @property
    def term_words(self) -> Array:
        """The first word of each term, and the number of words: terms + 1 entries."""
        return np.searchsorted(self.word_term, np.arange(len(self.terms) + 1)).astype("<u4")

    @property
    def variants(self) -> Array:
        """Which word of its term each word is, from 0."""
        return (np.arange(len(self.word_term)) - self.term_words[self.word_term]).astype("<u4")


def table_of(words: list[Word]) -> tuple[WordTable, Array]:
    """Sort words into a table; also return where each of them stands in it."""
    columns = [[encode(text) for text in column] for column in zip(*words, strict=True)] or [[]] * 3
    sorted_texts = [sorted(set(column)) for column in columns]
    numbers = []
    for column, texts in zip(columns, sorted_texts, strict=True):
        number = {text: index for index, text in enumerate(texts)}
        numbers.append(np.fromiter((number[text] for text in column), np.int64, len(column)))
    term, surface, exact = numbers
    order = np.lexsort((exact, surface, term))
    places = np.empty(len(words), np.int64)
    places[order] = np.arange(len(words))
    terms, surfaces, exacts = sorted_texts
    by_word = [column[order].astype("<u4") for column in (term, surface, exact)]
    return WordTable(terms, surfaces, exacts, *by_word), places


def write_table(writer: ArraysWriter, table: WordTable) -> None:
    """Write the arrays that find words by term, surface and exact form."""
    write_strings(writer, "terms", table.terms)
    write_strings(writer, "surfaces", table.surfaces)
    write_strings(writer, "exacts", table.exacts)
    writer.add("word_term", table.word_term)
    writer.add("word_surface", table.word_surface)
    writer.add("word_exact", table.word_exact)
    writer.add("term_words", table.term_words)
    # A surface has one term, so its words are neighbours: the first one and their number.
    first, count = np.unique(table.word_surface, return_index=True, return_counts=True)[1:]
    writer.add("surface_word", first.astype("<u4"))
    writer.add("surface_words", count.astype("<u4"))
    # Nearly always one word an exact form; a lost œ given back can make it two.
    by_exact = np.argsort(table.word_exact, kind="stable")
    writer.add("exact_word", by_exact.astype("<u4"))
    starts = np.searchsorted(table.word_exact[by_exact], np.arange(len(table.exacts) + 1))
    writer.add("exact_words", starts.astype("<u4"))
    lengths, letters = letters_of(table.surfaces)
    exact_lengths = np.array([len(str(text, "utf-8", "surrogatepass")) for text in table.exacts])
    writer.add("word_lengths", exact_lengths.astype("<u4")[table.word_exact])
    writer.add("surface_lengths", lengths)
    writer.add("surface_letters", letters)


def letters_of(surfaces: list[bytes]) -> tuple[Array, Array]:
    """What rules out most words when a similar one is looked for.

    Returns the length of each surface in characters (uint8, 255 stands for more), and the set of
    its letters as bits (uint32; letter c is bit ``c % 32``).
    """
    texts = [str(surface, "utf-8", "surrogatepass") for surface in surfaces]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    bits = np.left_shift(np.uint32(1), codes % 32, dtype=np.uint32)
    starts = np.cumsum(lengths) - lengths
    letters = np.bitwise_or.reduceat(bits, starts) if len(texts) else np.zeros(0, np.uint32)
    return np.minimum(lengths, 255).astype("u1"), letters.astype("<u4")
