"""The best matches looked at again: how the words asked for stand to each other and in the text.

BM25F counts words as if a text were a bag of them. Where they stand says more, but costs too much
to read for every match, so it is read for the best ``RERANKED`` alone. They only gain by it, hence
stay before all others, and pages join without a seam. What matches, and how much, does not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from search.arrays import Array, Docs, Matches, Scores
from search.evaluation import WHOLE, Evaluation
from search.ordering import rows_of_best
from search.places import Parts, split
from search.query import All, Any, Clause, Near, Phrase, Term, Within
from search.ranking import (
    BETWEEN,
    LEAD_LENGTH,
    LEAD_WEIGHT,
    PAIR_SATURATION,
    PAIR_WEIGHT,
    RERANKED,
    TITLE_WEIGHT,
)

MOST_WORDS = 32
"""Words of a question that are looked at, the first ones."""


class Gains(NamedTuple):
    """What the places of words add to scores; a row for each document.

    ``pairs`` of each word asked for and the one after it, ``lead`` of each word among the first
    ones of the body, ``title`` of all the words that the title has.
    """

    pairs: Array
    lead: Array
    title: Array

    def total(self) -> Scores:
        """What is added to the score of each document."""
        return np.asarray(self.pairs.sum(axis=1) + self.lead.sum(axis=1) + self.title, np.float32)


def reranked(found: Matches, clause: Clause | None, evaluation: Evaluation) -> Matches:
    """The same matches, the best of them with what the places of their words add."""
    words, rows = asked(clause), rows_reranked(found)
    if not words or not len(rows):
        return found
    scores = found.scores.copy()
    scores[rows] += gains(found.docs[rows], words, evaluation).total()
    return Matches(found.docs, scores)


def rows_reranked(found: Matches) -> Array:
    """Which of the matches are looked at again."""
    if len(found.docs) < 2 or not RERANKED:
        return np.zeros(0, np.int64)
    rows = rows_of_best(found.scores, min(RERANKED, len(found.docs)))
    if len(rows) > 2 * RERANKED:  # a crowd of equals at the end: all of them are left out
        rows = rows[found.scores[rows] > found.scores[rows].min()]
    return rows


def asked(clause: Clause | None) -> list[tuple[Term, Parts]]:
    """The words whose places count, the first ``MOST_WORDS``, each with where it is wanted."""
    return [*dict.fromkeys(_asked(clause, WHOLE))][:MOST_WORDS]


def _asked(clause: Clause | None, parts: Parts) -> Iterator[tuple[Term, Parts]]:
    """The words a reader asked for, and where; not other wordings, which count for less."""
    match clause:
        case Term():
            yield Term(clause.text, ""), parts
        case Phrase(terms) | Near(terms):
            for term in terms:
                yield Term(term.text, ""), parts
        case All(clauses) | Any(clauses):
            for inner in clauses:
                yield from _asked(inner, parts)
        case Within(inner, part):
            yield from _asked(inner, parts & {part})


def gains(docs: Docs, words: list[tuple[Term, Parts]], evaluation: Evaluation) -> Gains:
    """What the places of words add to the scores of some documents (ascending)."""
    rarity = np.array([evaluation.rarity(term) for term, _ in words])
    places = [evaluation.places(term, docs, parts).places for term, parts in words]
    rows = [docs.searchsorted(split(there)[0]) for there in places]
    lead, title = np.zeros((2, len(docs), len(words)))
    for word, there in enumerate(places):
        _, in_body, position = split(there)
        lead[rows[word][(in_body == 1) & (position < LEAD_LENGTH)], word] = 1
        title[rows[word][in_body == 0], word] = 1
    share = title.sum(axis=1) / np.maximum(evaluation.collection.title_tokens[docs], 1)
    return Gains(
        PAIR_WEIGHT * _pairs(places, rows, rarity, len(docs)),
        LEAD_WEIGHT * lead * rarity,
        TITLE_WEIGHT * rarity.sum() * share,
    )


def _pairs(places: list[Array], rows: list[Array], rarity: Array, documents: int) -> Array:
    """Each two words asked for side by side, by how often a text has them so, or nearly.

    In the order asked, ``BETWEEN`` words between them at most: those may be little words. Like
    any frequency it saturates, and it weighs as much as the two words do on average.
    """
    each = np.zeros((documents, len(places) - 1))
    for word, following in enumerate(places[1:]):
        first = places[word]
        reach = following.searchsorted(first + BETWEEN + 1, "right")
        near = reach - following.searchsorted(first, "right")
        times = np.bincount(rows[word], near, documents)
        weight = (rarity[word] + rarity[word + 1]) / 2
        each[:, word] = weight * times / (times + PAIR_SATURATION)
    return each
