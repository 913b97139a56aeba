"""The vocabulary of an index, read from the arrays of its segments."""

from __future__ import annotations

import sys
from collections import Counter

from search.collection import Collection
from search.fuzzy import similar
from search.limits import Budget
from search.spellings import Spellings
from search.vocabulary import Seen


class StoredVocabulary:
    """A ``Vocabulary`` over a collection; what is seen is in lower case, as the index keeps it."""

    def __init__(self, collection: Collection, spellings: Spellings) -> None:
        self._collection = collection
        self._spellings = spellings

    def get(self, surface: str, /) -> Seen | None:
        """What is known of a surface."""
        documents, spelled = 0, Counter[str]()
        for segment, _ in self._collection.parts:
            number = segment.surface_number(surface)
            if number is None:
                continue
            documents += int(segment.arrays["surface_docs"][number])
            for word in segment.words_of_surface(number):
                exact = segment.exacts[int(segment.word_exact[word])]
                spelled[exact] += int(segment.arrays["word_docs"][word])
        if not documents:
            return None
        return Seen(documents, max(spelled, key=lambda exact: (spelled[exact], exact)))

    def near(self, surface: str, least: int, /) -> frozenset[str]:
        """See ``Vocabulary.near``."""
        if least > self._collection.living:
            return frozenset()
        return frozenset(
            segment.surfaces[number]
            for segment, _ in self._collection.parts
            for number in similar(surface, 1, segment, Budget(sys.maxsize)).tolist()
        )

    def written(self, surface: str, /) -> str:
        """See ``Vocabulary.written``."""
        return self._spellings.of(surface)

    def frequency(self, term: str) -> int:
        """How many releases have a term of the analysis."""
        total = 0
        for segment, _ in self._collection.parts:
            number = segment.term_number(term)
            if number is not None:
                total += segment.holders(number)
        return total
