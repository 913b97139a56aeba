"""What follows each occurrence of a term, as one byte: phrases are found by it.

The byte is a sign of the term at the next position; the title's last word is followed by the body's
first. That 255 signs stand for all terms leaves one in 255 of the occurrences to be looked at for
nothing. A phrase of frequent words takes a third of the time that it takes to read the places of
both, and compare them.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np

from index.segments.arrays import Array, nonzero

UNKNOWN = 0
"""Follows where a release ends, and before a compound, which has several terms in one place."""


def sign(term: bytes) -> int:
    """The byte that stands for a term, the same in every segment: from 1 to 255."""
    return 1 + crc32(term) % 255


def signs(terms: Iterable[bytes]) -> Array:
    """The sign of each term (uint8)."""
    return np.frombuffer(bytes(map(sign, terms)), np.uint8)


def followers(signs: Array, positions: Array, counts: Array) -> Array:
    """The sign of what follows each token (uint8).

    Args:
        signs: the sign of each token, in the order of the texts.
        positions: its position in its document; several tokens may share one.
        counts: the number of tokens of each document.
    """
    following = np.empty(len(signs), np.uint8)
    following[:-1] = signs[1:]
    ends = np.cumsum(counts)
    following[ends[counts > 0] - 1] = UNKNOWN
    shared = positions[1:] == positions[:-1]
    shared[ends[(ends > 0) & (ends < len(signs))] - 1] = False
    # Seldom: the first of several tokens in one place, and what stands before and beside them.
    beside = nonzero(shared)
    first = beside[~shared[beside - 1]] if len(beside) else beside
    following[first[first > 0] - 1] = UNKNOWN
    while (following[beside] != following[beside + 1]).any():  # as often as tokens share a place
        following[beside] = following[beside + 1]
    return following
