"""Give back the œ that old pages lost: "mis en uvre" → "mis en œuvre".

The pages wrote œ as a control character which a conversion dropped. Words that mean nothing
without it are always repaired; "sa sur" and "d'un coup d'il" need their neighbours.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "ligatures.tsv"
# ISO 8859-15 read as 8859-1 turns œ into ½ and Œ into ¼; before a letter that is no fraction.
_FRACTION = re.compile(r"[½¼](?=[a-zA-Zé])")


def restore_ligatures(text: str) -> str:
    """``text`` with its lost œ and Œ put back; everything else is unchanged."""
    text = _FRACTION.sub(lambda match: "œ" if match[0] == "½" else "Œ", text)
    return _lost_words().sub(_repair, text)


def _repair(match: re.Match[str]) -> str:
    word = match[0]
    at = match.end(match.lastgroup or 0) - match.start()
    ligature = "Œ" if word.isupper() or (at == 0 and word[:1].isupper()) else "œ"
    rest = word[at:]
    if at == 0 and ligature == "Œ" and not word.isupper():
        rest = rest[:1].lower() + rest[1:]
    return word[:at] + ligature + rest


@cache
def _lost_words() -> re.Pattern[str]:
    """One alternation of all lost words; an empty group marks where the œ goes."""
    patterns: list[str] = []
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, *context = re.split(r"(?=\\b\(\?<=|\(\?=|\(\?!)", line, maxsplit=1)
            marked = word.replace("*", f"(?P<at{len(patterns)}>)", 1)
            patterns.append(marked + "".join(context).replace("*", ""))
    # A word does not start inside another, nor after the œ or the ? it may have kept.
    return re.compile(r"(?<![\w?\ufffd])(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
