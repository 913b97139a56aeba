"""How a question was understood: piece by piece, with notes. Others put it in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.syntax import Excluded, Expanded, Group, Node, Note, Piece


class Understood(NamedTuple):
    """A piece of a question, and what is made of it.

    ``excluded`` says that releases must not match it; ``synonyms`` are the other wordings it is
    also found by.
    """

    piece: Piece
    excluded: bool
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question was understood.

    ``text`` is the question, cleaned, that offsets refer to. ``canonical`` asks the same in one
    agreed spelling. ``tree`` is what it was read as (None: every release), other wordings
    included. ``notes`` say what was not taken as typed; their codes are stable.
    """

    text: str
    canonical: str
    tree: Node | None
    notes: tuple[Note, ...]

    @property
    def pieces(self) -> tuple[Understood, ...]:
        """The pieces from left to right; wordings come with the first of their words."""
        return tuple(_understood(self.tree))

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Every other wording that is searched for, to be shown and removed."""
        return tuple(dict.fromkeys(text for piece in self.pieces for text in piece.synonyms))


def _understood(node: Node | None, excluded: bool = False) -> Iterator[Understood]:
    match node:
        case Piece():
            yield Understood(node, excluded)
        case Group(_, nodes):
            for inner in nodes:
                yield from _understood(inner, excluded)
        case Excluded(inner):
            yield from _understood(inner, not excluded)
        case Expanded(inner, synonyms):
            first, *others = _understood(inner, excluded)
            yield Understood(first.piece, excluded, tuple(synonym.text for synonym in synonyms))
            yield from others
