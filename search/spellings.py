"""How an archive writes a word, capital and accents: ``perou`` → ``Pérou``.

The index keeps words in lower case, so a few places of the text are looked at. The beginning of a
sentence says nothing about a capital; other places decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from index.french.forms import forms
from index.segments.arrays import Array, ranges
from index.segments.offsets import word_spans
from index.segments.reading import Segment
from search.collection import Collection, Part

LOOKED_AT: Final = 3
"""Releases that are read for a word."""

POSTINGS: Final = 64
"""Postings that such releases are looked for in: most have the word in its usual form."""

REMEMBERED: Final = 10_000

BEFORE: Final = 4
"""Characters that tell whether a sentence begins."""

_SENTENCE_BEGINS: Final = re.compile(r"(^|[\n.!?…:–—•«“\"(-]\s*)\Z")


class Spellings:
    """The spellings of a collection's words, each looked up once."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self.of = lru_cache(REMEMBERED)(self._of)

    def exact(self, surface: str) -> tuple[str, float]:
        """The most frequent accents of a surface, and their share of its releases."""
        counts: Counter[str] = Counter()
        for segment, _ in self._collection.parts:
            number = segment.surface_number(surface)
            for word in () if number is None else segment.words_of_surface(number):
                text = segment.exacts[int(segment.word_exact[word])]
                counts[text] += int(segment.arrays["word_docs"][word])
        if not counts:
            return surface, 0.0
        text, most = counts.most_common(1)[0]
        return text, most / counts.total()

    def _of(self, surface: str) -> str:
        """A surface as it is usually written; unchanged when the archive lacks it."""
        exact, _ = self.exact(surface)
        seen = Counter(
            text for part in self._collection.parts for text in self._written(part, exact)
        )
        if seen:
            return seen.most_common(1)[0][0]
        return exact.capitalize() if surface in forms().places else exact

    def _written(self, part: Part, exact: str) -> Iterator[str]:
        """A word as some releases write it where no sentence begins."""
        segment, base = part
        number = segment.exact_number(exact)
        if number is None:
            return
        word = segment.words_of_exact(number)[0]
        docs, owner, positions = _places(segment, word)
        words = np.full(len(owner), word)
        titles = segment.title_lengths[docs][owner]
        in_body = positions >= titles
        spans = word_spans(segment, 2 * docs[owner] + in_body, positions - titles * in_body, words)
        releases = [self._collection.release(base + doc) for doc in docs.tolist()]
        texts = [(release.title, release.body) for release in releases]
        columns = (owner.tolist(), in_body.tolist(), *spans)
        for row, part, start, end in zip(*columns, strict=True):
            text = texts[row][part]
            if not _SENTENCE_BEGINS.search(text, max(0, start - BEFORE), start):
                yield text[start:end]


def _places(segment: Segment, word: int) -> tuple[Array, Array, Array]:
    """Some documents that have a word; for each place there, whose it is and its position."""
    term = int(segment.word_term[word])
    where = segment.term_range(term)
    rows = np.arange(min(POSTINGS, where.stop - where.start))
    totals = segment.unpack(rows + where.start)[0]
    at, owner = ranges(segment.occurrences_of(term, rows), totals)
    kept = np.flatnonzero(segment.variants[at] == word - int(segment.term_words[term]))
    holders, owner = np.unique(owner[kept], return_inverse=True)
    few = owner < LOOKED_AT
    docs = segment.docs[where][holders[:LOOKED_AT]].astype(np.int64)
    return docs, owner[few], segment.positions[at[kept[few]]].astype(np.int64)
