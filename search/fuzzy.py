"""Words that look alike: within some edits of each other, over the surfaces of an archive.

An edit inserts, drops or replaces a letter, or swaps two neighbours; no letter is edited twice
(optimal string alignment, as in Lucene's fuzzy queries; Boytsov, "Indexing methods for
approximate dictionary searching", JEA 2011, compares the ways). Two filters leave few of the
surfaces: the length, and the set of letters, of which an edit changes two at most. What is left
is compared all at once, cell by cell of the usual table, each cell holding one number a word.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.segments.reading import Segment
from index.segments.vocabulary import letters_of
from search.arrays import Array
from search.errors import QueryTooCostly
from search.limits import EDITS, LONGEST_FUZZY, Budget

_NO_LETTER = 0xFFFFFFFF


def similar(surface: str, edits: int, segment: Segment, budget: Budget) -> Array:
    """The numbers of a segment's surfaces within ``edits`` edits of ``surface``, ascending.

    Raises:
        QueryTooCostly: too many edits, or too long a word.
    """
    if edits > EDITS:
        raise QueryTooCostly(f"a similar word may differ by {EDITS} letters at most: ask for fewer")
    if len(surface) > LONGEST_FUZZY:
        raise QueryTooCostly(
            f"similar words are found for words of {LONGEST_FUZZY} letters at most: shorten it"
        )
    candidates = _candidates(surface, edits, segment)
    budget.spend(len(segment.surfaces) // 4 + len(candidates) * (100 + len(surface) * 20))
    if not len(candidates):
        return candidates
    texts = Texts.of(segment, candidates)
    near = np.flatnonzero(texts.sharing(surface, edits) >= len(surface) - edits)
    candidates, texts = candidates[near], texts.only(near)
    return candidates[distances(surface, texts, edits) <= edits]


def _candidates(surface: str, edits: int, segment: Segment) -> Array:
    lengths, letters = segment.arrays["surface_lengths"], segment.arrays["surface_letters"]
    shortest, longest = max(len(surface) - edits, 0), len(surface) + edits
    wanted = letters_of([surface.encode("utf-8", "surrogatepass")])[1][0] if surface else 0
    fitting = np.bitwise_count(letters ^ np.uint32(wanted)) <= 2 * edits
    fitting &= (lengths >= shortest) & (lengths <= longest)
    return np.flatnonzero(fitting)


class Texts(NamedTuple):
    """Words to compare: code points, a row for each place in the words, and their lengths."""

    letters: Array  # beyond a word's end, no letter
    lengths: Array

    @classmethod
    def of(cls, segment: Segment, surfaces: Array) -> Texts:
        """The texts of surfaces; almost all are of ASCII letters, whose bytes are code points."""
        lengths = segment.arrays["surface_lengths"][surfaces].astype(np.int64)
        offsets, data = segment.arrays["surfaces.offsets"], segment.arrays["surfaces.bytes"]
        begins = offsets[surfaces].astype(np.int64)
        places = np.arange(lengths.max(initial=0))[:, None]
        letters = data.take(begins + places, mode="clip").astype(np.uint32)
        letters[places >= lengths] = _NO_LETTER
        for row in np.flatnonzero(offsets[surfaces + 1] - begins != lengths).tolist():
            text = segment.surfaces[int(surfaces[row])]
            letters[: len(text), row] = [*map(ord, text)]
        return cls(letters, lengths)

    def only(self, kept: Array) -> Texts:
        """Those of these numbers."""
        return Texts(self.letters[:, kept], self.lengths[kept])

    def sharing(self, word: str, edits: int) -> Array:
        """How many letters of ``word`` each text has within so many places of their own.

        An edit drops or replaces one of them; the others are no further away.
        """
        width = len(self.letters)
        shared = np.zeros(len(self.lengths), np.int64)
        for place, letter in enumerate(word):
            nearby = self.letters[max(place - edits, 0) : min(place + edits + 1, width)]
            shared += (nearby == ord(letter)).any(axis=0)
        return shared


def distances(word: str, others: Texts, edits: int) -> Array:
    """The edits from ``word`` to each of the others (uint8); what is above ``edits`` is not exact.

    Only the cells within ``edits`` of the diagonal are computed: others lead to larger distances.
    """
    grid, lengths = others
    width, number = grid.shape
    codes = [ord(letter) for letter in word]
    far = np.full(number, edits + 1, np.uint8)
    row: list[Array] = [np.full(number, min(j, edits + 1), np.uint8) for j in range(width + 1)]
    before = row
    for i, code in enumerate(codes, 1):
        above, two_above = row, before
        row = [far] * (width + 1)
        if i <= edits:
            row[0] = np.full(number, i, np.uint8)
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            same = grid[j - 1] == code
            best = np.minimum(above[j - 1] + ~same, np.minimum(above[j], row[j - 1]) + np.uint8(1))
            if i > 1 and j > 1:
                swapped = (grid[j - 2] == code) & (grid[j - 1] == codes[i - 2])
                best = np.where(swapped, np.minimum(best, two_above[j - 2] + np.uint8(1)), best)
            row[j] = np.minimum(best, far)
        before = above
    return np.asarray(np.array(row)[lengths, np.arange(number)])
