"""The French analysis as Whoosh wants it: one class, pickled into the index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from whoosh.analysis import Analyzer, Token

from index.french.analysis import analyze

Column = Literal["terms", "surfaces", "exacts"]


class FrenchAnalyzer(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Give Whoosh one column of the analysis as the text of its tokens.

    Holds nothing but the column's name, so it can be pickled and shared by threads. As in every
    Whoosh analyzer the token given is one object, changed at each step. In query mode a position
    has one token, or Whoosh would ask for all of them: the joined form of a compound is left out.
    """

    def __init__(self, column: Column = "terms") -> None:
        self.column = column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FrenchAnalyzer) and other.column == self.column

    def __hash__(self) -> int:
        return hash(self.column)

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,  # what Whoosh passes on to its tokens
    ) -> Iterator[Token]:
        """Yield the tokens of ``value``; positions and offsets are set when asked for."""
        found = analyze(value)
        token = Token(positions, chars, removestops=removestops, mode=mode, **options)
        token.boost = 1.0
        last = -1
        column = getattr(found, self.column)
        for text, pos, start, end in zip(
            column, found.positions, found.starts, found.ends, strict=True
        ):
            if mode == "query" and pos == last:
                continue
            last = pos
            token.text = text
            if keeporiginal:
                token.original = value[start:end]
            token.stopped = False
            if positions:
                token.pos = start_pos + pos
            if chars:
                token.startchar = start_char + start
                token.endchar = start_char + end
            yield token
