"""A concordance: every occurrence of the words asked for, each in its context (KWIC)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.french.folding import fold
from index.releases import PARAGRAPH_BREAK, Part, Release
from search.engine import Engine, Evidence, Hit
from search.evidence import shown_units
from search.query import Clause, Phrase, Query, terms_of
from search.snippets import Match, matches_in

Order = Literal["rank", "left", "right", "word"]

WIDTH: Final = 70
"""Characters of context on either side at most."""

LIMIT: Final = 2_000
"""Occurrences that are sorted and counted; also how many releases are looked at for them."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word or phrase where it stands.

    ``start`` and ``end`` are character offsets of the keyword into the title or the body of the
    release; ``left`` and ``right`` are what is before and after it, in whole words of the same
    paragraph, so that ``left + keyword + right`` is a passage of the text.
    """

    release: Release
    part: Part
    start: int
    end: int
    left: str
    keyword: str
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """Some of the occurrences of what was asked for.

    ``total`` counts the occurrences in the best ``releases``; when ``complete`` these are all the
    matches, and otherwise only the first of ``matches``.
    """

    occurrences: tuple[Occurrence, ...]
    total: int
    releases: int
    matches: int

    @property
    def complete(self) -> bool:
        """Whether every match was looked at."""
        return self.releases == self.matches


def concordance(
    engine: Engine, query: Query, *, order: Order = "rank", start: int = 0, size: int = 50
) -> Concordance:
    """The occurrences from ``start`` on, ``size`` at most, of the first ``LIMIT``.

    Args:
        engine: what answers.
        query: what to look for; a query without words has no occurrence.
        order: by the rank of the releases; by the words before the keyword, from it leftwards; by
            those after it; or by the keyword itself. Accents and capitals do not count, and equals
            stay in the order of rank.
        start: how many to pass over.
        size: how many to return.

    Raises:
        QueryTooCostly: the query asks for too much.
    """
    matches: int | None = None
    releases, found = 0, list[Occurrence]()
    if next(shown_units(query.clause), None):
        for hit in engine.hits(query):
            if releases == LIMIT or len(found) >= LIMIT:
                break
            releases += 1
            found += occurrences_in(hit, query.clause)
        else:
            matches = releases
    if matches is None:
        matches = engine.search(query, size=0).total
    if order in _KEYS:
        found.sort(key=_KEYS[order])
    return Concordance(tuple(found[start : start + size]), len(found), releases, matches)


def all_occurrences(engine: Engine, query: Query) -> Iterator[Occurrence]:
    """Every occurrence, in the order of rank, one after the other.

    Raises:
        QueryTooCostly: at once, not on the way.
    """
    hits = engine.hits(query) if next(shown_units(query.clause), None) else iter(())
    return (occurrence for hit in hits for occurrence in occurrences_in(hit, query.clause))


def occurrences_in(hit: Hit, clause: Clause | None) -> Iterator[Occurrence]:
    """The occurrences in a release, title first, in the order of the text.

    The words of a phrase are one keyword; where a compound and its part both match, it is the
    compound.
    """
    phrases = {
        tuple(term.text for term in unit.terms)
        for unit, _ in shown_units(clause)
        if isinstance(unit, Phrase)
    }
    release = hit.release
    evidence = hit.evidence or _analysed(release, clause)
    texts: tuple[tuple[Part, str, tuple[Match, ...]], ...] = (
        ("title", release.title, evidence.title),
        ("body", release.body, evidence.body),
    )
    for part, text, matches in texts:
        for start, end in _keywords(text, matches, phrases):
            left, right = _before(text, start), _after(text, end)
            yield Occurrence(release, part, start, end, left, text[start:end], right)


_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s(?=\S*$)")
_BETWEEN = re.compile(r"\W*(\w+[’']\W*)*")
"""Between two words that follow each other: no word, but what an elision left."""

_WORD = re.compile(r"\w+")

_REACH: Final = WIDTH + len(PARAGRAPH_BREAK)
"""How far away a break is looked for: the context ends before any that is farther."""


def _analysed(release: Release, clause: Clause | None) -> Evidence:
    """The evidence of an engine that keeps no offsets."""
    terms = {term.text for term in terms_of(clause)}
    return Evidence(matches_in(release.title, terms), matches_in(release.body, terms))


def _keywords(
    text: str, matches: Iterable[Match], phrases: Collection[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """From where to where each keyword goes, none overlapping another."""
    ordered = sorted(set(matches), key=lambda match: (match.start, -match.end))
    reached = 0
    for row, match in enumerate(ordered):
        if match.start >= reached:
            ends = (_end_of(phrase, text, ordered, row) for phrase in phrases)
            reached = max(match.end, *ends, 0)
            yield match.start, reached


def _end_of(phrase: tuple[str, ...], text: str, matches: Sequence[Match], row: int) -> int:
    """Where a phrase ends that begins with the match in a row; 0 if none does."""
    if matches[row].term != phrase[0]:
        return 0
    end, said = matches[row].end, 1
    for at in range(row + 1, len(matches)):
        match = matches[at]
        if said == len(phrase) or not _BETWEEN.fullmatch(text, end, max(end, match.start)):
            break
        if match.start >= end and match.term == phrase[said]:
            end, said = match.end, said + 1
    return end if said == len(phrase) else 0


def _before(text: str, start: int) -> str:
    """The context before a keyword: words of its paragraph."""
    break_ = text.rfind(PARAGRAPH_BREAK, max(0, start - _REACH), start)
    if break_ >= 0:
        return text[break_ + len(PARAGRAPH_BREAK) : start]
    if start <= WIDTH:
        return text[:start]
    space = _SPACE.search(text, start - WIDTH - 1, start)
    return text[space.end() : start] if space else ""


def _after(text: str, end: int) -> str:
    """The context after a keyword."""
    break_ = text.find(PARAGRAPH_BREAK, end, end + _REACH)
    if break_ >= 0:
        return text[end:break_]
    if len(text) - end <= WIDTH:
        return text[end:]
    space = _LAST_SPACE.search(text[end : end + WIDTH + 1])
    return text[end : end + space.start()] if space else ""


def _folded(text: str) -> list[str]:
    return [*map(fold, _WORD.findall(text))]


_KEYS: Final[dict[Order, Callable[[Occurrence], list[str]]]] = {
    "left": lambda occurrence: _folded(occurrence.left)[::-1],
    "right": lambda occurrence: _folded(occurrence.right),
    "word": lambda occurrence: _folded(occurrence.keyword) + _folded(occurrence.right),
}
