"""What a reader has typed so far: whole words, and the beginning of the next one."""

from __future__ import annotations

from typing import Final, NamedTuple

from index.french import Token, analyze, clean
from search.lexer import lex

MOST_WORDS: Final = 8
"""Words typed: whoever has typed more knows what to ask."""

_ENDS_IN_A_WORD: Final = frozenset({"word", "quoted", "filter"})


class Typed(NamedTuple):
    """A text as typed, and its words, compounds in parts; ``compounds`` has those as one.

    ``begun`` is the folded beginning of the last word; empty when a space ended it. ``last_word``
    is that word, a compound as one. ``plain`` says that the text is words alone, without any sign
    of the query language.
    """

    text: str
    tokens: list[Token]
    compounds: list[Token]
    begun: str
    last_word: Token
    plain: bool


def read_typed(text: str) -> Typed | None:
    """Read what was typed; None when there is nothing to complete, or too much."""
    text = clean(text)
    parts: list[Token] = []
    compounds: list[Token] = []
    for token in analyze(text):
        if parts and token.position == parts[-1].position:
            compounds.append(token)
        else:
            parts.append(token)
    lexemes = [*lex(text)]
    if not parts or len(parts) > MOST_WORDS or lexemes[-1].kind not in _ENDS_IN_A_WORD:
        return None
    ended = text[parts[-1].end :]
    if ended.strip() or (lexemes[-1].kind == "quoted" and lexemes[-1].whole):
        return None
    last = compounds[-1] if compounds and compounds[-1].end == parts[-1].end else parts[-1]
    plain = all(lexeme.kind == "word" for lexeme in lexemes)
    return Typed(text, parts, compounds, "" if ended else parts[-1].surface, last, plain)
