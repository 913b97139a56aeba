"""A question as it was understood: pieces, groups and exclusions, and notes on the reading.

The clause for the engine, the canonical text and the sentence for the reader are all written from
this tree, so they cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from index.french import QueryWord
from index.releases import Part
from search.query import All, Any, Clause, Not, Weighted, Within

PieceKind = Literal["word", "phrase", "near", "prefix", "fuzzy", "exact", "country", "date"]

NoteCode = Literal[
    "unclosed_quote",  # the phrase goes on to the end of the question
    "unclosed_parenthesis",  # closed at the end
    "stray_parenthesis",  # closes nothing; left out
    "empty_group",  # (), left out
    "empty_phrase",  # quotation marks without a word between them; left out
    "dangling_operator",  # an operator that joins nothing; left out
    "unknown_field",  # no such field; its name and what follows are words
    "field_without_value",  # left out
    "unknown_country",  # not a country, or several; read as words
    "bad_date",  # no such date; read as words
    "reversed_dates",  # a span typed backwards, put in order
    "stop_word_dropped",  # a little word beside others that say more
    "repeated_word",  # said twice, counts once
    "prefix_too_short",  # read as a word
    "fuzzy_too_short",  # read as a word
    "symbol_ignored",  # a star or another sign where it means nothing
    "exact_needs_word",  # = before a phrase; the phrase is literal already
    "near_needs_words",  # PRÈS/n between more than words; read as ET
    "distance_raised",  # so many words cannot stand so close
    "limit_reached",  # narrowed to the limit given with the note
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a question that was not taken as typed.

    ``typed`` is what it is about; ``limit`` the number that a ``limit_reached``, a word too short
    or a raised distance came up against.
    """

    code: NoteCode
    typed: str
    limit: int | None = None


class Piece(NamedTuple):
    """The smallest thing a reader can ask for.

    ``typed`` is the reader's text from ``start`` to ``end``, ``written`` the same in canonical
    spelling, without its field; ``part`` is what titre: or corps: ask for. ``words`` are given
    for words and phrases, and for what is made of them.
    """

    kind: PieceKind
    clause: Clause
    written: str
    typed: str
    start: int
    end: int
    part: Part | None = None
    words: tuple[QueryWord, ...] = ()

    @property
    def is_stop_word(self) -> bool:
        """Whether it is a word that says nothing beside others."""
        return self.kind == "word" and self.words[0].is_stop_word


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of which all, or any, are asked for; two at least."""

    match: Literal["all", "any"]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A node that releases must not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another wording, and what it matches."""

    text: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Expanded:
    """Words (a piece, or a group of pieces) that are also found by other wordings."""

    node: Piece | Group
    synonyms: tuple[Synonym, ...]


Node: TypeAlias = Piece | Group | Excluded | Expanded

SYNONYM_WEIGHT = 0.5
"""A release that only has the other wording ranks below one that has what was typed."""


def clause_of(node: Node) -> Clause:
    """What an engine is asked for a node."""
    match node:
        case Piece():
            return _within(node.clause, node.part)
        case Group("all", nodes):
            return All(tuple(map(clause_of, nodes)))
        case Group("any", nodes):
            return Any(tuple(map(clause_of, nodes)))
        case Excluded(inner):
            return Not(clause_of(inner))
        case Expanded(inner, synonyms):
            part = next(pieces_of(inner)).part
            others = (Weighted(_within(s.clause, part), SYNONYM_WEIGHT) for s in synonyms)
            return Any((clause_of(inner), *others))
    raise AssertionError(node)


def _within(clause: Clause, part: Part | None) -> Clause:
    return Within(clause, part) if part else clause


def pieces_of(node: Node | None) -> Iterator[Piece]:
    """Every piece below a node, excluded ones too, from left to right."""
    match node:
        case Piece():
            yield node
        case Group(_, nodes):
            for inner in nodes:
                yield from pieces_of(inner)
        case Excluded(inner) | Expanded(inner, _):
            yield from pieces_of(inner)


def is_condition(node: Node) -> bool:
    """Whether a node narrows what others find: an exclusion, a country, a span of time."""
    return isinstance(node, Excluded) or (
        isinstance(node, Piece) and node.kind in ("country", "date")
    )


def excluded(node: Node) -> Node:
    """The exclusion of a node; excluding an exclusion asks for it."""
    return node.node if isinstance(node, Excluded) else Excluded(node)
