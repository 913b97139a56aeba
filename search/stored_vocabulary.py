"""The vocabulary of an index, read from the arrays of its segments."""

from __future__ import annotations

from search.collection import Collection
from search.vocabulary import Seen


class StoredVocabulary:
    """A ``Vocabulary`` over a collection; spellings are in lower case, as the index keeps them."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def get(self, surface: str, /) -> Seen | None:
        """What is known of a surface; deleted releases may still count."""
        documents, spelled = 0, (0, "")
        for segment, _ in self._collection.parts:
            number = segment.surface_number(surface)
            if number is None:
                continue
            documents += int(segment.arrays["surface_docs"][number])
            for word in segment.words_of_surface(number):
                count = int(segment.arrays["word_docs"][word])
                spelled = max(spelled, (count, segment.exacts[int(segment.word_exact[word])]))
        return Seen(documents, spelled[1]) if documents else None

    def frequency(self, term: str) -> int:
        """How many releases have a term of the analysis; deleted ones may still count."""
        total = 0
        for segment, _ in self._collection.parts:
            number = segment.term_number(term)
            if number is not None:
                postings = segment.term_range(number)
                total += int(postings.stop) - int(postings.start)
        return total
