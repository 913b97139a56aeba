"""Which releases match a clause, and how well: sets and scores as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.postings import FloatArray, IntArray, Postings, TermPostings
from search.query import All, Any, Clause, Phrase, Term
from search.ranking import (
    FIELD_WEIGHTS,
    FORM_WEIGHTS,
    inverse_document_frequency,
    normalised_frequency,
    saturate,
)


class Matches(NamedTuple):
    """Document numbers, ascending, and the score of each."""

    docs: IntArray
    scores: FloatArray


def evaluate(clause: Clause | None, postings: Postings) -> Matches:
    """Find what matches a clause; no clause matches every document, all with score 0."""
    match clause:
        case None:
            return Matches(np.arange(postings.documents), np.zeros(postings.documents))
        case Term():
            return _term(clause, postings)
        case Phrase(terms):
            return _phrase(terms, postings)
        case All(clauses):
            # Rarest first: each step then only shrinks what is left.
            found = sorted((evaluate(inner, postings) for inner in clauses), key=_size)
            return reduce(_both, found)
        case Any(clauses):
            return _either([evaluate(inner, postings) for inner in clauses])


def _size(matches: Matches) -> int:
    return len(matches.docs)


def _term(term: Term, postings: Postings) -> Matches:
    """Releases with the term; those that have it in the form typed score higher."""
    found = _bm25f(term.text, FIELD_WEIGHTS, postings)
    for field, form in (("surfaces", term.surface), ("exacts", term.exact)):
        if form:
            found = _lifted(found, _bm25f(form, {field: 1.0}, postings), FORM_WEIGHTS[field])
    return found


def _bm25f(text: str, fields: Mapping[str, float], postings: Postings) -> Matches:
    weighted: list[Matches] = []
    for field, weight in fields.items():
        found: TermPostings = postings.term(field, text)
        lengths = postings.lengths(field)
        frequencies = normalised_frequency(
            found.frequencies, lengths[found.docs], float(lengths.mean()), weight
        )
        weighted.append(Matches(found.docs, frequencies))
    docs, frequencies = _either(weighted)
    rarity = inverse_document_frequency(len(docs), postings.documents)
    return Matches(docs, rarity * saturate(frequencies))


def _lifted(found: Matches, form: Matches, weight: float) -> Matches:
    """Add to the scores of documents that match what their form is worth; none comes in by it."""
    _, in_found, in_form = np.intersect1d(
        found.docs, form.docs, assume_unique=True, return_indices=True
    )
    scores = found.scores.copy()
    scores[in_found] += weight * form.scores[in_form]
    return Matches(found.docs, scores)


def _both(left: Matches, right: Matches) -> Matches:
    docs, in_left, in_right = np.intersect1d(
        left.docs, right.docs, assume_unique=True, return_indices=True
    )
    return Matches(docs, left.scores[in_left] + right.scores[in_right])


def _either(found: list[Matches]) -> Matches:
    docs, where = np.unique(np.concatenate([m.docs for m in found]), return_inverse=True)
    scores = np.concatenate([m.scores for m in found])
    return Matches(docs, np.bincount(where, weights=scores, minlength=len(docs)).astype(float))


def _phrase(terms: tuple[Term, ...], postings: Postings) -> Matches:
    candidates = evaluate(All(terms), postings)
    holds = np.zeros(len(candidates.docs), bool)
    for field in FIELD_WEIGHTS:
        columns = [postings.positions(field, term.text, candidates.docs) for term in terms]
        for row, places in enumerate(zip(*columns, strict=True)):
            starts = (
                {position - offset for position in positions}
                for offset, positions in enumerate(places)
            )
            holds[row] |= bool(set.intersection(*starts))
    return Matches(candidates.docs[holds], candidates.scores[holds])
