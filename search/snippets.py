"""The evidence: which words of a text match, and the passages that show most of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from index.french import analyze
from index.named_tuples import maker
from index.releases import PARAGRAPH_BREAK

WIDTH = 220
"""Characters of a snippet at most, about two printed lines."""

LEAD_IN = 80
"""Characters kept before a match when its sentence began too far ahead of it."""

ELLIPSIS = "…"

_OMITTED_BEFORE, _OMITTED_AFTER = f"{ELLIPSIS} ", f" {ELLIPSIS}"
_LAST_SENTENCE_END = re.compile(r"(?s:.*)[.!?…]\s?[»”\"]?\s+")


Mark: TypeAlias = tuple[int, int]
"""A matched word: where it begins and ends in the text it comes with, in characters."""


class MarkedText(NamedTuple):
    """A text and its matched words, in order, none overlapping another."""

    text: str
    marks: tuple[Mark, ...]


class Match(NamedTuple):
    """A word that matches: what it matches, and character offsets into its text."""

    term: str
    start: int
    end: int


class _Window(NamedTuple):
    start: int
    end: int
    begins: bool  # with a sentence or paragraph
    ends: bool  # with its paragraph
    matches: list[Match]
    terms: set[str]  # of the matches


_marked, _window_of = maker(MarkedText), maker(_Window)
_start = itemgetter(1)


def mark(
    text: str, terms: Collection[str], *, found: tuple[Match, ...] | None = None
) -> MarkedText:
    """Mark every word of a text whose term is among ``terms``; ``found`` says where they are."""
    matches = matches_in(text, terms) if found is None else found
    return _marked((text, tuple(_marks(matches))))


def snippets(
    body: str,
    terms: Collection[str],
    *,
    found: tuple[Match, ...] | None = None,
    count: int = 2,
) -> tuple[MarkedText, ...]:
    """Choose the passages of a body that show most of the terms.

    A passage stays in one paragraph and begins with a sentence where that keeps the match in
    view; what is left out before and after is shown by an ellipsis. Each further passage is
    chosen for the terms that those before it do not show.

    Returns up to ``count`` passages in the order of the text; without any match, the beginning of
    the body, unmarked. ``found`` says where the terms are, if that is known; otherwise the body
    is analysed.
    """
    free = _windows(body, matches_in(body, terms) if found is None else found)
    chosen: list[_Window] = []
    shown: set[str] = set()
    while free and len(chosen) < count:
        worths = [(len(own - shown), len(own), len(matches)) for _, _, _, _, matches, own in free]
        best = free[worths.index(max(worths))]  # the first of equals
        chosen.append(best)
        shown |= best.terms
        start, end = best[:2]
        free = [window for window in free if window[0] >= end or window[1] <= start]
    if not chosen and body.strip():
        start = len(body) - len(body.lstrip())
        chosen = [_window(body, (), start, start, _paragraph_end(body, start), begins=True)]
    return tuple([_passage(body, window) for window in sorted(chosen)])


def matches_in(text: str, terms: Collection[str]) -> tuple[Match, ...]:
    """Every word of a text whose term is among ``terms``."""
    return tuple(
        Match(token.term, token.start, token.end) for token in analyze(text) if token.term in terms
    )


def beginning_in(matches: tuple[Match, ...], start: int, end: int) -> tuple[Match, ...]:
    """Those of some matches, which come in order, that begin between two places of their text."""
    first, last = (bisect_left(matches, bound, key=_start) for bound in (start, end))
    return matches[first:last]


def _marks(matches: Sequence[Match], shift: int = 0) -> list[Mark]:
    """Where two matches overlap (a compound and its first part), the longer one is marked."""
    marks: list[Mark] = []
    end = 0
    in_order = sorted(matches, key=_by_place) if len(matches) > 1 else matches
    for _, match_start, match_end in in_order:
        if match_start >= end:
            end = match_end
            marks.append((match_start + shift, match_end + shift))
    return marks


def _by_place(match: Match) -> tuple[int, int]:
    return match.start, -match.end


def _windows(body: str, matches: tuple[Match, ...]) -> list[_Window]:
    """For each match, the passage that begins with its sentence or shortly before it.

    Matches come in order, so paragraphs and sentences are gone through once, and a match that
    would give the passage of the one before it gives none.
    """
    windows: list[_Window] = []
    sentence = limit = last_start = last_end = looked = -1
    for _, match_start, match_end in matches:
        if match_start >= limit:
            paragraph = body.rfind(PARAGRAPH_BREAK, 0, match_start)
            floor = sentence = looked = 0 if paragraph < 0 else paragraph + len(PARAGRAPH_BREAK)
            limit = _paragraph_end(body, match_end)
        if ended := _LAST_SENTENCE_END.match(body, looked, match_start):
            sentence = ended.end()
        looked = match_start
        start = sentence
        if match_end - start > WIDTH - LEAD_IN // 2:
            start = _word_start(body, max(floor, match_start - LEAD_IN), match_start)
        if start != last_start or match_end > last_end:
            begins = start in (sentence, floor)
            window = _window(body, matches, start, match_end, limit, begins=begins)
            last_start, last_end = start, window.end
            windows.append(window)
    return windows


def _window(
    body: str, matches: tuple[Match, ...], start: int, reach: int, limit: int, *, begins: bool
) -> _Window:
    """Cut a passage from ``start`` on, to ``reach`` at least and ``limit`` at most."""
    end = start + WIDTH
    if end >= limit:
        end = limit
    else:
        cut = body.rfind(" ", start, end)
        end = max(cut if cut > start else end, reach)
    within = [match for match in beginning_in(matches, start, end) if match[2] <= end]
    terms = {match[0] for match in within}
    return _window_of((start, end, begins, end >= limit, within, terms))


def _paragraph_end(body: str, position: int) -> int:
    end = body.find(PARAGRAPH_BREAK, position)
    return len(body) if end < 0 else end


def _word_start(body: str, start: int, match_start: int) -> int:
    """Move ``start`` to the next beginning of a word before the match."""
    if start == 0 or body[start - 1].isspace():
        return start
    space = body.find(" ", start, match_start)
    return match_start if space < 0 else space + 1


def _passage(body: str, window: _Window) -> MarkedText:
    start, end, begins, ends, matches, _ = window
    head = "" if begins else _OMITTED_BEFORE
    tail = "" if ends else _OMITTED_AFTER
    marks = _marks(matches, len(head) - start)
    return _marked((head + body[start:end] + tail, tuple(marks)))
