"""Lines of a page → its parts: title, body, caption, sidebar, contact block."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.extraction.chrome import heading, is_share, is_tool, without_navigation
from index.extraction.contacts import INTRODUCTION, holds_address
from index.extraction.dateline import find_dateline
from index.extraction.dates import date_in
from index.extraction.reflow import blanks_separate, is_wrapped, reflow
from index.releases import Aside

_SIDEBAR = re.compile(r"^(?:analyse|analysis|análisis)\s*:?\s*$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:photos?|crédits?|©|\(c\)|images?|légende)\s*:|©|\b(?:OIM|IOM|UN Migration)\s?/\s?[A-ZÀ-Ý]|"
    r"\bphoto\s+(?:de|par|d['’])|/(?:OIM|IOM)\b",
    re.IGNORECASE,
)
_CREDIT_LABEL = re.compile(r"(?:photos?|crédits?(?:\s+photos?)?|légende)\s*:\s*\S|©", re.IGNORECASE)
_LABEL = re.compile(r"(titre|date|lieu)\s*:\s*(\S.*)", re.IGNORECASE)
_REQUEST = re.compile(r"\b(?:veuillez|merci de|prière de|please)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"^(?:publié[e]?|posted|date(?: de publication)?|mis en ligne|paru)\b.{0,40}$", re.IGNORECASE
)
_RULE = re.compile(r"(?:[*#_=~–—-]{2,}|(?:[*#]\s){2,}[*#]|[-–—*]?\s?FIN\s?[-–—*]?|-\s?30\s?-)$")
_SENTENCE = re.compile(r"[.!?…»”]\s*$")
_INTRODUCES = re.compile(r"p(?:our|ara|ersonnes?)\b|for\b|contacts?\b|veuillez\b", re.IGNORECASE)
_INTRODUCTION_INSIDE = re.compile(r"(?<=[.!?»”])\s+(?=Pour\s|For\s|Contacts?\s|Veuillez\s)")

MAX_TITLE = 320
LONG_TITLE = 150
MAX_TITLE_LINES = 4
MAX_CREDIT = 150
MAX_CAPTION = 700
CAPTION_BLOCKS = 3


@dataclass
class Layout:
    """A page taken apart. ``dated`` is the text of a line that only gives the date."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    contact: str = ""
    asides: list[Aside] = field(default_factory=list)
    dated: str | None = None


def lay_out(lines: list[str], title: str | None = None, boxes: list[str] | None = None) -> Layout:
    """The parts of a page given as lines (an empty line between blocks, where there are any).

    ``title`` and ``boxes`` (captions) come from pages whose markup names them; other pages have
    their title first, below the menu and the heading.
    """
    layout = Layout(asides=[Aside("caption", box) for box in boxes or []])
    lines = _without_heading(without_navigation([line.strip(" \u00a0\u202f") for line in lines]))
    lines = [line for line in lines if not _RULE.match(line)]
    lines, layout.contact = _cut_contact(lines)
    lines, sidebar = _cut_sidebar(lines)
    lines = [line for line in lines if not is_share(line) and not is_tool(line)]
    if sidebar:
        layout.asides.append(Aside("sidebar", sidebar))
    labels, lines = _cut_labels(lines) if title is None else ({}, lines)
    title = labels.get("titre", title)
    if title is None:
        layout.title, lines = _cut_title(lines)
    else:
        layout.title = title
        lines = _without_repeated(lines, title)
    layout.dated, lines = _cut_date_line(lines)
    layout.dated = labels.get("date", layout.dated)
    if "lieu" in labels:
        layout.asides.append(Aside("other", f"Lieu : {labels['lieu']}"))
    blocks = _blocks(lines)
    captions = _count_captions(blocks)
    layout.asides += [Aside("caption", block) for block in blocks[:captions]]
    for block in blocks[captions:]:
        if len(blocks) > 1 and _is_caption_line(block):
            layout.asides.append(Aside("caption", block))
        else:
            layout.paragraphs.append(block)
    return layout


def _without_heading(lines: list[str]) -> list[str]:
    """Drop "Communiqué", "Global" and the empty lines around them."""
    start, seen = 0, False
    while start < len(lines):
        kind = heading(lines[start]) if lines[start] else "blank"
        if kind == "heading" or kind == "blank" or (kind == "scope" and seen):
            seen = seen or kind == "heading"
            start += 1
        else:
            break
    return lines[start:]


def _cut_contact(lines: list[str]) -> tuple[list[str], str]:
    """The lines above the contact block, and the block with its introduction.

    The introduction may stand at the end of a line, or be wrapped onto the next.
    """
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if not line or (i == 0 and len(lines) > 1):
            continue
        if _INTRODUCES.match(line) and not _is_sentence(lines[i : i + 8]):
            wrapped = f"{line} {lines[i + 1]}" if i + 1 < len(lines) else line
            if INTRODUCTION.match(line) or (INTRODUCTION.match(wrapped) and len(line) < 100):
                return lines[:i], "\n".join(lines[i:]).strip()
        for inside in _INTRODUCTION_INSIDE.finditer(line):
            if INTRODUCTION.match(line, inside.end()):
                below = [line[inside.end() :], *lines[i + 1 :]]
                return [*lines[:i], line[: inside.start()]], "\n".join(below).strip()
    return _cut_signature(lines)


def _is_sentence(lines: list[str]) -> bool:
    """Whether a line tells whom people may call, with no address on it or below: body."""
    told = lines[0].endswith(".") and not _REQUEST.search(lines[0])
    return told and not any("@" in line or "+" in line for line in lines)


def _cut_signature(lines: list[str]) -> tuple[list[str], str]:
    """A contact block that nothing introduces: last short lines, with an address among them."""
    start = len(lines)
    while start > 1 and len(lines[start - 1]) <= 90 and not _SENTENCE.search(lines[start - 1]):
        start -= 1
    block = "\n".join(lines[start:]).strip()
    return (lines[:start], block) if holds_address(block) else (lines, "")


def _cut_sidebar(lines: list[str]) -> tuple[list[str], str]:
    """Take out the box that starts with "Analyse:" and ends at the sharing buttons.

    Without sharing buttons it ends where a dateline opens the release.
    """
    start = next((i for i, line in enumerate(lines) if _SIDEBAR.match(line)), None)
    if start is None:
        return lines, ""
    rest = range(start + 1, len(lines))
    end = next((i for i in rest if is_share(lines[i])), None)
    if end is None:
        end = next((i for i in rest if _known_dateline(lines[i])), None)
    if end is None:
        return lines, ""
    box = re.sub(r"\n{3,}", "\n\n", "\n".join(lines[start:end])).strip()
    return [*lines[:start], "", *lines[end:]], box


def _known_dateline(line: str) -> bool:
    dateline = find_dateline(line)
    return dateline is not None and dateline.known


def _cut_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title and the lines below it; an empty title when the page starts with its text.

    Where empty lines set blocks apart the title is the first block; elsewhere the first line,
    with the lines that go on in the middle of its sentence.
    """
    start = next((i for i, line in enumerate(lines) if line), len(lines))
    lines = lines[start:]
    if not lines or _is_text(lines[0]):
        return "", lines
    size = 1
    block_end = next((i for i, line in enumerate(lines) if not line), len(lines))
    if block_end <= MAX_TITLE_LINES and any(lines[block_end:]):
        size = block_end if _reads_as_title(lines[:block_end]) else 1
    while size < min(len(lines), MAX_TITLE_LINES) and _continues(lines, size):
        size += 1
    return " ".join(lines[:size]), lines[size:]


def _cut_labels(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The lines "TITRE :", "DATE :" and "LIEU :" on top of a page, and the lines below them."""
    labels: dict[str, str] = {}
    start = 0
    while start < len(lines):
        match = _LABEL.match(lines[start])
        if match:
            labels[match[1].lower()] = match[2]
        elif lines[start]:
            break
        start += 1
    return (labels, lines[start:]) if "titre" in labels else ({}, lines)


def _is_text(line: str) -> bool:
    """Whether a first line is already the release: a dateline, or long and a full sentence."""
    long = len(line) > MAX_TITLE or (len(line) > LONG_TITLE and line.endswith("."))
    return long or _known_dateline(line)


def _reads_as_title(block: list[str]) -> bool:
    return len(" ".join(block)) <= MAX_TITLE and not any(map(_known_dateline, block[1:]))


def _continues(lines: list[str], size: int) -> bool:
    """Whether a title goes on at line ``size``: with a small letter, or up to a dateline."""
    before, line = lines[size - 1], lines[size]
    if not line or _SENTENCE.search(before) or find_dateline(line):
        return False
    if line[0].islower() or before[-1] in ",’'":
        return len(line) <= MAX_TITLE and not _SENTENCE.search(line)
    below = lines[size + 1] if size + 1 < len(lines) else ""
    return len(line) <= 90 and not _SENTENCE.search(line) and _known_dateline(below)


def _without_repeated(lines: list[str], title: str) -> list[str]:
    """Drop a title that the text repeats on top."""
    start = next((i for i, line in enumerate(lines) if line), len(lines))
    same = start < len(lines) and " ".join(lines[start].split()) == " ".join(title.split())
    return lines[start + same :]


def _cut_date_line(lines: list[str]) -> tuple[str | None, list[str]]:
    """A first line that holds nothing but the date of publication."""
    start = next((i for i, line in enumerate(lines) if line), len(lines))
    if start == len(lines) or len(lines[start]) > 60:
        return None, lines
    line = lines[start]
    written = date_in(line)
    if written and (_PUBLISHED.match(line) or written.end - written.start >= len(line) - 14):
        return line, lines[start + 1 :]
    return None, lines


def _blocks(lines: list[str]) -> list[str]:
    """Paragraphs: blocks between empty lines where lines are wrapped, else one a line."""
    filled = [line for line in lines if line]
    if not is_wrapped(filled):
        return filled
    return reflow(lines if blanks_separate(lines) else filled)


def _count_captions(blocks: list[str]) -> int:
    """How many blocks above the text belong to a picture.

    They stand before the block with the dateline; without a dateline only a credit tells.
    """
    for i, block in enumerate(blocks[: CAPTION_BLOCKS + 1]):
        if _known_dateline(block) or (i == 0 and find_dateline(block)):
            return i
        if len(block) > MAX_CAPTION:
            break
    count = 0
    while count < min(CAPTION_BLOCKS, len(blocks) - 1) and _is_credit(blocks[count]):
        count += 1
    return count


def _is_caption_line(block: str) -> bool:
    """Whether a block between paragraphs is the credit of a picture, by its label."""
    short = len(block) <= MAX_CREDIT and not block.endswith((".", "»"))
    return short and _CREDIT_LABEL.match(block) is not None


def _is_credit(block: str) -> bool:
    return len(block) <= MAX_CAPTION and _CREDIT.search(block) is not None
