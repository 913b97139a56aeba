"""What the words of a question are worth in documents: BM25F of each, and of the forms typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

import numpy as np

from index.segments.arrays import nonzero
from search.arrays import Array, Docs, Matches, Scores
from search.collection import ENTRY, Collection
from search.counting import Counts, count, documents_with
from search.kindred import beginning_like, kindred_words
from search.limits import Budget
from search.places import WHOLE, Parts
from search.postings import Postings, shared_postings
from search.query import Term
from search.ranking import (
    ACCENT_SHARE,
    FIELD_WEIGHTS,
    FORM_WEIGHT,
    inverse_document_frequency,
    saturated,
)
from search.words import Group, Surface, Word, exact_words, surface_words, words_of

WORK_A_MATCH: Final = 4
"""Units of work that a match of words that begin like another one costs."""

FormKind = Literal["word", "form", "accents"]


class Addend(NamedTuple):
    """A part of the score of a word: what is counted, and what that gives to each document.

    ``share`` is the part of its own BM25F that counts; ``group`` the words of the index.
    """

    kind: FormKind
    share: float
    group: Group
    docs: Docs
    scores: Scores


class Scoring:
    """Scores words over a collection, for one query."""

    def __init__(self, collection: Collection, budget: Budget) -> None:
        self._collection = collection
        self._budget = budget
        self._groups: dict[Word | Surface, Group] = {}

    def group(self, word: Word | Surface) -> Group:
        """The words of the index that a clause means; looked for once a query."""
        if word not in self._groups:
            self._groups[word] = words_of(word, self._collection, self._budget)
        return self._groups[word]

    def rarity(self, term: Term) -> float:
        """How rare a term is in the collection."""
        return self._rarity(self._collection.holders(term.text))

    def kindred(self, term: Term, asked: frozenset[str]) -> Matches:
        """What words that begin like a term match, but for the terms asked for."""
        key = term.text, beginning_like(term.text, asked)
        known = self._collection.kindred.get(key)
        if known is None:
            group = kindred_words(*key, self._collection)
            counts = count(group, self._collection, Budget())
            scores = self._weighted(*counts, WHOLE, len(counts.docs))
            known = Matches(counts.docs, scores)
            self._collection.kindred.put(key, known, len(known.docs) + ENTRY)
        # Charged alike whether it is remembered or not: what is refused once is refused again.
        self._budget.spend(WORK_A_MATCH * len(known.docs))
        return known

    def number(self, group: Group, parts: Parts) -> int:
        """How many documents have the words at all."""
        if parts == WHOLE:
            return documents_with(group, self._collection, self._budget)
        return len(self.counted(group, parts, None).docs)

    def counted(self, group: Group, parts: Parts, among: Docs | None) -> Counts:
        """How often documents have words of a group in some parts; those without are left out."""
        counts = count(group, self._collection, self._budget, among)
        if parts == WHOLE:
            return counts
        return counts.only(_rows_with(counts.titles, counts.bodies, parts))

    def addends(self, word: Word, parts: Parts, among: Docs | None = None) -> Iterator[Addend]:
        """What the score of a word is the sum of: the word in any form, then the forms typed."""
        if isinstance(word, Term):
            (postings,) = shared_postings([word.text], self._collection, self._budget, among)
            if parts != WHOLE:
                bodies = postings.totals - postings.titles
                docs = postings.docs[_rows_with(postings.titles, bodies, parts)]
                (postings,) = shared_postings([word.text], self._collection, self._budget, docs)
            yield from self.addends_of(word, parts, postings)
            return
        group = self.group(word)
        counts = self.counted(group, parts, among)
        number = len(counts.docs) if among is None else self.number(group, parts)
        yield Addend("word", 1.0, group, counts.docs, self._weighted(*counts, parts, number))

    def addends_of(self, term: Term, parts: Parts, postings: Postings) -> Iterator[Addend]:
        """The addends of a term in the documents that its postings are of."""
        docs, totals, titles = postings.docs, postings.totals, postings.titles
        group = self.group(Term(term.text, ""))
        weighted = self._weighted(docs, titles, totals - titles, parts, self.number(group, parts))
        yield Addend("word", 1.0, group, docs, weighted)
        accented = ACCENT_SHARE if term.exact else 0.0
        forms: tuple[tuple[FormKind, float, str, Callable[[str, Collection], Group]], ...] = (
            ("form", 1 - accented, term.surface, surface_words),
            ("accents", accented, term.exact, exact_words),
        )
        norm = self._collection.norm(parts)
        for kind, part, form, words_with in forms:
            if form:
                group, share = words_with(form, self._collection), FORM_WEIGHT * part
                frequencies = postings.times(group, parts).astype(np.float32) / norm.take(docs)
                weight = share * self._rarity(self.number(group, parts))
                yield Addend(kind, share, group, docs, saturated(frequencies, weight))

    def sum(self, addends: Iterator[Addend]) -> Matches:
        """What a word matches, with all that it gives."""
        first, *forms = addends
        for addend in forms:
            first.scores[:] += addend.scores
        return Matches(first.docs, first.scores)

    def _weighted(
        self, docs: Docs, titles: Array, bodies: Array, parts: Parts, number: int
    ) -> Scores:
        """BM25F of words that count as one, title and body by their weights."""
        if "body" in parts:
            frequencies = bodies.astype(np.float32) / self._collection.body_norm.take(docs)
        else:
            frequencies = np.zeros(len(docs), np.float32)
        if "title" in parts:
            # Few documents have a word in their title: look at those alone.
            rows = nonzero(titles != 0)
            norms = self._collection.title_norm[docs[rows]]
            frequencies[rows] += FIELD_WEIGHTS["title"] * titles[rows] / norms
        return saturated(frequencies, self._rarity(number))

    def _rarity(self, number: int) -> float:
        return inverse_document_frequency(number, self._collection.living)


def _rows_with(titles: Array, bodies: Array, parts: Parts) -> Array:
    """Where words are in some parts, given how often they are in title and body."""
    if not parts:
        return np.zeros(0, np.int64)
    (part,) = parts
    return nonzero((titles if part == "title" else bodies) != 0)
