"""Words that look alike: within some edits of each other, over the surfaces of an archive.

An edit inserts, drops or replaces a letter, or swaps two neighbours; no letter is edited twice
(optimal string alignment, as in Lucene's fuzzy queries; Boytsov, "Indexing methods for
approximate dictionary searching", JEA 2011, compares the ways). Two filters leave few of the
surfaces: the length, and the set of letters, of which an edit changes two at most. What is left
is compared all at once, cell by cell of the usual table, each cell holding one number a word.
"""

from __future__ import annotations

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
    texts = [segment.surfaces[number] for number in candidates.tolist()]
    return candidates[distances(surface, texts, edits) <= edits]


def _candidates(surface: str, edits: int, segment: Segment) -> Array:
    lengths, letters = segment.arrays["surface_lengths"], segment.arrays["surface_letters"]
    shortest, longest = max(len(surface) - edits, 0), len(surface) + edits
    fitting = np.flatnonzero((lengths >= shortest) & (lengths <= longest))
    wanted = letters_of([surface.encode("utf-8", "surrogatepass")])[1][0] if surface else 0
    differing = np.bitwise_count(letters[fitting] ^ np.uint32(wanted))
    found: Array = fitting[differing <= 2 * edits]
    return found


def distances(word: str, others: list[str], edits: int) -> Array:
    """The edits from ``word`` to each of the others (uint8); what is above ``edits`` is not exact.

    Only the cells within ``edits`` of the diagonal are computed: others lead to larger distances.
    """
    width = max(map(len, others), default=0)
    grid = _letters(others, width)
    codes = [ord(letter) for letter in word]
    far = np.full(len(others), edits + 1, np.uint8)
    row: list[Array] = [np.full(len(others), min(j, edits + 1), np.uint8) for j in range(width + 1)]
    before = row
    for i, code in enumerate(codes, 1):
        above, two_above = row, before
        row = [far] * (width + 1)
        if i <= edits:
            row[0] = np.full(len(others), i, np.uint8)
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            same = grid[j - 1] == code
            best = np.minimum(above[j - 1] + ~same, np.minimum(above[j], row[j - 1]) + np.uint8(1))
            if i > 1 and j > 1:
                swapped = (grid[j - 2] == code) & (grid[j - 1] == codes[i - 2])
                best = np.where(swapped, np.minimum(best, two_above[j - 2] + np.uint8(1)), best)
            row[j] = np.minimum(best, far)
        before = above
    table = np.array(row)
    lengths = np.fromiter(map(len, others), np.int64, len(others))
    return np.asarray(table[lengths, np.arange(len(others))])


def _letters(words: list[str], width: int) -> Array:
    """Code points, a row for each place in the words; beyond a word's end no letter."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    grid = np.full((len(words), width), _NO_LETTER, np.uint32)
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), "<u4")
    grid[np.arange(width) < lengths[:, None]] = codes
    return np.ascontiguousarray(grid.T)
