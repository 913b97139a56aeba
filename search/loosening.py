"""When any word will do, a quotation ranks but hides nothing: its words count by themselves too.

Whoever pastes a headline pastes its quotation marks. Taken at their word they would rule out a
release that says it a little differently, although a single word of the rest suffices.
"""

from __future__ import annotations

from dataclasses import replace

from search.pieces import words_that_say_something
from search.query import Any, Weighted
from search.ranking import PHRASE_WEIGHT
from search.syntax import Group, Node, Piece, is_condition


def loosened(node: Node | None) -> Node | None:
    """A tree whose phrases are also found by their words.

    A phrase that ET joins to others, or that is excluded, stays as it was typed.
    """
    match node:
        case Piece("phrase"):
            words = words_that_say_something(node.words)
            return replace(node, clause=Any((Weighted(node.clause, PHRASE_WEIGHT), *words)))
        case Group("any", nodes):
            return replace(node, nodes=tuple(map(_inner, nodes)))
        case Group("all", nodes):
            alone = sum(not is_condition(inner) for inner in nodes) == 1
            return replace(node, nodes=tuple(_joined(inner, alone) for inner in nodes))
    return node


def _inner(node: Node) -> Node:
    return loosened(node) or node


def _joined(node: Node, alone: bool) -> Node:
    return _inner(node) if alone or not isinstance(node, Piece) else node
