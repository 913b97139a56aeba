"""How much a word says about a release: BM25F (Robertson, Zaragoza and Taylor, CIKM 2004).

Term frequencies are weighted and normalised by field, added up, and saturated once: a word in
title and body then counts as one word seen more often, not as two.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

FIELD_WEIGHTS: Final = {"title": 3.0, "body": 1.0}
"""A word of the title counts like three of the body."""

FORM_WEIGHT: Final = 0.5
"""What the form as typed adds to what the term gives. On sentences of French treebanks it lifts MAP
from .845 to .922."""

ACCENT_SHARE: Final = 0.3
"""Of that, what asks for the accents too, when the reader typed some. It is taken, not added: on
top of the rest it made words with accents outweigh words that have none, and a headline typed with
its accents found worse than without. On every other
headline of the press: .7731 added at .5, .7756 not asked at all, .7769."""

PHRASE_WEIGHT: Final = 0.3
"""What a quotation adds when any word will do, besides what its words give. On the same
headlines, of which a quarter quote: .7769 when it has to be there, .7930 at 1, .7953 at .3."""

JOINED_WEIGHT: Final = 0.2
"""What a compound written as one word counts when any word will do, besides its parts: texts have
« microcrédit » for « micro-crédit ». A text with the hyphen has both, so at 1 compounds outweigh
all else: press .8088 (.8145 at 0); encyclopedia questions .7767 at 0, .7778 at .2, .7784 at 1."""

RECENCY_WEIGHT: Final = 0.25
RECENCY_HALF_LIFE: Final = 3.0
"""Sorted by "recent", a release of the archive's latest day gains a quarter of its score, one that
is so many years older half of that, and so on. Modest, so that it decides between releases that
answer about as well, and never brings up one that hardly answers: a choice, not a measurement."""

K1: Final = 1.2
B: Final = 0.8
"""Saturation and length normalisation. Means of three French collections (press, encyclopedia
questions, public service): .8075 at K1 = 1, .8079 at 1.2, .8069 at 1.4, .8058 at 1.7; press loses
most by a higher one (.8166 at 1.2, .8139 at 1.4), since a name said often then outweighs several
other words of the headline. B = .9 would give .8082 where .8 gives .8069, but by the questions,
whose short texts among long ones flatter it; press falls (.8125, .8139)."""

# What the best matches gain by where their words stand (search/reranking.py). Figures are nDCG@10,
# the mean of three collections (press, encyclopedia questions, public service) typed as they are:
# .8183 with all of it. Those for parts left out and for other values are from when kin had four
# letters in common: .8190, .8189 with as few as are reranked now. Those in brackets, for choices
# among neighbours, were taken on the candidates saved from an earlier state and compare only
# with each other.

RERANKED: Final = 30
"""Matches that are looked at again. At 30 .8189, at 50 and 75 .8190."""

PAIR_WEIGHT: Final = 0.6
BETWEEN: Final = 2
PAIR_SATURATION: Final = 0.8
"""Two words of the question that follow each other in the text, with so many others between them at
most. Without: .8186. Before words counted by how early they stand, pairs gave .0022; they stay for
questions of two or three common words, « victimes de traite ». Pairs in any order, and the least
distance of any two words, gained as little."""

LEAD_WEIGHT: Final = 1.0
LEAD_LENGTH: Final = 200
"""Words early in the body, where a release says what it is about: the first word gains in full,
and ever less until the 200th. Without: .8066. [All of the first 60 alike .8079; so .8132, .8106 at
.5, .8138 at 1.25. Within 100 words .8135, within 300 .8123: shorter suits public service (.8508;
.8421 at 200; .8400 at 300), longer suits press (.8088; .8159; .8200), whose leads were cut off.]"""

KINDRED_WEIGHT: Final = 0.75
KINDRED_LETTERS: Final = 5
KINDRED_NEIGHBOURS: Final = 8
KINDRED_HOLDERS: Final = 1000
KINDRED_SHARE: Final = 10
"""What words that begin like one asked for count in texts that lack it (search/kindred.py): with as
many letters in common, so many terms before and after it, each in so many releases at most, and in
one of so many: what a small archive has everywhere is kin of nothing. With four letters .8188, with
five .8182, .8183 in a tenth at most; in a twentieth .8175, in a hundredth .8163. Five all the same:
with four, « traite » has « trains » for kin, « village » « ville » and « journaux » « jour », which
reads as a mistake in a small archive. [Without .8137, at .3 .8155, .5 .8167, .75 .8185,
1 .8190; five letters .8175, three .8186; 2 neighbours .8166, 16 .8180; 300 releases .8172, any
number .8185. Counted in texts that have the word, too, they gain half as much. All with four.]"""

TITLE_WEIGHT: Final = 0.3
"""The share of the title that the question covers: « Carte d'identité » before « Carte d'identité
perdue à l'étranger ». Without: .8153; at .45 .8190."""


def length_norm(lengths: FloatArray, average: float) -> FloatArray:
    """What frequencies are divided by in texts of these lengths, in tokens."""
    return 1 - B + B * lengths / max(average, 1.0)


def inverse_document_frequency(matches: int, documents: int) -> float:
    """How rare a term is; never negative."""
    return float(np.log1p((documents - matches + 0.5) / (matches + 0.5)))


def recency(years: FloatArray) -> FloatArray:
    """What scores are multiplied by for releases so many years older than the latest."""
    share = np.exp2(-years / np.float32(RECENCY_HALF_LIFE))
    return np.asarray(1 + RECENCY_WEIGHT * share, np.float32)


def saturated(frequencies: FloatArray, weight: float) -> FloatArray:
    """What frequencies are worth: a tenth occurrence less than a second one.

    ``weight`` is that of a frequency of 1; the limit is K1 + 1 times as much.
    """
    worth = frequencies + K1
    np.divide(frequencies, worth, out=worth)
    worth *= np.float32((K1 + 1) * weight)
    return worth
