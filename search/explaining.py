"""Explain scores: each addend with the words asked for and the forms of the text it rests on.

Nothing is scored here a second time: the addends are those that evaluation and reranking add up,
asked for a few releases only. So the parts of an explanation make up the score of the hit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from index.releases import Part, Release
from search.arrays import Array, Docs, Matches
from search.evaluation import Evaluation
from search.evidence import spans_of
from search.explanation import Explanation, PartKind, ScorePart, WrittenForm
from search.kindred import kindred_words
from search.limits import Budget
from search.partial import label_of
from search.places import PARTS, WHOLE, Parts, Places, Sought, places_of, split
from search.query import (
    All,
    Any,
    Clause,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Near,
    Phrase,
    Prefix,
    Query,
    Term,
    Weighted,
    Within,
    terms_of,
)
from search.ranking import inverse_document_frequency
from search.reranking import asked, gains, rows_reranked, terms_asked
from search.words import Group, Word


class _Asked(NamedTuple):
    """How a word is asked for: what its addends are told with."""

    parts: Parts = WHOLE
    weight: float = 1.0
    group: str = ""
    literal: bool = False
    typed: bool = True


Told = Iterator[tuple[int, ScorePart]]
"""Parts of scores, each with the document whose score it is a part of."""


def explain_matches(
    query: Query,
    found: Matches,
    scores: Mapping[int, float],
    releases: Mapping[int, Release],
    evaluation: Evaluation,
    priors: Mapping[int, float] = MappingProxyType({}),
) -> list[Explanation]:
    """Explain some matches of a query.

    Args:
        query: what was asked.
        found: its matches, with their scores before any of them was looked at again.
        scores: the documents to explain, each with the score it got in the end.
        releases: those documents.
        evaluation: the one that found them.
        priors: what the scores of those documents were multiplied by for being recent, if so.
    """
    docs = np.array(sorted(scores), np.int64)
    explainer = _Explainer(query.clause, evaluation, docs, releases)
    told: dict[int, list[ScorePart]] = {doc: [] for doc in docs.tolist()}
    for doc, part in explainer.words(query.clause, docs, _Asked()):
        told[doc].append(part)
    for doc, part in explainer.places(found):
        told[doc].append(part)
    for doc, prior in priors.items():
        told[doc].append(ScorePart("recency", (), scores[doc] * (1 - 1 / prior)))
    conditions = [*_conditions(query)]
    titles = evaluation.collection.title_tokens
    bodies = evaluation.collection.column("body_tokens")
    return [
        Explanation(
            id=releases[doc].id,
            matches=True,
            score=score,
            title_length=int(titles[doc]),
            body_length=int(bodies[doc]),
            parts=(*told[doc], *conditions),
        )
        for doc, score in scores.items()
    ]


class _Explainer:
    """Tells the parts of the scores of a few documents (ascending)."""

    def __init__(
        self,
        clause: Clause | None,
        evaluation: Evaluation,
        docs: Docs,
        releases: Mapping[int, Release],
    ) -> None:
        self._clause = clause
        self._typed = {*terms_of(clause, weighted=False)}
        self._evaluation = evaluation
        self._docs = docs
        self._releases = releases

    def words(self, clause: Clause | None, docs: Docs, asked: _Asked) -> Told:
        """What words give to those of some documents that match them as the clause asks."""
        match clause:
            case Term() | Prefix() | Fuzzy() | Exact():
                yield from self._word(clause, docs, asked)
            case Phrase(terms) | Near(terms):
                kept = self._evaluation.matches(clause, asked.parts, docs).docs
                literal = isinstance(clause, Phrase) and clause.literal
                within = asked._replace(group=label_of(clause), literal=literal)
                for term in terms:
                    yield from self._word(term, kept, within)
            case All(clauses):
                kept = self._evaluation.matches(clause, asked.parts, docs).docs
                for inner in clauses:
                    yield from self.words(inner, kept, asked)
            case Any(clauses):
                for inner in clauses:
                    yield from self.words(inner, docs, asked)
            case Within(inner, part):
                yield from self.words(inner, docs, asked._replace(parts=asked.parts & {part}))
            case Weighted(inner, weight):
                weighted = asked._replace(
                    weight=asked.weight * weight,
                    group=label_of(inner),
                    typed=self._is_typed(inner),
                )
                yield from self.words(inner, docs, weighted)

    def _is_typed(self, clause: Clause) -> bool:
        """Whether a reader typed what has a weight: a quotation, a compound, words of their own."""
        if isinstance(clause, Phrase) and clause.literal:
            return True
        texts = {term.text for term in self._typed}
        words = {term.word for term in self._typed}
        return all(term.text in texts or term.word in words for term in terms_of(clause))

    def _word(self, word: Word, docs: Docs, asked: _Asked) -> Told:
        for addend in self._evaluation.scoring.addends(word, asked.parts, docs):
            number = self._evaluation.scoring.number(addend.group, asked.parts)
            rarity = inverse_document_frequency(number, self._evaluation.collection.living)
            counts = self._evaluation.scoring.counted(addend.group, asked.parts, addend.docs)
            columns = (counts.docs.tolist(), counts.titles.tolist(), counts.bodies.tolist())
            times = {doc: (title, body) for doc, title, body in zip(*columns, strict=True)}
            forms = self._forms(addend.group, addend.docs, asked.parts)
            for doc, score in zip(addend.docs.tolist(), addend.scores.tolist(), strict=True):
                if doc not in times:
                    continue  # it has the word, but not in the form typed
                in_title, in_body = times[doc]
                part = ScorePart(
                    kind=addend.kind,
                    words=(typed_of(word),),
                    score=score * asked.weight,
                    group=asked.group,
                    literal=asked.literal,
                    typed=asked.typed,
                    weight=asked.weight,
                    releases=number,
                    rarity=rarity,
                    frequency=score / rarity / addend.share,
                    in_title=in_title if "title" in asked.parts else 0,
                    in_body=in_body if "body" in asked.parts else 0,
                    forms=forms.get(doc, ()),
                )
                yield doc, part

    def _forms(self, group: Group, docs: Docs, parts: Parts) -> dict[int, tuple[WrittenForm, ...]]:
        """How words of the index are written in documents, title before body."""
        collection = self._evaluation.collection
        return self._written(places_of([Sought(group, parts)], docs, collection, Budget()))

    def _written(self, there: Places) -> dict[int, tuple[WrittenForm, ...]]:
        """What is written at some places (ascending) in documents."""
        holders, in_part, _ = split(there.places)
        written: dict[int, Counter[tuple[Part, str]]] = defaultdict(Counter)
        spans = spans_of(self._evaluation.collection, there)
        columns = (holders.tolist(), in_part.tolist(), *spans)
        for doc, number, start, end in zip(*columns, strict=True):
            release = self._releases[doc]
            text = (release.title, release.body)[number][start:end]
            written[doc][PARTS[number], text] += 1
        return {
            doc: tuple(WrittenForm(text, part, count) for (part, text), count in counter.items())
            for doc, counter in written.items()
        }

    def places(self, found: Matches) -> Told:
        """What the places of words add to the documents that were looked at again."""
        words = asked(self._clause)
        again = np.intersect1d(found.docs[rows_reranked(found)], self._docs)
        if not words or not len(again):
            return
        typed = {term.text: typed_of(term) for term in reversed([*terms_of(self._clause)])}
        names = [typed[term.text] for term, _ in words]
        counted = terms_asked(self._clause)
        added = gains(again, words, counted, self._evaluation)
        for row, doc in enumerate(again.tolist()):
            told: tuple[tuple[PartKind, Iterable[tuple[str, ...]], Array], ...] = (
                ("pair", pairwise(names), added.pairs[row]),
                ("lead", ((name,) for name in names), added.lead[row]),
                ("title", [tuple(names)], added.title[row : row + 1]),
            )
            for kind, spoken_of, scores in told:
                for words_told, score in zip(spoken_of, scores.tolist(), strict=True):
                    if score:
                        yield doc, ScorePart(kind, words_told, score)
            columns = zip(words, names, added.kindred[row].tolist(), strict=True)
            for (term, _), name, score in columns:
                if score:
                    kin = kindred_words(term.text, counted, self._evaluation.collection)
                    forms = self._forms(kin, np.array([doc]), WHOLE)[doc]
                    yield doc, ScorePart("kindred", (name,), score, forms=forms)


def _conditions(query: Query) -> Iterator[ScorePart]:
    """What decides whether a release matches and gives it nothing, filters after clauses."""
    asked = [*_conditions_in(query.clause)]
    if query.dates:
        asked.append(query.dates)
    if query.countries:
        asked.append(InCountry(query.countries))
    for clause in dict.fromkeys(asked):
        if isinstance(clause, InCountry):
            yield ScorePart("condition", (), 0.0, countries=tuple(sorted(clause.countries)))
        else:
            yield ScorePart("condition", (label_of(clause),), 0.0)


def _conditions_in(clause: Clause | None) -> Iterator[InCountry | Dated]:
    match clause:
        case InCountry() | Dated():
            yield clause
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from _conditions_in(inner)


def typed_of(word: Word) -> str:
    """A word as it was typed, with the sign that says how it is to be found.

    Without the article that was elided before it, or the other parts of its compound.
    """
    if not isinstance(word, Term):
        return label_of(word)
    form = word.exact or word.surface
    at = word.word.lower().find(form)
    return word.word if at < 0 or not form else word.word[at : at + len(form)]
