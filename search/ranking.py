"""How much a word says about a release: BM25F (Robertson, Zaragoza and Taylor, CIKM 2004).

Term frequencies are weighted and normalised by field, added up, and saturated once: a word in
title and body then counts as one word seen more often, not as two.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

FIELD_WEIGHTS: Final = {"title": 3.0, "body": 1.0}
"""A word of the title counts like three of the body."""

FORM_WEIGHTS: Final = {"surfaces": 0.5, "exacts": 0.5}
"""What the form as typed adds to what the term gives: the word unstemmed, and, when the reader
typed an accent, the word with its accents. On sentences of French treebanks the first lifts MAP
from .845 to .922; adding the second always would cost readers who type no accents, hence the
condition."""

K1: Final = 1.4
B: Final = 0.8
"""Saturation and length normalisation, as they rank best on three French collections."""


def length_norm(lengths: FloatArray, average: float) -> FloatArray:
    """What frequencies are divided by in texts of these lengths, in tokens."""
    return 1 - B + B * lengths / max(average, 1.0)


def inverse_document_frequency(matches: int, documents: int) -> float:
    """How rare a term is; never negative."""
    return float(np.log1p((documents - matches + 0.5) / (matches + 0.5)))


def saturate(frequencies: FloatArray) -> FloatArray:
    """A tenth occurrence says less than a second one; the limit is K1 + 1."""
    return frequencies * (K1 + 1) / (frequencies + K1)
