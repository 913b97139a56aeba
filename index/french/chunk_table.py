"""Chunks of text that were seen before, found by a hash: all of a text at once, without strings.

The hash is a polynomial in a random number, modulo 2^64, and each character stands in it as a
random number, too: one running sum over a text gives those of all its chunks (Karp and Rabin,
"Efficient randomized pattern-matching algorithms", 1987). Characters are not compared afterwards:
among 500,000 chunks, the odds that any two have the same hash are one in some 70 million.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[Any]

UNKNOWN: Final = -1

_EMPTY: Final = 0
_FEWEST_SLOTS: Final = 1 << 16
_PERIOD: Final = 1 << 16
"""Powers of the random number that are held; further on in a text they begin again. A chunk that
lies across such a place has another hash there than elsewhere."""


class _Factors(NamedTuple):
    """Random numbers that hashes are made of: 10 MB, made when there is something to hash."""

    characters: Column  # one for each
    powers: Column  # of one more
    inverses: Column


class ChunkTable:
    """Hash → number, with open addressing (Knuth, The Art of Computer Programming, 6.4)."""

    def __init__(self) -> None:
        self._held = 0
        self._make(_FEWEST_SLOTS)

    def _make(self, slots: int) -> None:
        self._hashes = np.full(slots, _EMPTY, np.uint64)
        self._numbers = np.full(slots, UNKNOWN, np.int64)
        self._shift = np.uint64(64 - (slots.bit_length() - 1))

    @cached_property
    def _factors(self) -> _Factors:
        random = np.random.default_rng()
        characters = random.integers(0, 1 << 64, sys.maxunicode + 1, np.uint64)
        # Powers of such numbers repeat as late as can be.
        base = 8 * int(random.integers(0, 1 << 61)) + 5
        return _Factors(characters, _powers(base, base), _powers(1, pow(base, -1, 1 << 64)))

    def hashes(self, codes: Column, starts: Column, ends: Column) -> Column:
        """The hashes of the chunks of a text (uint64, never 0).

        Args:
            codes: the characters of the text (uint32).
            starts: where each chunk begins.
            ends: and where it ends.
        """
        characters, powers, inverses = self._factors
        sums = np.zeros(len(codes) + 1, np.uint64)
        for first in range(0, len(codes), _PERIOD):
            part = codes[first : first + _PERIOD]
            here = sums[first : first + len(part) + 1]
            characters.take(part, out=here[1:], mode="clip")  # none is beyond, and it is fast
            here[1:] *= powers[: len(part)]
            here.cumsum(out=here)
        hashes: Column = sums[ends] - sums[starts]
        hashes *= inverses[starts & (_PERIOD - 1)]
        hashes |= np.uint64(1)
        return hashes

    def find(self, hashes: Column) -> Column:
        """The number of each chunk (int64), ``UNKNOWN`` for those that were not added."""
        slots = self._slots(hashes)
        numbers = self._numbers[slots]
        found = self._hashes[slots]
        left = np.flatnonzero((found != hashes) & (found != _EMPTY))
        slots = slots[left]
        while len(left):  # the slot is another one's: look into the next
            slots = self._next(slots)
            found = self._hashes[slots]
            numbers[left] = self._numbers[slots]
            on = (found != hashes[left]) & (found != _EMPTY)
            left, slots = left[on], slots[on]
        return numbers

    def add(self, hashes: Column, numbers: Column) -> None:
        """Remember the numbers of chunks that are unknown so far."""
        hashes, first = np.unique(hashes, return_index=True)
        self._held += len(hashes)
        if 2 * self._held > len(self._hashes):
            there = self._hashes != _EMPTY
            before = self._hashes[there], self._numbers[there]
            self._make(1 << (2 * self._held).bit_length())
            self._put(*before)
        self._put(hashes, numbers[first])

    def _put(self, hashes: Column, numbers: Column) -> None:
        slots = self._slots(hashes)
        while len(hashes):
            free = self._hashes[slots] == _EMPTY
            # Of several that want the same slot the last one gets it.
            self._hashes[slots[free]] = hashes[free]
            placed = self._hashes[slots] == hashes
            self._numbers[slots[placed]] = numbers[placed]
            hashes, numbers, slots = hashes[~placed], numbers[~placed], slots[~placed]
            slots = self._next(slots)

    def _slots(self, hashes: Column) -> Column:
        """Where to look first."""
        return (hashes >> self._shift).astype(np.int64)

    def _next(self, slots: Column) -> Column:
        return (slots + 1) & (len(self._hashes) - 1)


def _powers(first: int, base: int) -> Column:
    """``first``, ``first * base``, and so on, modulo 2^64."""
    factors = np.full(_PERIOD, base, np.uint64)
    factors[0] = first
    return np.multiply.accumulate(factors)
