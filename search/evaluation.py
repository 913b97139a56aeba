"""Which documents match a clause, and how well: sets and scores as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple

import numpy as np

from index.releases import Part
from search.arrays import Array, Docs, Matches, Scores, contained, rows_in, union
from search.collection import Collection
from search.counting import Counts, count, documents_with, totals_among
from search.countries import Countries
from search.dates import dated
from search.holders import docs_with_all
from search.kindred import kindred_words
from search.limits import Budget
from search.phrases import docs_with_phrase
from search.places import Parts, Places, Sought, close_together, docs_of, places_of
from search.query import (
    All,
    Any,
    Clause,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Near,
    Not,
    Phrase,
    Prefix,
    Term,
    Weighted,
    Within,
)
from search.ranking import (
    ACCENT_SHARE,
    FIELD_WEIGHTS,
    FORM_WEIGHT,
    inverse_document_frequency,
    saturate,
)
from search.words import Group, Surface, Word, exact_words, surface_words, words_of

WHOLE: Final[Parts] = frozenset({"title", "body"})

FREQUENT: Final = 1000
"""Documents from which on a term is worth remembering."""

OFTEN_ENOUGH: Final = 8
"""When one in so many of its documents is looked at, a term is scored for all, and remembered."""

WORK_A_POSTING: Final = 8
"""Units of work that scoring a posting costs, forms included."""


class _Read(NamedTuple):
    """What was read last: ranking reads what is shown a moment later."""

    words: list[tuple[Word | Surface, Parts]]
    docs: Docs
    places: Places


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


class Evaluation:
    """Evaluates one query over a collection.

    A clause is evaluated ``among`` documents when others have already been ruled out; what it
    scores does not depend on them. ``parts`` says where words count.
    """

    def __init__(self, collection: Collection, countries: Countries, budget: Budget) -> None:
        self.collection = collection
        self._countries = countries
        self._budget = budget
        self._groups: dict[Word | Surface, Group] = {}
        self._read: _Read | None = None

    def matches(
        self, clause: Clause | None, parts: Parts = WHOLE, among: Docs | None = None
    ) -> Matches:
        """Find what matches a clause; no clause matches every document, all with score 0."""
        self._budget.enter()
        found = self._matches(clause, parts, among)
        self._budget.leave()
        return found

    def _matches(self, clause: Clause | None, parts: Parts, among: Docs | None) -> Matches:
        match clause:
            case Term():
                return self._term(clause, parts, among)
            case Prefix() | Fuzzy() | Exact():
                return self._word(self.group(clause), parts, among)
            case Phrase() | Near():
                return self._placed(clause, parts, among)
            case All(clauses):
                return self._all(clauses, parts, among)
            case Any(clauses):
                found = [self.matches(inner, parts, among) for inner in clauses]
                self._budget.spend(sum(len(matches.docs) for matches in found))
                return union(found or [_NOTHING], self.collection.documents)
            case Within(inner, part):
                return self.matches(inner, parts & {part}, among)
            case Weighted(inner, weight):
                docs, scores = self.matches(inner, parts, among)
                return Matches(docs, scores * np.float32(weight))
        return Matches.unscored(self._filtered(clause, parts, among))

    def places(
        self, sought: Sequence[tuple[Word, Parts]], docs: Docs, *, literal: bool = False
    ) -> Places:
        """Where words stand in some documents (ascending), each in some parts of them.

        ``literal`` keeps to the surfaces of terms, where they are known.
        """
        meant = [(_meaning(word, literal), parts) for word, parts in sought]
        if self._read and self._read.words == meant and contained(docs, self._read.docs).all():
            return self._read.places.among(docs, self._read.docs)
        groups = [Sought(self.group(word), parts) for word, parts in meant]
        places = places_of(groups, docs, self.collection, self._budget)
        self._read = _Read(meant, docs, places)
        return places

    def group(self, word: Word | Surface) -> Group:
        """The words of the index that a clause means; looked for once a query."""
        if word not in self._groups:
            self._groups[word] = words_of(word, self.collection, self._budget)
        return self._groups[word]

    def _filtered(
        self, clause: Not | InCountry | Dated | None, parts: Parts, among: Docs | None
    ) -> Docs:
        """What matches a clause that scores nothing."""
        docs = self.collection.living_docs() if among is None else among
        self._budget.spend(len(docs))
        match clause:
            case Not(inner):
                kept = np.ones(len(docs), bool)
                excluded = self.matches(inner, parts, among).docs
                kept[rows_in(docs, excluded, self.collection.documents)[0]] = False
                return docs[kept]
            case InCountry(countries):
                return docs[self._countries.holding(countries, docs)]
            case Dated():
                return docs[dated(clause, self.collection, docs)]
        return docs

    def _all(self, clauses: tuple[Clause, ...], parts: Parts, among: Docs | None) -> Matches:
        """The rarest first: what comes after it is evaluated among its matches alone."""
        found = None
        for clause in sorted(clauses, key=self._most):
            step = self.matches(clause, parts, among)
            if found is not None:
                kept, _ = rows_in(found.docs, step.docs, self.collection.documents)
                step = Matches(step.docs, found.scores[kept] + step.scores)
            found, among = step, step.docs
            if not len(among):
                break
        return self.matches(None, parts, among) if found is None else found

    def _most(self, clause: Clause) -> int:
        """How many documents a clause matches at most, about."""
        match clause:
            case Term(text):
                return self._holders(text)
            case Phrase(terms) | Near(terms):
                return min((self._holders(term.text) for term in terms), default=0)
            case All(clauses):
                return min(map(self._most, clauses), default=self.collection.documents)
            case Any(clauses):
                return sum(map(self._most, clauses))
            case Within(inner) | Weighted(inner):
                return self._most(inner)
            case Prefix() | Fuzzy() | Exact():
                return self.collection.documents - 1
        return self.collection.documents

    def rarity(self, term: Term) -> float:
        """How rare a term is in the collection."""
        known = self.collection.rarity.get(term.text)
        if known is None:
            holders = self.number(self.group(term), WHOLE)
            known = inverse_document_frequency(holders, self.collection.living)
            self.collection.rarity.put(term.text, known)
        return known

    def kindred(self, term: Term) -> Matches:
        """What words that begin like a term match."""
        known = self.collection.kindred.get(term.text)
        if known is None:
            known = self._word(kindred_words(term.text, self.collection), WHOLE, None)
            self.collection.kindred.put(term.text, known, len(known.docs) + 1)
        return known

    def _holders(self, text: str) -> int:
        """How many documents have a term."""
        total = 0
        for segment, _ in self.collection.parts:
            term = segment.term_number(text)
            if term is not None:
                postings = segment.term_range(term)
                total += postings.stop - postings.start
        return total

    def _term(self, term: Term, parts: Parts, among: Docs | None) -> Matches:
        """Documents with the term; those that have it in the form typed score higher."""
        holders = self._holders(term.text)
        if parts != WHOLE or holders < FREQUENT:
            return self._sum(term, parts, among)
        # Charged alike whether it is remembered or not: what is refused once is refused again.
        self._budget.spend(WORK_A_POSTING * holders)
        key = replace(term, word="")
        found = self.collection.scored.get(key)
        if found is None:
            if among is not None and len(among) * OFTEN_ENOUGH < holders:
                return self._sum(term, parts, among)
            found = self._sum(term, parts, None)
            for column in found:
                column.setflags(write=False)
            self.collection.scored.put(key, found, len(found.docs))
        if among is None:
            return found
        return found.only(rows_in(among, found.docs, self.collection.documents)[1])

    def _sum(self, term: Term, parts: Parts, among: Docs | None) -> Matches:
        first, *forms = self.addends(term, parts, among)
        for addend in forms:
            first.scores[:] += addend.scores
        return Matches(first.docs, first.scores)

    def addends(self, word: Word, parts: Parts, among: Docs | None = None) -> Iterator[Addend]:
        """What the score of a word is the sum of: the word in any form, then the forms typed."""
        group = self.group(word)
        docs, scores = self._word(group, parts, among)
        yield Addend("word", 1.0, group, docs, scores)
        if not isinstance(word, Term):
            return
        accented = ACCENT_SHARE if word.exact else 0.0
        forms: tuple[tuple[FormKind, float, str, Callable[[str, Collection], Group]], ...] = (
            ("form", 1 - accented, word.surface, surface_words),
            ("accents", accented, word.exact, exact_words),
        )
        for kind, part, form, words_with in forms:
            if form:
                group, share = words_with(form, self.collection), FORM_WEIGHT * part
                lift = np.float32(share) * self._form(group, parts, docs)
                yield Addend(kind, share, group, docs, lift)

    def _word(self, group: Group, parts: Parts, among: Docs | None) -> Matches:
        """BM25F of words that count as one, title and body by their weights."""
        counts = self.counted(group, parts, among)
        docs = counts.docs
        frequencies = np.zeros(len(docs), np.float32)
        if "body" in parts:
            frequencies += counts.bodies / self.collection.body_norm[docs]
        if "title" in parts:
            # Few documents have a word in their title: look at those alone.
            rows = np.flatnonzero(counts.titles != 0)
            norms = self.collection.title_norm[docs[rows]]
            frequencies[rows] += FIELD_WEIGHTS["title"] * counts.titles[rows] / norms
        number = len(docs) if among is None else self.number(group, parts)
        return Matches(docs, self._scored(frequencies, number))

    def _form(self, group: Group, parts: Parts, docs: Docs) -> Scores:
        """BM25 of a form of a word, title and body as one, for each document; 0 without it."""
        if parts == WHOLE and all(len(words.terms) <= 1 for words in group):
            totals = totals_among(group, self.collection, docs, self._budget)
        else:
            counts = self.counted(group, parts, docs)
            totals = np.zeros(len(docs), np.int64)
            at = rows_in(docs, counts.docs, self.collection.documents)[0]
            totals[at] = sum(self._of(counts, part) for part in parts)
        frequencies = totals.astype(np.float32) / self.collection.norm(parts)[docs]
        return self._scored(frequencies, self.number(group, parts))

    @staticmethod
    def _of(counts: Counts, part: Part) -> Array:
        return counts.titles if part == "title" else counts.bodies

    def counted(self, group: Group, parts: Parts, among: Docs | None) -> Counts:
        """How often documents have words of a group in some parts; those without are left out."""
        counts = count(group, self.collection, self._budget, among)
        if parts == WHOLE:
            return counts
        if not parts:
            return counts.only(np.zeros(0, np.int64))
        (part,) = parts
        return counts.only(self._of(counts, part) > 0)

    def number(self, group: Group, parts: Parts) -> int:
        """How many documents have the words at all."""
        if parts == WHOLE:
            return documents_with(group, self.collection, self._budget)
        return len(self.counted(group, parts, None).docs)

    def _scored(self, frequencies: Scores, matches: int) -> Scores:
        rarity = inverse_document_frequency(matches, self.collection.living)
        return np.float32(rarity) * saturate(frequencies)

    def _placed(self, clause: Phrase | Near, parts: Parts, among: Docs | None) -> Matches:
        """Documents with all terms, kept where they stand as asked."""
        if not clause.terms:
            return _NOTHING
        # Unscored at first: few of those that have all terms may have them as asked.
        candidates = docs_with_all(clause.terms, self.collection, self._budget)
        if among is not None:
            shared, _ = rows_in(candidates, among, self.collection.documents)
            candidates = candidates[shared]
        if isinstance(clause, Phrase):
            groups = [self.group(_meaning(term, clause.literal)) for term in clause.terms]
            docs = docs_with_phrase(groups, parts, candidates, self.collection, self._budget)
        else:
            found = self.places([(term, parts) for term in clause.terms], candidates)
            columns = [own.places for own in found.by_group(len(clause.terms))]
            docs = docs_of(close_together(columns, clause.distance))
        return self._all(clause.terms, parts, docs)


def _meaning(word: Word, literal: bool) -> Word | Surface:
    """A word with nothing but what matches."""
    if not isinstance(word, Term):
        return word
    return Surface(word.surface) if literal and word.surface else Term(word.text, "")


_NOTHING: Final = Matches.unscored(np.zeros(0, np.int64))
