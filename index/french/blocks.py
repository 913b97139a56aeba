"""The analysis of many texts at once: the same words as :func:`analyze`, as columns of numbers.

A text is cut at white space first, and what lies between (``l’OIM,``) is analysed once and
remembered (chunk_table.py). Only numbers reach over white space (``8 500``), and ``ses surs`` (see
ligatures.py): both are looked for with numpy and done over.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np

from index.french.analysis import Token, analyze, words_of
from index.french.chunk_table import UNKNOWN, ChunkTable, Column
from index.french.ligatures import is_sister, restore
from index.french.tokens import cut

NumberOf: TypeAlias = Callable[[str, str, str], int]

LONGEST_REMEMBERED = 64
_SEPARATOR = "\n"
_PUNCTUATION = ',;:!?()[]«»“”"…'
_LAST_SPACE = 0x3000
_SPACE = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 1)] + [False])
# The number of the chunk without tokens: it takes the place of one that went into another.
_NOTHING = 0
# What a word may be to ``is_sister``: the word to repair, or the one that calls for it.
_SUR, _SURS, _BEFORE_SUR, _BEFORE_SURS = 1, 2, 4, 8


class Block(NamedTuple):
    """The tokens of some texts, one after the other.

    ``words`` are numbers of the vocabulary; ``positions``, ``starts`` and ``ends`` count from the
    beginning of each text, the latter two in characters; ``counts`` gives the tokens of each
    text, ``lengths`` its positions.
    """

    words: Column
    positions: Column
    starts: Column
    ends: Column
    counts: Column
    lengths: Column


def _without_punctuation(text: str) -> str:
    """Take off what is no part of any word; a point is not if it is the only one (O.I.M.)."""
    bare = text.strip(_PUNCTUATION)
    return bare[:-1] if bare.find(".") == len(bare) - 1 else bare


def _tokens_of(text: str) -> Iterator[tuple[Token, bool]]:
    """The words of a chunk, and whether each is all of what ``cut`` finds in its place."""
    pieces = cut(text)
    if len(pieces) == 3:  # as nearly always; its words need no neighbours
        shift, found = len(pieces[0]), [*words_of(pieces[1])]
        for token in found:
            start, end = token.start + shift, token.end + shift
            yield token._replace(start=start, end=end) if shift else token, len(found) == 1
        return
    found = [*analyze(text)]
    bounds = [0, *accumulate(map(len, pieces))]
    raws = [bisect_right(bounds, token.start) for token in found]
    held = Counter(raws)
    for token, raw in zip(found, raws, strict=True):
        yield token, held[raw] == 1


class _Remembered(dict[str, int]):
    """Chunk → number; one that is not there is given a number by ``number``."""

    def __init__(self, number: Callable[[str], int]) -> None:
        self._number = number

    def __missing__(self, text: str) -> int:
        number = self._number(text)
        if len(text) <= LONGEST_REMEMBERED:
            self[text] = number
        return number


def _sums(counts: Column) -> Column:
    """How many there are before each, and in all."""
    sums = np.zeros(len(counts) + 1, np.int64)
    counts.cumsum(out=sums[1:])
    return sums


class BlockAnalyzer:
    """Analyses blocks of texts; remembers what it has seen, until ``forget``."""

    def __init__(self, number_of: NumberOf) -> None:
        """``number_of(term, surface, exact)`` gives each word its number, from 0 on."""
        self._number_of = number_of
        self.forget(number_of)

    def forget(self, number_of: NumberOf) -> None:
        """Begin anew, with another vocabulary."""
        self._number_of = number_of
        self._chunks = _Remembered(self._new_chunk)
        self._table = ChunkTable()  # the same numbers, found many at once
        # Of each token of a chunk: word, position, start, end, and whether it is all of what
        # ``cut`` finds there, as it must be to be a sister.
        self._tokens = tuple(array("i") for _ in range(5))
        # The first token of each chunk, and the end of the last; the first chunk is _NOTHING.
        self._first = array("i", [0, 0])
        self._lengths = array("i", [0])  # positions that a chunk takes up
        self._digits = array("B", [0])  # 1: begins with a digit; 2: ends with one
        self._flags = array("B")  # of each word: see _SUR

    @property
    def remembered(self) -> int:
        """How many different chunks are remembered."""
        return len(self._chunks)

    def analyze(self, texts: Sequence[str]) -> Block:
        """Return the tokens of these texts."""
        whole = _SEPARATOR.join(texts)
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        begins = np.cumsum(sizes + 1) - sizes - 1
        chunks, starts = self._cut(whole, begins)
        bounds = np.append(np.searchsorted(starts, begins), len(starts))
        return self._expanded(chunks, starts - np.repeat(begins, np.diff(bounds)), bounds)

    def _cut(self, whole: str, begins: Column) -> tuple[Column, Column]:
        """The chunks between white space: their numbers, and where each starts."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4")
        blank = np.concatenate(([True], np.take(_SPACE, codes, mode="clip"), [True]))
        edges = np.flatnonzero(blank[1:] != blank[:-1])
        starts, ends = edges[0::2], edges[1::2]
        hashes = self._table.hashes(codes, starts, ends)
        chunks = self._table.find(hashes)
        new = np.flatnonzero(chunks == UNKNOWN)
        if len(new):
            bounds = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
            chunks[new] = [self._chunks[whole[start:end]] for start, end in bounds]
            short = new[ends[new] - starts[new] <= LONGEST_REMEMBERED]
            self._table.add(hashes[short], chunks[short])
        self._join_numbers(whole, begins, chunks, starts, ends)
        return chunks, starts

    def _join_numbers(
        self, whole: str, begins: Column, chunks: Column, starts: Column, ends: Column
    ) -> None:
        """Make one chunk, in place, of those that have digits on both sides of one space: 8 500."""
        digits = np.frombuffer(self._digits, np.uint8).take(chunks)
        found = np.flatnonzero((digits[:-1] & 2 != 0) & (digits[1:] & 1 != 0))
        after = starts[found + 1]
        found = found[(after - ends[found] == 1) & ~np.isin(after, begins)]
        # 1 200 000 is three of them.
        firsts = found[np.diff(found, prepend=-2) != 1]
        lasts = found[np.diff(found, append=-2) != 1] + 1
        bounds = zip(starts[firsts].tolist(), ends[lasts].tolist(), strict=True)
        chunks[firsts] = [self._chunks[whole[start:end]] for start, end in bounds]
        chunks[found + 1] = _NOTHING

    def _new_chunk(self, text: str) -> int:
        """Analyse a chunk, and give it a number."""
        bare = _without_punctuation(text)
        if bare != text and bare:
            return self._punctuated(text, bare)
        number = len(self._lengths)
        length = 0
        for token, alone in _tokens_of(text):
            word = self._number(token)
            self._add_token(word, token.position, token.start, token.end, alone)
            length = token.position + 1
        self._first.append(len(self._tokens[0]))
        self._lengths.append(length)
        self._digits.append(text[0].isdecimal() + 2 * text[-1].isdecimal())
        return number

    def _punctuated(self, text: str, bare: str) -> int:
        """Give a number to a chunk that is another one between punctuation."""
        known, shift = self._chunks[bare], text.index(bare)
        number = len(self._lengths)
        for row in range(self._first[known], self._first[known + 1]):
            word, position, start, end, alone = (column[row] for column in self._tokens)
            self._add_token(word, position, start + shift, end + shift, alone)
        self._first.append(len(self._tokens[0]))
        self._lengths.append(self._lengths[known])
        self._digits.append(text[0].isdecimal() + 2 * text[-1].isdecimal())
        return number

    def _add_token(self, *values: int) -> None:
        for column, value in zip(self._tokens, values, strict=True):
            column.append(value)

    def _number(self, token: Token) -> int:
        word = self._number_of(token.term, token.surface, token.exact)
        if word == len(self._flags):
            self._flags.append(
                _SUR * (token.exact == "sur")
                | _SURS * (token.exact == "surs")
                | _BEFORE_SUR * is_sister("sur", [token.surface])
                | _BEFORE_SURS * is_sister("surs", [token.surface])
            )
        return word

    def _expanded(self, chunks: Column, starts: Column, bounds: Column) -> Block:
        """Put the tokens of each chunk in its place; ``bounds`` are of the chunks of each text."""
        first, lengths = (np.frombuffer(column, "i") for column in (self._first, self._lengths))
        firsts = first.take(chunks)
        counts = first.take(chunks + 1) - firsts
        before = _sums(counts)
        rows = np.arange(before[-1])
        rows += np.repeat(firsts - before[:-1], counts)
        word, position, start, end = (
            np.frombuffer(column, "i").take(rows) for column in self._tokens[:4]
        )
        shift = np.repeat(starts, counts)
        # Positions run through all the texts here; each text's own begin at 0.
        places = _sums(lengths.take(chunks))
        own_places = places[:-1] - np.repeat(places[bounds[:-1]], np.diff(bounds))
        text_counts = np.diff(before[bounds])
        return Block(
            words=self._with_sisters(word, rows, text_counts),
            positions=position + np.repeat(own_places, counts),
            starts=start + shift,
            ends=end + shift,
            counts=text_counts,
            lengths=np.diff(places[bounds]),
        )

    def _with_sisters(self, words: Column, rows: Column, counts: Column) -> Column:
        """Read ``ses surs`` as ``ses sœurs``; see ligatures.py. ``rows`` are of the tokens."""
        flags = np.frombuffer(self._flags, np.uint8).take(words)
        places = np.flatnonzero(flags[1:] & (_SUR | _SURS) != 0) + 1
        before, here = flags[places - 1], flags[places]
        found = ((here & _SUR != 0) & (before & _BEFORE_SUR != 0)) | (
            (here & _SURS != 0) & (before & _BEFORE_SURS != 0)
        )
        alone = np.frombuffer(self._tokens[4], "i")[rows[places]] != 0
        places = places[found & alone]
        places = places[~np.isin(places, np.cumsum(counts))]  # the first word of a text
        for at in places.tolist():
            sister = restore("surs" if flags[at] & _SURS else "sur", "sœurs")
            words[at] = self._number(next(iter(analyze(sister))))
        return words
