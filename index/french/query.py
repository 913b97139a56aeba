"""The words of a reader's question, each with the ways it may stand in a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.french.analysis import Token, analyze_pieces
from index.french.folding import has_accent
from index.french.forms import stop_words
from index.french.tokens import cut


class QueryWord(NamedTuple):
    """One word as the reader typed it.

    ``alternatives`` are ways to find it, any of which will do; each is a sequence of tokens to
    be found side by side. Most words have one alternative of one token; ``rendez-vous`` has two:
    (rendez, vous) and (rendezvous,). ``start`` and ``end`` are offsets into the question.
    """

    text: str
    alternatives: tuple[tuple[Token, ...], ...]
    is_stop_word: bool
    has_accent: bool
    start: int
    end: int


def query_words(text: str) -> tuple[QueryWord, ...]:
    """Return the words of a question in order, stop words included.

    >>> [word.text for word in query_words("les rendez-vous de l'OIM")]
    ['les', 'rendez-vous', 'de', "l'OIM"]
    """
    pieces = cut(text)
    found = [*analyze_pieces(pieces)]
    words = []
    start, index = 0, 0
    for number, piece in enumerate(pieces):
        end = start + len(piece)
        held = []
        while index < len(found) and found[index].start < end:
            held.append(found[index])
            index += 1
        if number % 2 and held:
            words.append(_query_word(piece, held, start, end))
        start = end
    return tuple(words)


def without_stop_words(words: Iterable[QueryWord]) -> tuple[QueryWord, ...]:
    """Drop the stop words, unless nothing else remains: ``à la une`` stays ``à la une``."""
    words = tuple(words)
    return tuple(word for word in words if not word.is_stop_word) or words


# Pronouns that an inverted verb takes after a hyphen: « où vivent-ils », « quand viendra-t-elle ».
# Not nous and vous: rendez-vous is a noun.
_INVERTED = frozenset({"je", "tu", "il", "elle", "on", "ils", "elles", "ce", "t"})


def _query_word(piece: str, held: list[Token], start: int, end: int) -> QueryWord:
    joined = tuple([token for token in held if _spans(token, held)])
    parts = tuple([token for token in held if token not in joined])
    if joined and parts[-1].surface in _INVERTED - {"t"}:
        joined = ()
        while len(parts) > 1 and parts[-1].surface in _INVERTED:
            parts = parts[:-1]
    alternatives = (parts, joined) if joined else (parts,)
    return QueryWord(
        text=piece,
        alternatives=alternatives,
        is_stop_word=stop_words().issuperset([token.surface for token in parts]),
        has_accent=has_accent(piece),
        start=start,
        end=end,
    )


def _spans(token: Token, held: list[Token]) -> bool:
    """Say whether a token is the joined form of the others."""
    return len(held) > 1 and token.start <= held[0].start and token.end == held[-1].end
