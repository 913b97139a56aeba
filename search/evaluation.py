"""Which documents match a clause, and how well: sets and scores as arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from index.segments.countries import Countries
from search.arrays import Array, Docs, Matches, contained, rows_in, union
from search.collection import Collection
from search.dates import dated
from search.limits import Budget
from search.phrases import docs_with_phrase
from search.places import WHOLE, Parts, Places, Sought, close_together, docs_of, places_of
from search.postings import shared_docs, shared_postings
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
from search.scoring import Scoring
from search.words import Surface, Word

FREQUENT: Final = 1000
"""Documents from which on a term is worth remembering."""

OFTEN_ENOUGH: Final = 2
"""When one in so many of its documents is looked at, a term is scored for all, and remembered."""

WORK_A_POSTING: Final = 8
"""Units of work that scoring a posting costs, forms included."""


class _Read(NamedTuple):
    """What was read last: ranking reads what is shown a moment later."""

    words: list[tuple[Word | Surface, Parts]]
    docs: Docs
    places: Places


class Evaluation:
    """Evaluates one query over a collection.

    A clause is evaluated ``among`` documents when others have already been ruled out; what it
    scores does not depend on them. ``parts`` says where words count.
    """

    def __init__(self, collection: Collection, countries: Countries, budget: Budget) -> None:
        self.collection = collection
        self._countries = countries
        self._budget = budget
        self.scoring = Scoring(collection, budget)
        self._read: _Read | None = None

    def matches(
        self, clause: Clause | None, parts: Parts = WHOLE, among: Docs | None = None
    ) -> Matches:
        """Find what matches a clause; no clause matches every document, all with score 0."""
        self._budget.enter()
        found = self._matches(clause, parts, among)
        self._budget.leave()
        return found

    def candidates(
        self, clause: Clause | None, *, filtered: bool
    ) -> tuple[Docs, Callable[[Array | slice], Matches]]:
        """What matches a clause, and what gives those of it that are kept with their scores.

        Where filters are to come, a word whose scores are not known yet is not scored before them.
        """
        if (
            filtered
            and isinstance(clause, Term)
            and self.collection.scored.get(_remembered_as(clause)) is None
        ):
            docs = self._docs(clause, WHOLE, None)
            return docs, lambda kept: self.matches(clause, among=docs[kept])
        found = self.matches(clause)
        return found.docs, found.only

    def _matches(self, clause: Clause | None, parts: Parts, among: Docs | None) -> Matches:
        match clause:
            case Term():
                return self._term(clause, parts, among)
            case Prefix() | Fuzzy() | Exact():
                return self.scoring.sum(self.scoring.addends(clause, parts, among))
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
        groups = [Sought(self.scoring.group(word), parts) for word, parts in meant]
        places = places_of(groups, docs, self.collection, self._budget)
        self._read = _Read(meant, docs, places)
        return places

    def _filtered(
        self, clause: Not | InCountry | Dated | None, parts: Parts, among: Docs | None
    ) -> Docs:
        """What matches a clause that scores nothing."""
        docs = self.collection.living_docs() if among is None else among
        self._budget.spend(len(docs))
        match clause:
            case Not(inner):
                kept = np.ones(len(docs), bool)
                excluded = self._docs(inner, parts, among)
                kept[rows_in(docs, excluded, self.collection.documents)[0]] = False
                return docs.compress(kept)
            case InCountry(countries):
                return docs.compress(self._countries.holding(countries, docs))
            case Dated():
                return docs.compress(dated(clause, self.collection, docs))
        return docs

    def _docs(self, clause: Clause, parts: Parts, among: Docs | None) -> Docs:
        """What matches a clause, where nobody asks how well."""
        if isinstance(clause, Term) and parts == WHOLE:
            return shared_docs([clause.text], self.collection, self._budget)
        return self.matches(clause, parts, among).docs

    def _all(self, clauses: tuple[Clause, ...], parts: Parts, among: Docs | None) -> Matches:
        """The rarest first: what comes after it is evaluated among its matches alone."""
        terms = [clause for clause in clauses if isinstance(clause, Term)]
        if parts == WHOLE and len(terms) > 1:
            if len(terms) == len(clauses):
                return self._sum(terms, among)
            others = (clause for clause in clauses if not isinstance(clause, Term))
            clauses = (All(tuple(terms)), *others)
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
                return self.collection.holders(text)
            case Phrase(terms) | Near(terms):
                return min((self.collection.holders(term.text) for term in terms), default=0)
            case All(clauses):
                return min(map(self._most, clauses), default=self.collection.documents)
            case Any(clauses):
                return sum(map(self._most, clauses))
            case Within(inner) | Weighted(inner):
                return self._most(inner)
            case Prefix() | Fuzzy() | Exact():
                return self.collection.documents - 1
        return self.collection.documents

    def _term(self, term: Term, parts: Parts, among: Docs | None) -> Matches:
        """Documents with the term; those that have it in the form typed score higher."""
        found = self._remembered(term, among) if parts == WHOLE else None
        if found is None:
            return self.scoring.sum(self.scoring.addends(term, parts, among))
        if among is None:
            return found
        return found.only(rows_in(among, found.docs, self.collection.documents)[1])

    def _sum(self, terms: Sequence[Term], among: Docs | None) -> Matches:
        """Documents with all of some terms."""
        texts = [term.text for term in terms]
        postings = shared_postings(texts, self.collection, self._budget, among)
        docs = postings[0].docs
        total = np.zeros(len(docs), np.float32)
        for term, own in zip(terms, postings, strict=True):
            found = self._remembered(term, docs)
            if found is None:
                total += self.scoring.sum(self.scoring.addends_of(term, WHOLE, own)).scores
            else:
                total += found.scores[rows_in(docs, found.docs, self.collection.documents)[1]]
        return Matches(docs, total)

    def _remembered(self, term: Term, among: Docs | None) -> Matches | None:
        """All that a frequent term matches, where that is known, or worth knowing."""
        holders = self.collection.holders(term.text)
        if holders < FREQUENT:
            return None
        looked_at = holders if among is None else min(len(among) * OFTEN_ENOUGH, holders)
        # Charged alike whether it is remembered or not: what is refused once is refused again.
        self._budget.spend(WORK_A_POSTING * looked_at)
        key = _remembered_as(term)
        found = self.collection.scored.get(key)
        if found is None and looked_at == holders:
            found = self.scoring.sum(self.scoring.addends(term, WHOLE))
            for column in found:
                column.setflags(write=False)
            self.collection.scored.put(key, found, len(found.docs))
        return found

    def _placed(self, clause: Phrase | Near, parts: Parts, among: Docs | None) -> Matches:
        """Documents with all terms, kept where they stand as asked."""
        if not clause.terms:
            return _NOTHING
        # Unscored at first: few of those that have all terms may have them as asked.
        if isinstance(clause, Phrase):
            groups = [self.scoring.group(_meaning(term, clause.literal)) for term in clause.terms]
            if len(groups) == 1:
                docs = self.scoring.counted(groups[0], parts, among).docs
            else:
                docs = docs_with_phrase(groups, parts, self.collection, self._budget, among)
        else:
            texts = [term.text for term in clause.terms]
            docs = shared_docs(texts, self.collection, self._budget, among)
            # A word asked for twice may stand once: all are near the first of them.
            words = [(Term(text, ""), parts) for text in dict.fromkeys(texts)]
            columns = [own.places for own in self.places(words, docs).by_group(len(words))]
            docs = docs_of(close_together(columns, clause.distance))
        return self._all(clause.terms, parts, docs)


def _remembered_as(term: Term) -> Term:
    return Term(term.text, "", term.surface, term.exact)


def _meaning(word: Word, literal: bool) -> Word | Surface:
    """A word with nothing but what matches."""
    if not isinstance(word, Term):
        return word
    return Surface(word.surface) if literal and word.surface else Term(word.text, "")


_NOTHING: Final = Matches.unscored(np.zeros(0, np.int64))
