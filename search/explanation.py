"""« Pourquoi ce résultat ? »: what a score is the sum of, and the words of the text it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.releases import Part

PartKind = Literal[
    "word",  # the word asked for, in any of its forms
    "form",  # the form as it was typed
    "accents",  # its accents as they were typed
    "pair",  # two words asked for, one after the other
    "lead",  # a word asked for that is early in the body
    "kindred",  # words that begin like one asked for, which the release lacks
    "title",  # the share of the title that is asked for
    "recency",  # how late the release is, when asked to favour the latest
    "condition",  # a country or a date: it decides what matches, and gives nothing
]


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form as it is written in a part of the text, and how often it stands there."""

    text: str
    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One addend of a score.

    ``words`` are those asked for, as typed, without an elided article (none for recency); a
    condition on countries has ``countries`` instead. ``group`` is the phrase, compound or proximity
    that words are asked for in, or the other wording that stands for them: that one is not
    ``typed``. ``weight`` is what a wording counts, else 1. For words and their forms: ``releases``
    have it, which makes its ``rarity``; ``frequency`` is how often this release has it, title and
    body by their weights, against their lengths, saturated. The score is the product of weight,
    rarity, frequency, and the share of the kind (1 for a word; search/ranking.py). ``forms`` are
    what the text has of them, or of the words kindred to one.
    """

    kind: PartKind
    words: tuple[str, ...]
    score: float
    group: str = ""
    literal: bool = False
    typed: bool = True
    weight: float = 1.0
    releases: int = 0
    rarity: float = 0.0
    frequency: float = 0.0
    in_title: int = 0
    in_body: int = 0
    forms: tuple[WrittenForm, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a release answers a query: the score is that of the hit, the sum of its parts.

    Lengths are in words. A release that does not match has no parts.
    """

    id: str
    matches: bool
    score: float = 0.0
    title_length: int = 0
    body_length: int = 0
    parts: tuple[ScorePart, ...] = ()
