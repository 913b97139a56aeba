"""Make a text clean, once, before it is stored: what is stored is what is analysed and shown."""

from __future__ import annotations

import re
import unicodedata

# Characters that are in a text without being seen: they split words for a machine, never for a
# reader. Soft hyphen, zero-width space and joiners, marks of direction, invisible operators, byte
# order mark, annotation marks.
INVISIBLE = "".join(
    map(
        chr,
        (
            0xAD,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            0xFEFF,
            *range(0xFFF9, 0xFFFC),
        ),
    )
)
# Control characters but tab and line ends: a terminal might obey them.
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))

_CLEANED = dict.fromkeys(map(ord, INVISIBLE)) | dict.fromkeys(_CONTROLS, " ")
_UNCLEAN = re.compile(f"[{INVISIBLE}{''.join(map(chr, _CONTROLS))}]")
# A soft hyphen at the end of a line is a word that was cut there: the line break goes with it.
_CUT_WORD = re.compile("\u00ad[ \t]*\r?\n[ \t]*")


def clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters; control characters become spaces.

    Do this before the text is stored: offsets of :func:`index.french.analyze` refer to the text
    it was given, so they hold in the stored text only if that is the one analysed.
    """
    if _UNCLEAN.search(text):  # few texts are, and translating takes ten times as long
        text = _CUT_WORD.sub("", text).translate(_CLEANED)
    return unicodedata.normalize("NFC", text)


def visible(word: str) -> str:
    """Return a word of any text, cleaned or not, as it would be after :func:`clean`."""
    if word.isascii():
        return word
    if _UNCLEAN.search(word):
        word = word.translate(_CLEANED)
    return unicodedata.normalize("NFC", word)
