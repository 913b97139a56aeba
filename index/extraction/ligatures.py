"""Give back the œ that old pages lost: "mis en uvre" → "mis en œuvre".

The pages wrote œ as a control character which a conversion dropped. Words that mean nothing
without it (the one list of them is index/french/data/lost_oe.txt) are always repaired; "sa sur"
and "d'un coup d'il" need their neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from index.french.forms import lines, words

_FILE = Path(__file__).parent / "data" / "ligatures.tsv"
# ISO 8859-15 read as 8859-1 turns œ into ½ and Œ into ¼; before a letter that is no fraction.
_FRACTION = re.compile(r"[½¼](?=[a-zA-Zé])")


def restore_ligatures(text: str) -> str:
    """``text`` with its lost œ and Œ put back; everything else is unchanged."""
    text = _FRACTION.sub(lambda match: "œ" if match[0] == "½" else "Œ", text)
    lower = "\n" + text.lower()  # in small letters, and with something before the first word
    if len(lower) != len(text) + 1:
        return text
    lost_words, places = _lost_words()
    pieces, at = [], 0
    for match in lost_words.finditer(lower):
        start, end = match.start(), match.end() - 1
        lost = start + places[match.lastgroup or ""]
        word = text[start:end]
        titled = lost == start and word[:1].isupper()
        pieces += [text[at:lost], "Œ" if word.isupper() or titled else "œ"]
        at = lost
    return "".join([*pieces, text[at:]])


@cache
def _lost_words() -> tuple[re.Pattern[str], dict[str, int]]:
    """One alternation of all lost words, and where in each the œ goes.

    It starts with what may stand before a word, and branches on the first letter, so that the
    search skips from word to word and drops most of them at once.
    """
    places: dict[str, int] = {}
    branches: dict[str, list[str]] = defaultdict(list)
    # Longer words first: none may hide behind the beginning of another.
    plain = sorted((word.replace("œ", "*", 1) for word in words("lost_oe.txt")), key=len)[::-1]
    for line in (*plain, *lines(_FILE)):
        name, pattern = f"word{len(places)}", line.replace("*", "")
        places[name] = line.index("*")
        branches[pattern[0]].append(f"(?P<{name}>{pattern[1:]})")
    grouped = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())
    return re.compile(r"[\s'’\"«“(\[/-](?:" + grouped + r")(?!\w)"), places
