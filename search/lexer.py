"""Cut a question into lexemes: words, and the signs of the query language around them.

Only what the language adds is found here; what a word is, the French analysis says. Every
pattern moves forward over what it has read, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from index.french import QueryWord, query_words
from index.french.ligatures import MAYBE_SISTER
from index.french.tokens import APOSTROPHES, HYPHENS, cut

LexemeKind = Literal[
    "word", "quoted", "link", "except", "minus", "equals", "star", "tilde", "near",
    "field", "filter", "unknown_field", "open", "close",
]  # fmt: skip

OPERATORS: dict[str, tuple[LexemeKind, str]] = {
    "ET": ("link", "ET"),
    "AND": ("link", "ET"),
    "OU": ("link", "OU"),
    "OR": ("link", "OU"),
    "SAUF": ("except", "SAUF"),
    "NOT": ("except", "SAUF"),
}
"""In capitals only: « et » and « ou » are words."""

FILTERS = frozenset({"pays", "date"})

REMEMBERED = 4096
"""Words whose analysis is kept, of about 1 kB each."""

LONGEST_REMEMBERED = 64
"""Characters of a word that may well come again."""

_QUOTES = '"“”„‟＂'
_NOT_INSIDE_A_WORD = rf"(?<![\w{APOSTROPHES}])(?<!\w[{HYPHENS}])"
_SIGN = re.compile(
    rf"""
      (?P<quoted> «(?P<french>[^»]*)(?P<french_end>»)? | [{_QUOTES}](?P<inner>[^{_QUOTES}]*)
                  (?P<end>[{_QUOTES}])? ) (?:~(?P<within>\d+))?
    | {_NOT_INSIDE_A_WORD}(?P<near>PRÈS|PRES|NEAR)/(?P<distance>\d+)(?!\w)
    | {_NOT_INSIDE_A_WORD}(?P<field>(?i:titre|corps|pays|date))\s*:\s*
    | {_NOT_INSIDE_A_WORD}(?P<unknown_field>[^\W\d_]+):(?=[\w({_QUOTES}«=])
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s(])-(?=[\w({_QUOTES}«=]))        # not the dash of « Pérou - Lima »
    | (?P<equals>(?<![^\s(:-])=(?=[\w{_QUOTES}«]))
    | (?P<star>(?<=[\w.])\*[\w*]*|\*+)
    | (?P<tilde>~(?P<edits>\d*))
    """,
    re.VERBOSE,
)
_IN_SIGNS = re.compile(rf"[{_QUOTES}«()*=~:/-]")
"""A sign has one of these; most questions have none, which is seen at once."""

_VALUE = re.compile(rf"«([^»]*)»?|[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s(){_QUOTES}«»]+)")


class Lexeme(NamedTuple):
    """A word or a sign, with its offsets into the question.

    ``words`` are those of a word (one) or of a quotation; ``value`` is the operator, the name of
    the field, or what stands after the star; ``text`` the value of a filter. ``number`` is the
    distance or the edits asked for. ``whole`` is False for a quotation that nothing closes.
    """

    kind: LexemeKind
    start: int
    end: int
    words: tuple[QueryWord, ...] = ()
    value: str = ""
    text: str = ""
    number: int | None = None
    whole: bool = True


def lex(text: str) -> Iterator[Lexeme]:
    """Yield the lexemes of a cleaned question from left to right; anything can be lexed."""
    at = 0
    while _IN_SIGNS.search(text, at) and (sign := _SIGN.search(text, at)):
        yield from _words(text, at, sign.start())
        at = sign.end()
        kind = sign.lastgroup
        if sign["quoted"]:
            yield _quoted(text, sign)
        elif sign["near"]:
            yield Lexeme("near", sign.start(), at, number=_number(sign["distance"]))
        elif sign["field"]:
            name = sign["field"].lower()
            value = _VALUE.match(text, at) if name in FILTERS else None
            if value:
                at = value.end()
                yield Lexeme("filter", sign.start(), at, value=name, text=_inside(value))
            else:
                yield Lexeme("field", sign.start(), at, value=name)
        elif sign["unknown_field"]:
            yield Lexeme("unknown_field", sign.start(), at)
            yield from _words(text, sign.start(), at)
        elif sign["star"]:
            yield Lexeme("star", sign.start(), at, value=sign["star"].strip("*"))
        elif sign["tilde"]:
            edits = _number(sign["edits"]) if sign["edits"] else None
            yield Lexeme("tilde", sign.start(), at, number=edits)
        else:
            yield Lexeme(kind, sign.start(), at)  # type: ignore[arg-type]
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Lexeme]:
    for word in read_words(text[start:end]):
        kind, value = OPERATORS.get(word.text, ("word", ""))
        words = (word,) if kind == "word" else ()
        yield Lexeme(kind, start + word.start, start + word.end, words, value)


def read_words(text: str) -> tuple[QueryWord, ...]:
    """The words of a text; one that only its neighbours explain is spelled as understood.

    « ses surs » is read as « ses sœurs »; without « ses » it must still be so.
    """
    if text.isalnum():
        return _analysed(text)
    words: list[QueryWord] = []
    end = 0
    pieces = cut(text)
    for between, raw in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(between)
        end = start + len(raw)
        alone = _analysed(raw)
        if not _is_sure(alone, raw):
            return tuple(map(_by_itself, query_words(text)))
        words.append(_moved(alone[0], start, end))
    return tuple(words)


def _analysed(text: str) -> tuple[QueryWord, ...]:
    """The words of a text; those of single words, which come again, are remembered."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else query_words(text)


_remembered = lru_cache(REMEMBERED)(query_words)


def _is_sure(alone: tuple[QueryWord, ...], raw: str) -> bool:
    """Whether a raw token is one word, and the same whatever stands beside it."""
    return (
        len(alone) == 1
        and alone[0].text == raw
        and alone[0].alternatives[0][0].exact not in MAYBE_SISTER
    )


def _by_itself(word: QueryWord) -> QueryWord:
    alone = _analysed(word.text)
    if len(alone) == 1 and _terms(alone[0]) == _terms(word):
        return _moved(alone[0], word.start, word.end)  # the 8 of « ..8.. »
    spelled = _analysed(" ".join(token.exact for token in word.alternatives[0]))
    return _moved(spelled[0], word.start, word.end) if len(spelled) == 1 else word


def _terms(word: QueryWord) -> list[list[str]]:
    return [[token.term for token in tokens] for tokens in word.alternatives]


def _moved(word: QueryWord, start: int, end: int) -> QueryWord:
    return QueryWord(*word[:-2], start, end)


def _quoted(text: str, sign: re.Match[str]) -> Lexeme:
    inner = sign["french"] if sign["french"] is not None else sign["inner"]
    return Lexeme(
        "quoted",
        sign.start(),
        sign.end(),
        words=read_words(inner),
        number=_number(sign["within"]) if sign["within"] else None,
        whole=bool(sign["french_end"] or sign["end"]),
    )


def _inside(value: re.Match[str]) -> str:
    return next((group for group in value.groups() if group is not None), "").strip()


def _number(digits: str) -> int:
    """A number of the reader, who may type a thousand digits; beyond six they say nothing."""
    return int(digits[:6])
