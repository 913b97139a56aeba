"""When any word will do, a quotation ranks but hides nothing: its words count by themselves too.

Whoever pastes a headline pastes its quotation marks. Taken at their word they would rule out a
release that says it a little differently, although a single word of the rest suffices. The same
holds for the parts of a compound that stands beside other words: « ex-ministre ».
"""

from __future__ import annotations

from dataclasses import replace

from search.pieces import (
    parts_that_say_something,
    words_that_say_something,
    written_as_one,
)
from search.query import Any, Weighted
from search.ranking import JOINED_WEIGHT, PHRASE_WEIGHT
from search.syntax import Group, Node, Piece, is_condition


def loosened(node: Node | None) -> Node | None:
    """A tree whose phrases, and compounds beside other words, are also found by their words.

    A phrase or compound that ET joins to others, or that is excluded, stays as it was typed.
    """
    match node:
        case Piece("phrase"):
            words = words_that_say_something(node.words)
            return node._replace(clause=Any((Weighted(node.clause, PHRASE_WEIGHT), *words)))
        case Group("any", nodes):
            return replace(node, nodes=tuple(map(_beside_others, nodes)))
        case Group("all", nodes):
            alone = sum(not is_condition(inner) for inner in nodes) == 1
            return replace(node, nodes=tuple(_joined(inner, alone) for inner in nodes))
    return node


def _beside_others(node: Node) -> Node:
    if (
        isinstance(node, Piece)
        and node.kind == "word"
        and (as_one := written_as_one(node.words[0]))
    ):
        others = (Weighted(term, JOINED_WEIGHT) for term in as_one)
        return node._replace(clause=Any((*parts_that_say_something(node.words[0]), *others)))
    return loosened(node) or node


def _joined(node: Node, alone: bool) -> Node:
    if alone or not isinstance(node, Piece):
        return loosened(node) or node
    return node
