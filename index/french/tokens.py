"""Cut a text into raw tokens, and a raw token into the words of French it holds.

A raw token is what one look at the text finds without understanding it: ``l'OIM``,
``rendez-vous``, ``O.I.M.``, ``8 500``. Texts repeat them, so everything after this first cut is
done once a raw token and remembered (see analysis.py); the pattern must only be fast and keep
offsets, while :func:`split` may be as careful as French needs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.french.folding import SPACELESS, fold
from index.french.forms import DATA, lines
from index.french.text import INVISIBLE, visible

APOSTROPHES = "'\u2019\u2018\u02bc\u2032\u00b4\u0060\uff07\u201b"
HYPHENS = "\u2010\u2011-"  # the last one is literal at the end of a character class
# Between groups of three digits: space, no-break space, narrow no-break space, thin space.
_SPACES = " \u00a0\u202f\u2009"

# ``re`` calls combining marks no part of a word. Texts that are not in NFC, and Arabic, Hebrew or
# Hindi with their vowels written, would fall apart without them.
_MARKS = "".join(lines(DATA / "combining_marks.txt"))


def _raw_tokens(letter: str) -> re.Pattern[str]:
    """Return the pattern of raw tokens whose letters and digits match ``letter``."""
    return re.compile(
        rf"""(
          # 8 500 and 1.234.567,8, but not the groups of a telephone number
          (?=\d) (?:
            \d (?<!\b\d[{_SPACES}]\d) (?<!\b\d\d[{_SPACES}]\d) (?<!\b\d\d\d[{_SPACES}]\d)
              \d{{0,2}} (?:[{_SPACES}.]\d{{3}})+ (?:,\d{{1,2}})? (?![{_SPACES}.,]?\d) (?!{letter})
            | \d+ [.,] \d{{1,2}} (?![.,]?{letter})          # 3,5
          )
        # words and what ties them: l'OIM, rendez-vous, étudiant·e·s, O.I.M. with its last dot
        | {letter}++ (?:
            (?! [.·‧•{APOSTROPHES}{HYPHENS}] )  # most end here: to go on costs to be looked for
            | (?: [·‧•{APOSTROPHES}{HYPHENS}]{letter}++
                | \.{letter}(?!{letter})(?:\.(?!{letter}))?
              )*  # not possessive: before Python 3.11.5 such a group goes wrong
          )
        )""",
        re.VERBOSE,
    )


# The second pattern costs half as much, and nearly all clean texts are written in these: Latin
# letters ready-made with their accents, punctuation, currency signs.
_RAW = _raw_tokens(rf"[\w{INVISIBLE}{_MARKS}]")
_RAW_ORDINARY = _raw_tokens(r"\w")
_EXTRAORDINARY = re.compile("[^\0-\u00ac\u00ae-\u02ff\u2010-\u2029\u202f-\u205f\u20a0-\u20c0]")

_DIGIT_GROUPS = re.compile(rf"\d{{1,3}}(?:[{_SPACES}.']\d{{3}})+(?:,\d+)?")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?")
# étudiant·e·s, chercheur·euse·s, candidat.e.s are the word before the first dot. Only feminine
# and plural endings, so that Catalan keeps paral·lel.
_INCLUSIVE = re.compile(
    r"([^\W\d_]{3,})(?:[·‧•](?:l?les?|n?nes?|[cdstv]?es?|[st]ses?|t?rices?|euses?|i?[eè]res?|[sx]))"
    r"(?:[·‧•]s)?|([^\W\d_]{3,})\.e(?:\.s)?",
    re.IGNORECASE,
)
_PART = re.compile(rf"[^\s._·‧•{_SPACES}{HYPHENS}]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_SPACELESS = re.compile(f"[{SPACELESS}]")
_SPACELESS_PIECE = re.compile(f"[{SPACELESS}][{_MARKS}{INVISIBLE}]*|[^{SPACELESS}]+")

# French elides before a vowel or h. Before a consonant it does so only for acronyms that are
# read letter by letter (l'FBI, d'MSF), and only with l' and d': N'Djamena and M'Bour are names.
_ELISION = re.compile(r"(l|d|(?:jus|lors|puis|quoi)?qu|[cjmnst](?='[^\W_]))'(?=.)", re.IGNORECASE)
_ONLY_BEFORE_VOWEL = frozenset("cjmnst")
_VOWELS = frozenset("aeiouyh0123456789")
_ENGLISH_GENITIVE = re.compile(r"([^']{2,})'s", re.IGNORECASE)


class Word(NamedTuple):
    """A word inside a raw token: its visible spelling, and where it stands there."""

    text: str
    start: int
    end: int
    elided: str = ""  # the letters of the elision before it: l in l'œil


class Parts(NamedTuple):
    """The words of a raw token, and their joined spelling when it is a hyphenated compound."""

    words: tuple[Word, ...]
    joined: str = ""


def cut(text: str) -> list[str]:
    """Cut a text into ``[between, raw token, between, raw token, …, between]``.

    Joined again the pieces are the text, so their lengths give the offsets.
    """
    return (_RAW if _EXTRAORDINARY.search(text) else _RAW_ORDINARY).split(text)


def split(raw: str) -> Parts:
    """Return the words of a raw token; none if nothing in it can be read."""
    start, elided = _after_elision(raw)
    whole = _as_one(_spelling(raw[start:]))
    if fold(whole):  # marks without their letters are no word
        return Parts((Word(whole, start, len(raw), elided),))
    words = [word for part in _PART.finditer(raw) for word in _words(part.group(), part.start())]
    hyphens = sum(map(raw.count, HYPHENS))
    if 0 < hyphens == len(words) - 1 <= 3 and any(word.text.isalpha() for word in words):
        return Parts(tuple(words), "".join(word.elided + word.text for word in words))
    return Parts(tuple(words))


def _spelling(raw: str) -> str:
    """Return what a reader sees of a raw token, with one kind of apostrophe."""
    return visible(_APOSTROPHE.sub("'", raw))


def _as_one(seen: str) -> str:
    """Return the one word that a number, an acronym or an inclusive spelling is, or nothing."""
    if _DIGIT_GROUPS.fullmatch(seen):
        return re.sub(rf"[{_SPACES}.']", "", seen).replace(",", ".")
    if decimal := _DECIMAL.fullmatch(seen):
        return ".".join(decimal.groups())
    if _ACRONYM.fullmatch(seen):
        return seen.replace(".", "")
    if inclusive := _INCLUSIVE.fullmatch(seen):
        return inclusive.group(1) or inclusive.group(2)
    return ""


def _after_elision(part: str) -> tuple[int, str]:
    """Return where the word begins after its elisions, and the letters of the last one.

    ``l'OIM`` → (2, "l"); ``N'Djamena``, ``aujourd'hui`` → (0, "").
    """
    start, elided = 0, ""
    if not _APOSTROPHE.search(part):
        return start, elided
    seen, at = _spelling(part), 0
    while elision := _ELISION.match(seen, at):
        letters, at = elision.group(1).lower(), elision.end()
        if letters in _ONLY_BEFORE_VOWEL and fold(seen[at])[:1] not in _VOWELS:
            break
        apostrophe = _APOSTROPHE.search(part, start)
        assert apostrophe is not None  # the spelling has one because the part has
        start, elided = apostrophe.end(), letters
    return start, elided


def _words(part: str, at: int) -> list[Word]:
    """Return the words of a part between hyphens: one, or one a character in Chinese or Thai."""
    start, elided = _after_elision(part)
    seen = _spelling(part[start:])
    if not fold(seen):
        return []
    if len(seen) > 1 and _SPACELESS.search(seen):
        return [
            Word(visible(piece.group()), at + piece.start(), at + piece.end())
            for piece in _SPACELESS_PIECE.finditer(part, start)
            if fold(piece.group())  # a vowel sign without its letter is no word
        ]
    genitive = _ENGLISH_GENITIVE.fullmatch(seen)
    if genitive and fold(genitive.group(1)):
        seen = genitive.group(1)
    return [Word(seen, at + start, at + len(part), elided)]
