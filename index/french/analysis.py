"""The analysis of French: one chain for the writer, the question and the snippets.

A text goes through these steps, in this order::

    cut       the text into raw tokens, keeping offsets          tokens.cut
    split     a raw token into words: l'OIM, rendez-vous         tokens.split
    fold      a word to lower case without accents               folding.fold
    restore   the œ that bad transcoding lost                    ligatures.restore
    decide    the term: table, irregular forms, rules            terms.decide

All but the first are done once a raw token and remembered, so running text costs one look-up a
token. The only thing a word's neighbours decide is ``surs`` after ``ses`` (ligatures.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

from index.french import ligatures, tokens
from index.french.folding import fold
from index.french.forms import lost_oe
from index.french.terms import decide

# Bounds of what is remembered: about 60 MB when full. A longer raw token is no French word and
# will hardly come twice.
REMEMBERED = 1 << 17
LONGEST_REMEMBERED = 64

# Nearly all of a vocabulary: a word, maybe after an elision (no other than these may precede any
# letter). There is nothing else to split.
_PLAIN = re.compile(
    rf"((?i:[ld]|(?:jus|lors|puis|quoi)?qu)[{tokens.APOSTROPHES}])?([A-Za-zÀ-ÖØ-öø-ÿŒœ]+)"
)


class Token(NamedTuple):
    """One word of a text as the index sees it.

    ``term`` is what matches; ``surface`` is the folded word, unstemmed; ``exact`` is the word in
    lower case with its accents. ``start`` and ``end`` are character offsets into the text given.
    The joined form of a compound shares the position of its first part.
    """

    term: str
    surface: str
    exact: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text as parallel columns, one entry a token; iterates as :class:`Token`."""

    terms: Sequence[str]
    surfaces: Sequence[str]
    exacts: Sequence[str]
    positions: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Token]:
        columns = (self.terms, self.surfaces, self.exacts, self.positions, self.starts, self.ends)
        return map(Token, *columns)


class _Entry(NamedTuple):
    """What a raw token becomes.

    Nearly always one word that ends where the raw token ends; ``skip`` is then the length of the
    elision before it. Otherwise ``skip`` is _LOOK_CLOSER and ``words`` holds its words, positions
    and offsets counted from the raw token.
    """

    term: str
    surface: str
    exact: str
    skip: int
    words: Tokens


_NOTHING = Tokens((), (), (), (), (), ())
_LOOK_CLOSER = 255  # a byte no elision is as long as


class _Remembered(dict[str, _Entry]):
    """Raw token → entry; asking for a new one analyses it. Bounded: when full it starts anew."""

    def __missing__(self, raw: str) -> _Entry:
        words = [*words_of(raw)]
        first = words[0] if words else None
        if (
            first is not None
            and len(words) == 1
            and first.end == len(raw)
            and first.start < _LOOK_CLOSER
            and first.exact not in ligatures.MAYBE_SISTER
        ):
            entry = _Entry(first.term, first.surface, first.exact, first.start, _NOTHING)
        else:
            columns = Tokens(*zip(*words, strict=True)) if words else _NOTHING
            entry = _Entry("", "", "", _LOOK_CLOSER, columns)
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[raw] = entry
        return entry


_REMEMBERED = _Remembered()


def analyze(text: str) -> Tokens:
    """Return the words of ``text``, cleaned or not, with offsets into it as given.

    >>> [token.term for token in analyze("L’élève de l'O.I.M.")]
    ['elef', 'de', 'oim']
    """
    return analyze_pieces(tokens.cut(text))


def analyze_pieces(pieces: list[str]) -> Tokens:
    """Return the words of a text that was cut into raw tokens and what lies between them."""
    entries = [*map(_REMEMBERED.__getitem__, pieces[1::2])]
    if not entries:
        return _NOTHING
    terms, surfaces, exacts, skips, _ = zip(*entries, strict=True)
    bounds = [*accumulate(map(len, pieces))]
    starts = [*map(add, bounds[0::2], skips)]
    found = Tokens(terms, surfaces, exacts, range(len(terms)), starts, bounds[1::2])
    closer = bytes(skips)
    return _looked_at(found, entries, closer) if _LOOK_CLOSER in closer else found


def _looked_at(found: Tokens, entries: list[_Entry], closer: bytes) -> Tokens:
    """Put in their place the words of raw tokens that hold several, none, or maybe a sister."""
    terms: list[str] = []
    surfaces: list[str] = []
    exacts: list[str] = []
    positions: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    done = position = 0
    while done < len(closer):
        at = closer.find(_LOOK_CLOSER, done)
        at = len(closer) if at < 0 else at
        terms += found.terms[done:at]
        surfaces += found.surfaces[done:at]
        exacts += found.exacts[done:at]
        positions += range(position, position + at - done)
        starts += found.starts[done:at]
        ends += found.ends[done:at]
        position += at - done
        done = at + 1
        if at == len(closer) or not (words := entries[at].words):
            continue
        if len(words) == 1 and ligatures.is_sister(words.exacts[0], surfaces[-1:]):
            words = _sister(words)
        start = found.starts[at] - _LOOK_CLOSER
        terms += words.terms
        surfaces += words.surfaces
        exacts += words.exacts
        positions += [position + offset for offset in words.positions]
        starts += [start + offset for offset in words.starts]
        ends += [start + offset for offset in words.ends]
        position += words.positions[-1] + 1
    return Tokens(terms, surfaces, exacts, positions, starts, ends)


def _sister(words: Tokens) -> Tokens:
    """Return the word sur or surs as sœur or sœurs."""
    exact = ligatures.restore(words.exacts[0], "sœurs")
    surface = fold(exact)
    changed = (decide(surface)[0],), (surface,), (exact,)
    return Tokens(*changed, words.positions, words.starts, words.ends)


def words_of(raw: str) -> Iterator[Token]:
    """Yield the words of a raw token, and the joined form of a compound beside its first part.

    Positions and offsets count from its beginning. Nothing is remembered here but single words.
    """
    plain = _PLAIN.fullmatch(raw)
    if plain:
        elision, word = plain.group(1) or "", plain.group(2)
        yield _token(word, 0, len(elision), len(raw), elision[:-1].lower())
        return
    words, joined = tokens.split(raw)
    for position, word in enumerate(words):
        yield _token(word.text, position, word.start, word.end, word.elided)
        if joined and position == 0:
            yield _token(joined, position, word.start, words[-1].end)


def _token(text: str, position: int, start: int, end: int, elided: str = "") -> Token:
    term, surface, exact = _read(text, elided in ("l", "d"))
    return Token(term, surface, exact, position, start, end)


@lru_cache(REMEMBERED)
def _read(text: str, after_l_or_d: bool) -> tuple[str, str, str]:
    """The term, surface and exact form of a word; l'il can only be l'œil."""
    exact, surface = text.lower(), fold(text)
    spelled = "œil" if surface == "il" and after_l_or_d else lost_oe().get(surface)
    if spelled:
        exact = ligatures.restore(exact, spelled)
        surface = fold(spelled)
    return decide(surface)[0], surface, exact
