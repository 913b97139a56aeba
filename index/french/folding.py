"""Fold a word: no capitals, no accents, no ligatures, Latin letters. ``Œuvre`` → ``oeuvre``.

Everything that decides whether two words meet works on the folded word alone, which is what
makes the analysis strictly insensitive to accents.
"""

from __future__ import annotations

import re
import unicodedata

from unidecode import unidecode

# A point between digits is part of a number: 3.5 is not 35.
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9.]+|(?<!\d)\.|\.(?!\d)")
# Scripts written without spaces. Their characters are words by themselves and stay as they are:
# transliterated, 北京 (Beijing) and 背景 (background) would be one word.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_SPACELESS = re.compile(f"[{SPACELESS}]")


def fold(word: str) -> str:
    """Return ``word`` in lower-case Latin letters and digits.

    Marks go first and the rest is transliterated, so that a letter and its unaccented form meet
    in every script: ``Ёлка`` and ``Елка``. A word that no table can transliterate keeps its
    lower-case form: nothing a reader can see becomes the empty word. A word without a letter or
    a digit gives the empty word.
    """
    if word.isascii():
        return _NOT_ALPHANUMERIC.sub("", word.lower())
    decomposed = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = unicodedata.normalize("NFKC", bare)
    readable = "".join(filter(str.isalnum, bare))
    if _SPACELESS.search(readable):
        return readable
    return _NOT_ALPHANUMERIC.sub("", unidecode(bare).lower()) or readable


def has_accent(word: str) -> bool:
    """Say whether a word was typed with an accent. A ligature is not an accent."""
    if word.isascii():
        return False
    return any(map(unicodedata.combining, unicodedata.normalize("NFD", word)))
