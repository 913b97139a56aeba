"""Make a text clean, once, before it is stored: what is stored is what is analysed and shown."""

from __future__ import annotations

import re
import unicodedata

# Characters that are in a text without being seen: they split words for a machine, never for a
# reader. Soft hyphen, zero-width space and joiners, word joiner, byte order mark, direction marks.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DROP = dict.fromkeys(map(ord, INVISIBLE))
# A soft hyphen at the end of a line is a word that was cut there: the line break goes with it.
_CUT_WORD = re.compile("\u00ad[ \t]*\r?\n[ \t]*")


def clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters.

    Do this before the text is stored: offsets of :func:`index.french.analyze` refer to the text
    it was given, so they hold in the stored text only if that is the one analysed.
    """
    if _INVISIBLE.search(text):  # few texts have any, and translating takes ten times as long
        text = _CUT_WORD.sub("", text).translate(_DROP)
    return unicodedata.normalize("NFC", text)


def visible(word: str) -> str:
    """Return a word of any text, cleaned or not, as it would be after :func:`clean`."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_DROP))
