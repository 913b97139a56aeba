"""Site chrome: the navigation above a release and the furniture around it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from index.countries.folding import fold_phrase, fold_word

_DATA = Path(__file__).parent / "data"
_BULLET = re.compile(r"^[-–—•*\s\u00a0]+")
# The last entry of every site's menu; what stands above it is menu.
_LAST_ENTRY = re.compile(
    r"^[-–—•*\s]*(?:2030 agenda|agenda 2030|programme 2030|programa 2030)\s*$", re.IGNORECASE
)
_SHARE = re.compile(r"^(?:share this|partager(?: cet article| sur)?|compartir)\b.{0,40}$", re.I)
_BETWEEN_BUTTONS = re.compile(r"\s[-–—]\s|[|·•/]")
_FIRST_WORD = re.compile(r"[^\W_]+")
MAX_BUTTONS = 200  # characters of a line of buttons
MENU_LINES = 120  # a menu is never longer; a list item far below is not a menu


def is_share(line: str) -> bool:
    """Whether a line is the caption of sharing buttons, which also closes a sidebar."""
    return _SHARE.match(line.strip()) is not None


def is_tool(line: str) -> bool:
    """Whether a line holds nothing but buttons: "Tweeter", "Imprimer cette page | Haut de page"."""
    if len(line) > MAX_BUTTONS or not _begins_tool(line):
        return False
    buttons = [fold_phrase(part) for part in _BETWEEN_BUTTONS.split(line) if part.strip()]
    return bool(buttons) and _tools().issuperset(buttons)


def _begins_tool(line: str) -> bool:
    """Whether a line starts with the first word of a button: cheaper than folding every line."""
    word = _FIRST_WORD.search(line)
    return word is not None and fold_word(word[0]) in _first_words()


def without_navigation(lines: list[str]) -> list[str]:
    """The lines of a page below its menu; a file that is only menu gives none.

    A menu ends at its last "2030 Agenda"; one that lost its end is recognised line by line.
    """
    for i in range(min(len(lines), MENU_LINES) - 1, -1, -1):
        if _LAST_ENTRY.match(lines[i]) and any(is_menu(line) for line in lines[:i]):
            lines = lines[i + 1 :]
            break
    start = 0
    while start < len(lines) and (not lines[start] or is_menu(lines[start])):
        start += 1
    return lines[start:]


def is_menu(line: str) -> bool:
    """Whether a line is an entry of a menu, or the bare dash that opens one."""
    entry = fold_phrase(_BULLET.sub("", line))
    if not entry:
        return True
    entries, beginnings = _menu()
    return entry in entries or entry.startswith(beginnings)


def heading(line: str) -> str | None:
    """What a line above the title is: "heading" (Communiqué), "scope" (Global) or None."""
    return _headings().get(fold_phrase(line))


@cache
def _menu() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = _rows("navigation.txt")
    beginnings = tuple(fold_phrase(line) for line in lines if line.startswith("^"))
    return frozenset(fold_phrase(line) for line in lines if not line.startswith("^")), beginnings


@cache
def _tools() -> frozenset[str]:
    return frozenset(map(fold_phrase, _rows("tools.txt")))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(tool.partition(" ")[0] for tool in _tools())


@cache
def _headings() -> dict[str, str]:
    found = {}
    for line in _rows("headings.txt"):
        kind, _, name = line.rpartition("\t")
        found[fold_phrase(name)] = kind or "heading"
    return found


def _rows(name: str) -> list[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
