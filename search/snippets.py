"""The evidence: which words of a text match, and the passages that show most of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from index.french import analyze
from index.releases import PARAGRAPH_BREAK

WIDTH = 220
"""Characters of a snippet at most, about two printed lines."""

LEAD_IN = 80
"""Characters kept before a match when its sentence began too far ahead of it."""

ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?…]\s?[»”\"]?\s+")


class Mark(NamedTuple):
    """A matched word: character offsets into the text it comes with."""

    start: int
    end: int


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
    matches: tuple[Match, ...]


def mark(
    text: str, terms: Collection[str], *, found: tuple[Match, ...] | None = None
) -> MarkedText:
    """Mark every word of a text whose term is among ``terms``; ``found`` says where they are."""
    return MarkedText(text, _marks(matches_in(text, terms) if found is None else found))


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
    free = list(_windows(body, matches_in(body, terms) if found is None else found))
    chosen: list[_Window] = []
    shown: set[str] = set()
    while free and len(chosen) < count:
        best = max(free, key=lambda window: _worth(window, shown))  # the first of equals
        chosen.append(best)
        shown.update(match.term for match in best.matches)
        free = [window for window in free if window.start >= best.end or window.end <= best.start]
    if not chosen and body.strip():
        start = len(body) - len(body.lstrip())
        chosen = [_window(body, (), start, start, _paragraph_end(body, start))]
    return tuple(_passage(body, window) for window in sorted(chosen))


def matches_in(text: str, terms: Collection[str]) -> tuple[Match, ...]:
    """Every word of a text whose term is among ``terms``."""
    return tuple(
        Match(token.term, token.start, token.end) for token in analyze(text) if token.term in terms
    )


def _marks(matches: tuple[Match, ...]) -> tuple[Mark, ...]:
    """Where two matches overlap (a compound and its first part), the longer one is marked."""
    marks: list[Mark] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not marks or match.start >= marks[-1].end:
            marks.append(Mark(match.start, match.end))
    return tuple(marks)


def _windows(body: str, matches: tuple[Match, ...]) -> Iterator[_Window]:
    """For each match, the passage that begins with its sentence or shortly before it."""
    for match in matches:
        paragraph = body.rfind(PARAGRAPH_BREAK, 0, match.start)
        floor = 0 if paragraph < 0 else paragraph + len(PARAGRAPH_BREAK)
        start = floor
        for end in _SENTENCE_END.finditer(body, floor, match.start):
            start = end.end()
        if match.end - start > WIDTH - LEAD_IN // 2:
            start = _word_start(body, max(floor, match.start - LEAD_IN), match.start)
        yield _window(body, matches, start, match.end, _paragraph_end(body, match.end))


def _window(body: str, matches: tuple[Match, ...], start: int, reach: int, limit: int) -> _Window:
    """Cut a passage from ``start`` on, to ``reach`` at least and ``limit`` at most."""
    end = min(start + WIDTH, limit)
    if end < limit:
        cut = body.rfind(" ", start, end)
        end = max(cut, reach) if cut > start else max(end, reach)
    within = tuple(match for match in matches if start <= match.start and match.end <= end)
    return _Window(start, end, within)


def _paragraph_end(body: str, position: int) -> int:
    end = body.find(PARAGRAPH_BREAK, position)
    return len(body) if end < 0 else end


def _word_start(body: str, start: int, match_start: int) -> int:
    """Move ``start`` to the next beginning of a word before the match."""
    if start == 0 or body[start - 1].isspace():
        return start
    space = body.find(" ", start, match_start)
    return match_start if space < 0 else space + 1


def _worth(window: _Window, shown: set[str]) -> tuple[int, int, int]:
    terms = {match.term for match in window.matches}
    return len(terms - shown), len(terms), len(window.matches)


def _passage(body: str, window: _Window) -> MarkedText:
    before = bool(body[: window.start].strip()) and not body.endswith(
        PARAGRAPH_BREAK, 0, window.start
    )
    before = before and not _SENTENCE_END.search(body, max(0, window.start - 4), window.start)
    after = window.end < _paragraph_end(body, window.end)
    head = f"{ELLIPSIS} " if before else ""
    text = head + body[window.start : window.end] + (f" {ELLIPSIS}" if after else "")
    shift = len(head) - window.start
    marks = (Mark(start + shift, end + shift) for start, end in _marks(window.matches))
    return MarkedText(text, tuple(marks))
