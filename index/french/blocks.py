"""The analysis of many texts at once: the same words as :func:`analyze`, as columns of numbers.

A text is cut at white space first, which Python does fast, and what lies between (``l’OIM,``) is
analysed once and remembered. Only numbers reach over white space (``8 500``), and ``ses surs``
(see ligatures.py): both are looked for with numpy and done over.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.french.analysis import Token, analyze, words_of
from index.french.ligatures import is_sister, restore
from index.french.tokens import cut

Column: TypeAlias = npt.NDArray[Any]
NumberOf: TypeAlias = Callable[[str, str, str], int]

LONGEST_REMEMBERED = 64
_SEPARATOR = "\n"
_PUNCTUATION = ',;:!?()[]«»“”"…'
_LAST_SPACE = 0x3000
_SPACE = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 1)] + [False])
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
        # Of each token of a chunk: word, position, start, end, and whether it is all of what
        # ``cut`` finds there, as it must be to be a sister.
        self._tokens = tuple(array("i") for _ in range(5))
        self._first = array("i", [0])  # the first token of each chunk, and the end of the last
        self._lengths = array("i")  # positions that a chunk takes up
        self._digits = array("B")  # 1: begins with a digit; 2: ends with one
        self._flags = array("B")  # of each word: see _SUR

    @property
    def remembered(self) -> int:
        """How many different chunks are remembered."""
        return len(self._first)

    def analyze(self, texts: Sequence[str]) -> Block:
        """Return the tokens of these texts."""
        whole = _SEPARATOR.join(texts)
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        begins = np.cumsum(sizes + 1) - sizes - 1
        chunks, starts = self._cut(whole, begins)
        firsts = np.searchsorted(starts, begins)
        of_text = np.repeat(np.arange(len(texts)), np.diff(firsts, append=len(starts)))
        return self._expanded(chunks, starts - begins[of_text], of_text, len(texts))

    def _cut(self, whole: str, begins: Column) -> tuple[Column, Column]:
        """The chunks between white space: their numbers, and where each starts."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4")
        blank = np.concatenate(([True], np.take(_SPACE, codes, mode="clip"), [True]))
        edges = np.flatnonzero(blank[1:] != blank[:-1])
        starts, ends = edges[0::2], edges[1::2]
        texts = whole.split()
        chunks = np.fromiter(map(self._chunks.__getitem__, texts), np.int64, len(texts))
        return self._with_long_numbers(whole, begins, chunks, starts, ends)

    def _with_long_numbers(
        self, whole: str, begins: Column, chunks: Column, starts: Column, ends: Column
    ) -> tuple[Column, Column]:
        """Make one chunk of those that have digits on both sides of one space: 8 500."""
        digits = np.frombuffer(self._digits, np.uint8).take(chunks)
        found = np.flatnonzero(digits[:-1] & 2 != 0)
        after = found + 1
        one_space = (starts[after] - ends[found] == 1) & ~np.isin(starts[after], begins)
        found = found[(digits[after] & 1 != 0) & one_space]
        if not len(found):
            return chunks, starts
        opens, closes = np.ones((2, len(chunks)), bool)
        opens[found + 1] = closes[found] = False
        starts, ends, several = starts[opens], ends[closes], np.flatnonzero(opens & ~closes)
        chunks = chunks[opens]
        for at in np.searchsorted(np.flatnonzero(opens), several).tolist():
            chunks[at] = self._chunks[whole[starts[at] : ends[at]]]
        return chunks, starts

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
                _SUR * (token.surface == "sur")
                | _SURS * (token.surface == "surs")
                | _BEFORE_SUR * is_sister("sur", [token.surface])
                | _BEFORE_SURS * is_sister("surs", [token.surface])
            )
        return word

    def _expanded(self, chunks: Column, starts: Column, of_text: Column, texts: int) -> Block:
        """Put the tokens of each chunk in its place."""
        first, all_lengths = (np.frombuffer(column, "i") for column in (self._first, self._lengths))
        counts, lengths = first[chunks + 1] - first[chunks], all_lengths[chunks]
        ends = np.cumsum(counts)
        rows = np.arange(ends[-1] if len(ends) else 0)
        rows += np.repeat(first[chunks] - (ends - counts), counts)
        word, position, start, end = (
            np.frombuffer(column, "i").take(rows) for column in self._tokens[:4]
        )
        shift = np.repeat(starts, counts)
        text_lengths = np.bincount(of_text, lengths, texts).astype(np.int64)
        text_counts = np.bincount(of_text, counts, texts).astype(np.int64)
        # Positions run through all the texts here; each text's own begin at 0.
        before = np.cumsum(lengths) - lengths - (np.cumsum(text_lengths) - text_lengths)[of_text]
        return Block(
            words=self._with_sisters(word, rows, text_counts),
            positions=position + np.repeat(before, counts),
            starts=start + shift,
            ends=end + shift,
            counts=text_counts,
            lengths=text_lengths,
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
