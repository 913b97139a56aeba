"""The best matches looked at again: how the words asked for stand to each other and in the text.

BM25F counts words as if a text were a bag of them. Where they stand says more, but costs too much
to read for every match, so it is read for the best ``RERANKED`` alone. They only gain by it, hence
stay before all others, and pages join without a seam. What matches, and how much, does not change.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.arrays import Array, Docs, Matches, Scores
from search.evaluation import WHOLE, Evaluation
from search.ordering import rows_of_best
from search.places import DOC_SHIFT, Parts, split
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


def reranked(found: Matches, clause: Clause | None, evaluation: Evaluation) -> Matches:
    """The same matches, the best of them with what the places of their words add."""
    words = [*dict.fromkeys(_asked(clause, WHOLE))][:MOST_WORDS]
    if not words or len(found.docs) < 2 or not RERANKED:
        return found
    rows = rows_of_best(found.scores, min(RERANKED, len(found.docs)))
    if len(rows) > 2 * RERANKED:  # a crowd of equals at the end: all of them are left out
        rows = rows[found.scores[rows] > found.scores[rows].min()]
    scores = found.scores.copy()
    scores[rows] += bonus(found.docs[rows], words, evaluation)
    return Matches(found.docs, scores)


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


def bonus(docs: Docs, words: list[tuple[Term, Parts]], evaluation: Evaluation) -> Scores:
    """What the places of words add to the scores of some documents (ascending)."""
    rarity = np.array([evaluation.rarity(term) for term, _ in words], np.float32)
    found = evaluation.places(words, docs)
    _, in_body, position = split(found.places)
    cells = found.groups * len(docs) + found.rows
    lead, title = np.zeros((2, len(words), len(docs)), np.float32)
    lead.ravel()[cells[(in_body == 1) & (position < LEAD_LENGTH)]] = 1
    title.ravel()[cells[in_body == 0]] = 1
    share = title.sum(axis=0) / np.maximum(evaluation.collection.title_tokens[docs], 1)
    total = LEAD_WEIGHT * (rarity @ lead) + TITLE_WEIGHT * rarity.sum() * share
    if len(words) > 1:
        times = _pairs(found.places, cells, len(words), len(docs))
        # Like any frequency this saturates, and it weighs as much as the two words on average.
        weights = (rarity[1:] + rarity[:-1]) / 2
        total += PAIR_WEIGHT * (weights @ (times / (times + PAIR_SATURATION)))
    return np.asarray(total, np.float32)


def _pairs(places: Array, cells: Array, words: int, documents: int) -> Array:
    """How often each word but the last has the next one after it, or nearly, in each document.

    In the order asked, ``BETWEEN`` words between them at most: those may be little words.

    Args:
        places: of the first word in ascending order, then of the second and so on.
        cells: the word and the document of each, as one number.
        words: how many there are.
        documents: how many there are.
    """
    # Word, document, part and position in one number, so that all pairs are looked for at once.
    keys = (cells << DOC_SHIFT) | (places & (1 << DOC_SHIFT) - 1)
    leading = cells.searchsorted((words - 1) * documents)
    following = keys[:leading] + (documents << DOC_SHIFT)
    near = keys.searchsorted(following + BETWEEN + 1, "right") - keys.searchsorted(
        following, "right"
    )
    return np.bincount(cells[:leading], near, (words - 1) * documents).reshape(-1, documents)
