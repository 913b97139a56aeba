"""French typography: the spaces that do not break, put where French wants them.

Messages are written with plain spaces, which can be seen and typed; here they become a no-break
space before a colon, between a colon and a number and in the time of day, and a narrow one (U+202F)
before other high signs, inside guillemets and between thousands (Imprimerie nationale, « Lexique
des règles typographiques », 2002).
"""

from __future__ import annotations

import re
from typing import Final

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"

_NUMBER = r"(?=\d|%\(count\)s)"
_WIDE = re.compile(rf" (?=:)|(?<=:) {_NUMBER}| (?=h [\d%])|(?<= h) (?=[\d%])")
_NARROW = re.compile(r" (?=[;!?»])|(?<=«) |(?<=\d) (?=\d{3}\b)")


def typographic(text: str) -> str:
    """A French text with its no-break spaces: « Pays : lequel ? »."""
    return _NARROW.sub(NARROW, _WIDE.sub(NO_BREAK, text))
