"""Hard-wrapped lines back into paragraphs.

Old pages were wrapped while their letters were still entities: "é" took the eight places of
"&eacute;". Measured that way, a line ends inside a paragraph exactly when the first word of the
next one no longer fitted; where it would have fitted, a paragraph ends. Files wrapped as plain
text follow the same rule with plain lengths, so the measure that explains the lines better is
taken.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from index.extraction.ligatures import restore_ligatures

_ENTITY_LENGTH = {chr(c): len(name) + 2 for c, name in html.entities.codepoint2name.items()}
_ENTITY_LENGTH |= dict.fromkeys("\"'<>", 1)
_SENTENCE_END = re.compile(r"[.!?…»”\"’):]\s*$")
_ITEM = re.compile(r"(?:[-•*·–—]|\d{1,2}[.)])\s+\S")
_BROKEN_END = re.compile(r"[^\s.!?…:;»”\")]\s*$")

MAX_WRAP = 100  # no page of the survey wraps wider; prose lines unwrapped are far longer
MIN_LINES = 4
PARAGRAPH_TAG = 3  # "<p>" stood before a paragraph's first word
TAG_SLACK = 15  # a link's tag, gone now, makes a line look short: below this, ask punctuation

Measure = Callable[[str], int]


def entity_length(text: str) -> int:
    """How long a text was when its letters beyond ASCII were written as entities.

    A lost œ took its place too.
    """
    text = restore_ligatures(text)
    if text.isascii():
        return len(text)
    return sum(_ENTITY_LENGTH.get(c, 1) for c in text)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether non-empty lines are pieces of paragraphs: short, even, and cut inside sentences."""
    prose = [line for line in lines if not _ITEM.match(line)]
    if len(prose) < MIN_LINES or max(map(len, prose)) > MAX_WRAP:
        return False
    cut = sum(bool(_BROKEN_END.search(line)) for line in prose[:-1])
    return cut * 3 >= len(prose) and median(map(len, prose)) > 25


def reflow(lines: Sequence[str]) -> list[str]:
    """The paragraphs of wrapped lines; an empty line always ends a paragraph."""
    measure = _better_measure(lines)
    width = max((measure(line) for line in lines), default=0)
    paragraphs: list[str] = []
    current: list[str] = []
    for i, line in enumerate(lines):
        if not line:
            _close(paragraphs, current)
            continue
        if _ITEM.match(line) and current and _SENTENCE_END.search(current[-1]):
            _close(paragraphs, current)
        current.append(line)
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if following and _ends_paragraph(line, following, measure, width, len(current) == 1):
            _close(paragraphs, current)
    _close(paragraphs, current)
    return paragraphs


def _close(paragraphs: list[str], current: list[str]) -> None:
    if current:
        paragraphs.append(" ".join(current))
        current.clear()


def _room_left(line: str, following: str, measure: Measure, width: int, first: bool) -> int:
    """Places left had the next line's first word been set on this one; negative: did not fit."""
    word = following.split(maxsplit=1)[0]
    return width - measure(line) - first * PARAGRAPH_TAG - 1 - measure(word)


def _ends_paragraph(line: str, following: str, measure: Measure, width: int, first: bool) -> bool:
    room = _room_left(line, following, measure, width, first)
    starts = following.lstrip("«“\"'(-–—• \u00a0")[:1]
    fresh = starts.isupper() or starts.isdigit() or following[:1] in '«“"-–—•'
    if not fresh or room < 0:
        return False
    return _SENTENCE_END.search(line) is not None or room >= TAG_SLACK


def _better_measure(lines: Sequence[str]) -> Measure:
    """Entity or plain lengths: the one under which fewer lines break too early in a sentence."""

    def surprises(measure: Measure) -> int:
        width = max((measure(line) for line in lines), default=0)
        return sum(
            _room_left(line, following, measure, width, False) > 0
            for line, following in pairwise(lines)
            if line and following and _BROKEN_END.search(line)
        )

    return len if surprises(len) < surprises(entity_length) else entity_length
