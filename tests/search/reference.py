"""A slow, obvious engine that the fast one is compared with: it reads every word of every release."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.french import Token, analyze
from index.releases import NO_COUNTRY, Release
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
    Query,
    Term,
    Weighted,
    Within,
    terms_of,
)
from search.ranking import (
    ACCENT_SHARE,
    BETWEEN,
    FIELD_WEIGHTS,
    FORM_WEIGHT,
    K1,
    KINDRED_LETTERS,
    KINDRED_NEIGHBOURS,
    KINDRED_SHARE,
    KINDRED_WEIGHT,
    LEAD_LENGTH,
    LEAD_WEIGHT,
    PAIR_SATURATION,
    PAIR_WEIGHT,
    RECENCY_HALF_LIFE,
    RECENCY_WEIGHT,
    TITLE_WEIGHT,
    B,
)

BOTH = ("title", "body")
Wanted = Callable[[Token], bool]


@dataclass
class Archive:
    releases: Sequence[Release]

    def __post_init__(self) -> None:
        self.tokens = [
            {"title": list(analyze(r.title)), "body": list(analyze(r.body))} for r in self.releases
        ]

    def answer(self, query: Query) -> tuple[dict[str, float], Counter[str], Counter[int | None]]:
        """The score of each match by identifier, the matches by country and those by year.

        Each is counted without its own filter; what has no year counts under None.
        """
        scores, counts, years = {}, Counter[str](), Counter[int | None]()
        for number, release in enumerate(self.releases):
            score = self.score(query.clause, number, BOTH)
            if score is None:
                continue
            held = set(release.countries or (NO_COUNTRY,))
            if query.country_match == "primary":
                held = {release.primary_country or NO_COUNTRY}
            in_dates = not query.dates or within(query.dates, release.date)
            in_countries = not query.countries or bool(query.countries & held)
            if in_dates:
                counts.update(held)
            if in_countries:
                years[year_of(release.date)] += 1
            if in_dates and in_countries:
                scores[release.id] = score
        words = list(dict.fromkeys(asked(query.clause, BOTH)))
        terms = {term.text for term in terms_of(query.clause)}
        if words and len(scores) > 1:  # all of them are among the best that are looked at again
            for number, release in enumerate(self.releases):
                if release.id in scores:
                    scores[release.id] += self.placed(words, terms, number)
        if query.sort == "recent":
            latest = max((years_of(release.date) or 0 for release in self.releases), default=0)
            for release in self.releases:
                moment = years_of(release.date)
                if release.id in scores and moment:
                    share = 0.5 ** ((latest - moment) / RECENCY_HALF_LIFE)
                    scores[release.id] *= 1 + RECENCY_WEIGHT * share
        return scores, counts, years

    def placed(
        self, words: Sequence[tuple[str, tuple[str, ...]]], terms: set[str], number: int
    ) -> float:
        """What the places of the words add to a score; the ``terms`` asked for are no kin."""
        rarity = [self.idf(lambda token, text=text: token.term == text, BOTH) for text, _ in words]
        places = [
            {
                (part, t.position)
                for part in parts
                for t in self.tokens[number][part]
                if t.term == text
            }
            for text, parts in words
        ]
        total = 0.0
        for left, right in pairwise(range(len(words))):
            times = sum(
                (part, position + distance) in places[right]
                for part, position in places[left]
                for distance in range(1, BETWEEN + 2)
            )
            mean = (rarity[left] + rarity[right]) / 2
            total += PAIR_WEIGHT * mean * times / (times + PAIR_SATURATION)
        for (text, parts), there in zip(words, places, strict=True):
            if not there and tuple(parts) == BOTH:
                total += KINDRED_WEIGHT * self.kindred(text, terms, number)
        for there, rare in zip(places, rarity, strict=True):
            first = min((at for part, at in there if part == "body"), default=LEAD_LENGTH)
            total += LEAD_WEIGHT * rare * max(0.0, 1 - first / LEAD_LENGTH)
        titled = sum(any(part == "title" for part, _ in there) for there in places)
        length = max(len(self.tokens[number]["title"]), 1)
        return total + TITLE_WEIGHT * sum(rarity) * titled / length

    def kindred(self, text: str, asked: set[str], number: int) -> float:
        """What a release gains by words that begin like one that it lacks."""
        if len(text) < KINDRED_LETTERS or text[0].isdigit():
            return 0.0
        words = {token.term for each in self.tokens for part in BOTH for token in each[part]}
        like = sorted(word for word in words if word[:KINDRED_LETTERS] == text[:KINDRED_LETTERS])
        near = [word for word in like if word < text][-KINDRED_NEIGHBOURS:]
        near += [word for word in like if word > text][:KINDRED_NEIGHBOURS]
        most = 1 + len(self.releases) // KINDRED_SHARE
        kin = {word for word in near if word not in asked and self.holders(word) <= most}
        return self.weighted(lambda token: token.term in kin, number, BOTH) or 0.0

    def holders(self, text: str) -> int:
        """How many releases have a term."""
        return sum(
            any(token.term == text for part in BOTH for token in each[part]) for each in self.tokens
        )

    def score(self, clause: Clause | None, number: int, parts: Sequence[str]) -> float | None:
        """What a clause gives a release, or None if it does not match."""
        release = self.releases[number]
        match clause:
            case None:
                return 0.0
            case Term(text, _, surface, exact):
                score = self.weighted(lambda token: token.term == text, number, parts)
                accented = ACCENT_SHARE if exact else 0.0
                if score is not None and surface:
                    score += (
                        FORM_WEIGHT
                        * (1 - accented)
                        * self.plain(lambda token: token.surface == surface, number, parts)
                    )
                if score is not None and exact:
                    score += (
                        FORM_WEIGHT
                        * accented
                        * self.plain(lambda token: token.exact == exact, number, parts)
                    )
                return score
            case Prefix(surface):
                return self.weighted(lambda token: token.surface.startswith(surface), number, parts)
            case Fuzzy(surface, _, edits):
                return self.weighted(
                    lambda token: distance(token.surface, surface) <= edits, number, parts
                )
            case Exact(exact):
                return self.weighted(lambda token: token.exact == exact, number, parts)
            case Phrase(terms, literal):
                holds = any(self.phrase(terms, literal, number, part) for part in parts)
                return self.score(All(terms), number, parts) if terms and holds else None
            case Near(terms, reach):
                holds = any(self.near(terms, reach, number, part) for part in parts)
                return self.score(All(terms), number, parts) if terms and holds else None
            case All(clauses):
                scores = [self.score(inner, number, parts) for inner in clauses]
                return None if None in scores else sum(filter(None, scores))
            case Any(clauses):
                found = [self.score(inner, number, parts) for inner in clauses]
                scores = [score for score in found if score is not None]
                return sum(scores) if scores else None
            case Not(inner):
                return 0.0 if self.score(inner, number, parts) is None else None
            case Within(inner, part):
                return self.score(inner, number, [p for p in parts if p == part])
            case Weighted(inner, weight):
                score = self.score(inner, number, parts)
                return None if score is None else weight * score
            case InCountry(countries):
                return 0.0 if countries & set(release.countries or (NO_COUNTRY,)) else None
            case Dated():
                return 0.0 if within(clause, release.date) else None

    def frequency(self, wanted: Wanted, number: int, part: str) -> int:
        return sum(map(wanted, self.tokens[number][part]))

    def idf(self, wanted: Wanted, parts: Sequence[str]) -> float:
        having = sum(
            any(self.frequency(wanted, number, part) for part in parts)
            for number in range(len(self.releases))
        )
        return math.log1p((len(self.releases) - having + 0.5) / (having + 0.5))

    def norm(self, number: int, parts: Sequence[str]) -> float:
        lengths = [sum(len(tokens[part]) for part in parts) for tokens in self.tokens]
        average = sum(lengths) / len(lengths)
        return 1 - B + B * lengths[number] / max(average, 1.0)

    def weighted(self, wanted: Wanted, number: int, parts: Sequence[str]) -> float | None:
        frequency = sum(
            FIELD_WEIGHTS[part] * self.frequency(wanted, number, part) / self.norm(number, [part])
            for part in parts
        )
        if not frequency:
            return None
        return self.idf(wanted, parts) * frequency * (K1 + 1) / (frequency + K1)

    def plain(self, wanted: Wanted, number: int, parts: Sequence[str]) -> float:
        count = sum(self.frequency(wanted, number, part) for part in parts)
        frequency = count / self.norm(number, parts) if parts else 0
        return self.idf(wanted, parts) * frequency * (K1 + 1) / (frequency + K1)

    def phrase(self, terms: Sequence[Term], literal: bool, number: int, part: str) -> bool:
        there = set()
        for token in self.tokens[number][part]:
            for offset, term in enumerate(terms):
                by_surface = literal and term.surface
                if token.surface == term.surface if by_surface else token.term == term.text:
                    there.add((token.position - offset, offset))
        starts = {start for start, _ in there}
        return any(all((s, n) in there for n in range(len(terms))) for s in starts)

    def near(self, terms: Sequence[Term], reach: int, number: int, part: str) -> bool:
        tokens = self.tokens[number][part]
        wanted = {term.text for term in terms}
        for first in tokens:
            seen = {t.term for t in tokens if 0 <= t.position - first.position <= reach}
            if first.term in wanted and wanted <= seen:
                return True
        return False


def asked(clause: Clause | None, parts: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a clause that rank by their places, and where: neither excluded nor weighted."""
    match clause:
        case Term(text):
            yield text, tuple(parts)
        case Phrase(clauses) | Near(clauses) | All(clauses) | Any(clauses):
            for inner in clauses:
                yield from asked(inner, parts)
        case Within(inner, part):
            yield from asked(inner, [p for p in parts if p == part])


def within(dates: Dated, date: str | None) -> bool:
    """Every day a release may be of, one by one: does the span hold one?"""
    if not date or date.startswith("-"):
        return False
    days = [day for day in all_days(date[:4]) if day.startswith(date)]
    first, last = dates.first or "0000", dates.last or "9999"
    return any(day >= first and day[: len(last)] <= last for day in days)


def year_of(date: str | None) -> int | None:
    return int(date[:4]) if date and not date.startswith("-") else None


def years_of(date: str | None) -> float | None:
    """A date as years and their fraction; months of 1/12 and days of 1/366, from 1 and from 0."""
    year = year_of(date)
    if not year or not date:
        return None
    month, day = [*map(int, date.split("-")[1:]), *[1, 0][date.count("-") :]]
    return year + month / 12 + day / 366


def all_days(year: str) -> list[str]:
    return [f"{year}-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 32)]


@cache
def distance(a: str, b: str) -> int:
    """Edits between two words; two neighbours swapped are one, no letter is edited twice."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a), len(b)]
