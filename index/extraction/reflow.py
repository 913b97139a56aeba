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
from itertools import pairwise, repeat
from statistics import median

_ENTITY_LENGTH = {chr(c): len(name) + 2 for c, name in html.entities.codepoint2name.items()}
_ENTITY_LENGTH |= dict.fromkeys("\"'<>", 1)
_SENTENCE_END = re.compile(r"[.!?…»”\"’):]\s*$")
_ITEM = re.compile(r"(?:[-•*·–—]|\d{1,2}[.)])\s+\S")
_ITEM_END = re.compile(r"[.!?…»”\"’):;]\s*$")  # of an item, or of what introduces the first
_BROKEN_END = re.compile(r"[^\s.!?…:;»”\")]\s*$")

_POINTS_BACK = re.compile(
    r"(?:ils?|elles?|cel(?:a|ui|les?)|ceux|ce(?:s|t|tte)?|c['’]|leurs?|d['’]autres|certaine?s|"
    r"toute(?:s|fois)?|tous|parmi|en outre|ainsi|mais|enfin|puis|y|lui)\b",
    re.IGNORECASE,
)

MAX_WRAP = 160  # nobody wraps wider; prose lines unwrapped are far longer
MIN_LINES = 4
MIN_CUT = 2  # lines that go on below, at least: one may be a slip
FULL = 0.7  # of the width: the usual length, at least, of a line that goes on below
MIN_GAPS = 2  # empty lines from which they separate blocks
PARAGRAPH_TAG = 3  # "<p>" stood before a paragraph's first word
USUAL_LINES = 3  # of a paragraph, when nothing else tells
TAG_SLACK = 15  # a link's tag, gone now, makes a line look short: below this, ask punctuation

Measure = Callable[[str], int]


def entity_length(text: str) -> int:
    """How long a text was when its letters beyond ASCII were written as entities."""
    if text.isascii():
        return len(text)
    return sum(map(_ENTITY_LENGTH.get, text, repeat(1)))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether non-empty lines are pieces of paragraphs: even, and cut inside sentences.

    A line is cut when the next one goes on with a small letter: a caption or a subheading has
    no full stop either, but a new sentence below it. Cut lines are even, near the width; the
    items of a list without marks are not.
    """
    if len(lines) < MIN_LINES or max(map(len, lines)) > MAX_WRAP:
        return False
    cut = [line for line, below in pairwise(lines) if _goes_on(line, below)]
    if len(cut) < MIN_CUT or len(cut) * 5 < len(lines):
        return False
    measures = (len, entity_length)
    return any(median(map(m, cut)) >= FULL * max(map(m, lines)) for m in measures)


def blanks_separate(lines: Sequence[str]) -> bool:
    """Whether empty lines stand between paragraphs, rather than after every line."""
    below = [line for above, line in pairwise(lines) if line and not above]
    return sum(line[0].islower() for line in below) * 3 < len(below)


def _goes_on(line: str, below: str) -> bool:
    return below[0].islower() and _BROKEN_END.search(line) is not None


def reflow(lines: Sequence[str]) -> list[str]:
    """The paragraphs of wrapped lines.

    Where empty lines stand between blocks, blocks are paragraphs; elsewhere the width tells.
    """
    blocks = sum(1 for above, below in pairwise(lines) if above and not below) >= MIN_GAPS
    rooms = [0] * len(lines) if blocks else _rooms(lines)
    paragraphs: list[str] = []
    current: list[str] = []
    for line, room, following in zip(lines, rooms, [*lines[1:], ""], strict=True):
        if _ITEM.match(line) and current and _ITEM_END.search(current[-1]):
            _close(paragraphs, current)
        if line:
            current.append(line)
        room -= PARAGRAPH_TAG if len(current) == 1 else 0
        if not (line and following) or (not blocks and _ends_paragraph(current, following, room)):
            _close(paragraphs, current)
    return paragraphs


def _close(paragraphs: list[str], current: list[str]) -> None:
    if current:
        paragraphs.append(" ".join(current))
        current.clear()


def _ends_paragraph(current: list[str], following: str, room: int) -> bool:
    starts = following.lstrip("«“\"'(-–—• \u00a0")[:1]
    if not (starts.isupper() or starts.isdigit() or following[:1] in '«“"-–—•'):
        return False
    if not _SENTENCE_END.search(current[-1]):
        return room >= TAG_SLACK
    if _ITEM.match(current[0]):  # an item is one sentence
        return True
    return room >= 0 or _full_line_ends_paragraph(current, following)


def _full_line_ends_paragraph(current: list[str], following: str) -> bool:
    """Whether a sentence that fills its line to the end also ends its paragraph.

    The width cannot tell. A quotation usually opens a paragraph, and one that is open does not
    end; a sentence that points back ("Elle…") goes on; else long paragraphs end sooner.
    """
    text = " ".join(current)
    if text.count("«") != text.count("»"):
        return False
    if following[:1] in "«“":
        return True
    return len(current) >= USUAL_LINES and not _POINTS_BACK.match(following)


def _rooms(lines: Sequence[str]) -> list[int]:
    """Places left on each line had the next one's first word been set on it; negative: none.

    Measured in entities or plainly, whichever leaves fewer lines that break too early in the
    middle of a sentence.
    """
    measured = [_rooms_by(measure, lines) for measure in (entity_length, len)]
    cut = [bool(_BROKEN_END.search(line)) for line in lines]
    early = [sum(c and room > 0 for c, room in zip(cut, rooms, strict=True)) for rooms in measured]
    return measured[1] if early[1] < early[0] else measured[0]


def _rooms_by(measure: Measure, lines: Sequence[str]) -> list[int]:
    lengths = [measure(line) for line in lines]
    width = max(lengths, default=0)
    firsts = [measure(line.partition(" ")[0]) if line else width for line in lines[1:]]
    return [
        width - length - 1 - first for length, first in zip(lengths, [*firsts, width], strict=True)
    ]
