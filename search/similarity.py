"""« Communiqués proches »: the words that make a release what it is, as a question to an engine.

Words weigh by tf·idf, frequencies damped, titles three times, as in the classic more-like-this.
The release itself and its copies match best of all, so they are taken out of the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import log, log1p
from typing import Final

from index.french import Token, analyze
from index.french.forms import stop_words
from index.releases import Release
from search.query import Any, Clause, Term, Weighted
from search.ranking import FIELD_WEIGHTS

MOST_TERMS: Final = 25
"""Terms of the question: more add cost and noise, fewer lose releases on the same event."""

MIN_DOCUMENTS: Final = 2
"""A term that only this release has finds nothing else."""

MOST_COMMON: Final = 0.2
"""A term that more of the archive has says little about one release."""

MOST_READ: Final = 4000
"""Characters of the body that are read: a release says first what it is about."""

SAME_WORDS: Final = 0.8
"""Share of runs of words in common from which two releases are copies of one text."""

RUN: Final = 4
"""Words of a run: long enough that two texts on one subject share few."""


def similar_clause(
    release: Release, frequency: Callable[[str], int], documents: int
) -> Clause | None:
    """The weighted terms of a release; None when nothing in it is worth looking for.

    Args:
        release: the release to find others like.
        frequency: how many releases have a term of the analysis (not a surface).
        documents: how many releases there are.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Token] = {}
    for part, text in (("title", release.title), ("body", release.body[:MOST_READ])):
        for token in analyze(text):
            if token.surface not in stop_words() and len(token.surface) > 2:
                counts[token.term] += int(FIELD_WEIGHTS[part])
                first.setdefault(token.term, token)
    weights: dict[str, float] = {}
    for term, count in counts.items():
        having = frequency(term)
        if MIN_DOCUMENTS <= having <= max(MOST_COMMON * documents, MIN_DOCUMENTS):
            weights[term] = log1p(count) * log(documents / having)
    best = sorted(weights, key=lambda term: (-weights[term], term))[:MOST_TERMS]
    # An engine weighs a term by its rarity already; the weight is for how much it says here.
    clauses = tuple(
        Weighted(Term(term, first[term].exact), round(log1p(counts[term]), 3)) for term in best
    )
    return Any(clauses) if len(clauses) > 1 else next(iter(clauses), None)


def without_copies(release: Release, found: Iterable[Release], count: int) -> tuple[Release, ...]:
    """The first ``count`` of some releases that are neither a release nor its copies.

    Of copies among themselves only the first is kept, too. Ask the engine for two or three times
    as many as are to be shown.
    """
    kept: list[Release] = []
    texts = [_runs(release)]
    for other in found:
        if len(kept) == count:
            break
        runs = _runs(other)
        if other.id != release.id and not any(_same(runs, text) for text in texts):
            kept.append(other)
            texts.append(runs)
    return tuple(kept)


def _runs(release: Release) -> frozenset[tuple[str, ...]]:
    """The runs of words of a body; of the title when there is no body."""
    surfaces = list(analyze(release.body or release.title).surfaces)
    if len(surfaces) < RUN:
        return frozenset({tuple(surfaces)})
    return frozenset(tuple(surfaces[at : at + RUN]) for at in range(len(surfaces) - RUN + 1))


def _same(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts are one, but for corrections, a dateline or a contact.

    Jaccard's measure; Broder, On the resemblance and containment of documents (1997).
    """
    return len(left & right) >= SAME_WORDS * len(left | right)
