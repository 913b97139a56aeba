"""Questions of every class, drawn from a generated archive: the same for every engine."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.french import query_words
from index.french.folding import fold
from index.releases import Release
from search.query import All, Any, Clause, Dated, Fuzzy, Not, Phrase, Prefix, Query, Term

FEWEST = 1000
"""Releases that have rare words and frequent ones."""

_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{5,}(?![\w'’-])")
"""A word that every engine takes for one: no part of a compound, nothing elided."""


@dataclass(frozen=True)
class Question:
    """What is asked: of a ``kind``, with ``words``; none of ``without``; filtered."""

    kind: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    country: str = ""
    dates: tuple[str, str] | tuple[()] = field(default=())

    def query(self) -> Query:
        """The question as our engine wants it."""
        terms = [_term(word) for word in self.words]
        clause: Clause
        match self.kind:
            case "phrase":
                clause = Phrase(tuple(terms), literal=True)
            case "prefix":
                clause = Prefix(fold(self.words[0]), self.words[0])
            case "fuzzy":
                clause = Fuzzy(fold(self.words[0]), self.words[0])
            case "or":
                clause = Any(tuple(terms))
            case _:
                excluded = [Not(_term(word)) for word in self.without]
                clause = All((*terms, *excluded)) if len(terms) + len(excluded) > 1 else terms[0]
        countries = frozenset({self.country} if self.country else ())
        return Query(clause, countries, Dated(*self.dates) if self.dates else None)


def _term(text: str) -> Term:
    (word,) = query_words(text)
    token = word.alternatives[0][0]
    return Term(token.term, text, token.surface, token.exact if word.has_accent else "")


def questions(sample: Sequence[Release], each: int, seed: int = 11) -> list[Question]:
    """``each`` questions of every class, half of the words typed without accents."""
    chance = random.Random(seed)
    held: Counter[str] = Counter()
    pairs = []
    for release in sample:
        found = [*_WORD.finditer(release.body.lower())]
        held.update({match[0] for match in found})
        pairs += [(a[0], b[0]) for a, b in pairwise(found) if b.start() == a.end() + 1]
    single = [word for word in held if len(query_words(word)[0].alternatives[0]) == 1]

    def band(low: float, high: float) -> list[str]:
        return sorted(w for w in single if low <= held[w] / len(sample) <= high)

    rare, medium, frequent = band(0.0004, 0.004), band(0.006, 0.03), band(0.08, 0.6)

    def typed(word: str) -> str:
        return word if chance.random() < 0.5 else fold(word)

    def pick(words: list[str], number: int = 1) -> tuple[str, ...]:
        return tuple(typed(word) for word in chance.sample(words, number))

    def misspelt() -> str:
        word = fold(chance.choice([w for w in medium if len(w) > 5]))
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice("aeilnrst") + word[at + chance.randrange(2) :]

    codes = sorted({code for release in sample[:200] for code in release.countries})
    asked = []
    for _ in range(each):
        year = chance.randrange(2000, 2024)
        asked += [
            Question("rare", pick(rare)),
            Question("medium", pick(medium)),
            Question("frequent", pick(frequent)),
            Question("and", (*pick(medium), *pick(frequent))),
            Question("or", pick(medium + frequent, 3)),
            Question("phrase", tuple(map(fold, chance.choice(pairs)))),
            Question("prefix", (fold(chance.choice(medium))[: chance.randrange(4, 6)],)),
            Question("fuzzy", (misspelt(),)),
            Question("not", pick(medium), without=pick(frequent)),
            Question("country", pick(frequent), country=chance.choice(codes)),
            Question("date", pick(frequent), dates=(f"{year}-01-01", f"{year + 2}-12-31")),
        ]
    return asked
