"""The best matches looked at again: how the words asked for stand to each other and in the text.

BM25F counts words as if a text were a bag of them. Where they stand says more, and so does what
stands there for those that do not. Both cost too much to read for every match, so they are read for
the best ``RERANKED`` alone. They only gain by it, hence stay before all others, and pages join
without a seam. What matches, and how much, does not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from index.segments.arrays import nonzero
from search.arrays import Array, Docs, Matches, Scores, rows_in
from search.evaluation import Evaluation
from search.ordering import rows_of_best
from search.places import DOC_SHIFT, WHOLE, Parts, Places, split
from search.query import All, Any, Clause, Near, Phrase, Term, Within, terms_of
from search.ranking import (
    BETWEEN,
    KINDRED_WEIGHT,
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

    ``pairs`` of each word asked for and the one after it, ``lead`` of each word that is early in
    the body, ``kindred`` of each word that is not there but others that begin like it are,
    ``title`` of all the words that the title has.
    """

    pairs: Array
    lead: Array
    kindred: Array
    title: Array

    def total(self) -> Scores:
        """What is added to the score of each document."""
        by_word = np.add.reduce(self.lead + self.kindred, axis=1)
        if self.pairs.size:
            by_word = by_word + np.add.reduce(self.pairs, axis=1)
        return np.asarray(by_word + self.title, np.float32)


def reranked(
    found: Matches, clause: Clause | None, evaluation: Evaluation, wanted: int | None = None
) -> Matches:
    """The same matches, the best of them with what the places of their words add.

    Of all matches; or, when no more than the ``wanted`` best are asked for, of the best alone.
    """
    words, rows = asked(clause), rows_reranked(found)
    if not words or not len(rows):
        return found
    best = found.only(rows)
    best.scores[:] += gains(best.docs, words, terms_asked(clause), evaluation).total()
    if wanted is not None and wanted <= len(rows):
        return best
    scores = found.scores.copy()
    scores[rows] = best.scores
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


def terms_asked(clause: Clause | None) -> frozenset[str]:
    """The terms of every word that counts by itself, other wordings included."""
    return frozenset(term.text for term in terms_of(clause))


def gains(
    docs: Docs, words: list[tuple[Term, Parts]], asked: frozenset[str], evaluation: Evaluation
) -> Gains:
    """What the places of words add to the scores of some documents (ascending).

    The terms ``asked`` for are no kin of the words.
    """
    rarity = np.array([evaluation.scoring.rarity(term) for term, _ in words], np.float32)
    found = evaluation.places(words, docs)
    _, in_body, position = split(found.places)
    cells = found.rows * len(words) + found.groups
    lead, title = np.zeros((2, len(docs), len(words)), np.float32)
    # From the last to the first: of the places of a word in a document, the first one stays.
    early = nonzero((in_body == 1) & (position < LEAD_LENGTH))[::-1]
    lead.ravel()[cells[early]] = 1 - position[early] / LEAD_LENGTH
    title.ravel()[cells[in_body == 0]] = 1
    share = np.add.reduce(title, 1) / np.maximum(evaluation.collection.title_tokens[docs], 1)
    return Gains(
        _pairs(found, rarity, len(docs)),
        LEAD_WEIGHT * lead * rarity,
        _kindred(docs, words, asked, cells, evaluation),
        TITLE_WEIGHT * np.add.reduce(rarity) * share,
    )


def _kindred(
    docs: Docs,
    words: list[tuple[Term, Parts]],
    asked: frozenset[str],
    cells: Array,
    evaluation: Evaluation,
) -> Scores:
    """What kin of words give where the words are not: a row for each document, a column a word.

    ``cells`` are the places of this table where the words are.
    """
    gained = np.zeros((len(docs), len(words)), np.float32)
    there = np.zeros(gained.shape, bool)
    there.ravel()[cells] = True
    missing = ~np.logical_and.reduce(there, axis=0)
    for column in nonzero(missing).tolist():
        term, parts = words[column]
        if parts == WHOLE:
            kin = evaluation.scoring.kindred(term, asked)
            rows, own = rows_in(docs, kin.docs, evaluation.collection.documents)
            gained[rows, column] = KINDRED_WEIGHT * kin.scores[own]
    gained[there] = 0
    return gained


def _pairs(found: Places, rarity: Scores, documents: int) -> Array:
    """What each word but the last gains by the next one after it, or nearly, in each document.

    In the order asked, ``BETWEEN`` words between them at most: those may be little words. A row
    for each of so many documents, a column for each of the words but the last.
    """
    words = len(rarity)
    if words < 2:
        return np.zeros((documents, 0), np.float32)
    # Word, document, part and position in one number, so that all pairs are looked for at once.
    cells = found.groups * documents + found.rows
    keys = (cells << DOC_SHIFT) | (found.places & (1 << DOC_SHIFT) - 1)
    leading = cells.searchsorted((words - 1) * documents)
    following = keys[:leading] + (documents << DOC_SHIFT)
    after = keys.searchsorted(following, "right")
    near = keys.searchsorted(following + BETWEEN + 1, "right") - after
    times = np.bincount(cells[:leading], near, (words - 1) * documents).reshape(-1, documents).T
    # Like any frequency pairs saturate, and they weigh as much as the two words do on average.
    return PAIR_WEIGHT * (rarity[1:] + rarity[:-1]) / 2 * times / (times + PAIR_SATURATION)
