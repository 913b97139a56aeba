"""What follows each occurrence of a term in the text, as one byte: phrases are found by it.

The byte is a sign of the next word's term. That 255 signs stand for all terms leaves one in 255 of
the occurrences to be looked at for nothing; a phrase of frequent words costs a twentieth of what
it did when the places of both had to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np

from index.segments.arrays import Array

UNKNOWN = 0
"""Follows where a text ends, and before a compound, which has several terms in one place."""


def sign(term: bytes) -> int:
    """The byte that stands for a term, the same in every segment: from 1 to 255."""
    return 1 + crc32(term) % 255


def signs(terms: Iterable[bytes]) -> Array:
    """The sign of each term (uint8)."""
    return np.frombuffer(bytes(map(sign, terms)), np.uint8)


def followers(signs: Array, docs: Array, positions: Array, lengths: Array) -> Array:
    """The sign of what follows each token (uint8).

    Args:
        signs: the sign of each token, in the order of the texts.
        docs: the document of each.
        positions: its position there; several tokens may share one.
        lengths: the number of positions of each document.
    """
    # One place more than there are positions, after the last of each document.
    starts = np.cumsum(lengths) - lengths + np.arange(len(lengths))
    places = starts[docs] + positions
    at = np.full(int(lengths.sum()) + len(lengths), UNKNOWN, np.uint8)
    at[places] = signs
    at[places[1:][places[1:] == places[:-1]]] = UNKNOWN
    return at[places + 1]
