"""Write a tree as the text that is read as the same tree: one spelling for each question."""

from __future__ import annotations

from itertools import pairwise

from search.lexer import read_words
from search.query import Match
from search.syntax import Excluded, Group, Node, Piece, is_condition

FIELDS = {"title": "titre:", "body": "corps:"}


def canonical_text(node: Node | None, match: Match) -> str:
    """The canonical text of a tree without other wordings.

    ``match`` is what standing side by side means in it.
    """
    if isinstance(node, Group):
        return _group(node, match)
    return _operand(node, match) if node else ""


def _operand(node: Node, match: Match) -> str:
    match node:
        case Piece():
            return (FIELDS[node.part] if node.part else "") + node.written
        case Group():
            return f"({_group(node, match)})"
        case Excluded(inner):
            return f"-{_operand(inner, match)}"
    raise AssertionError(node)


def _group(group: Group, match: Match) -> str:
    written = _operand(group.nodes[0], match)
    for left, right in pairwise(group.nodes):
        link = _link(group, left, right, match)
        written += f" {link} " if link else " "
        written += _operand(right, match)
    return written


def _link(group: Group, left: Node, right: Node, match: Match) -> str:
    """Nothing where standing side by side says it and the two are still read as two."""
    if group.match == "all" and isinstance(right, Excluded):
        return ""
    if group.match != match or not _separable(left, right):
        return "ET" if group.match == "all" else "OU"
    plain = (isinstance(node, Piece) and not is_condition(node) for node in group.nodes)
    return "OU" if match == "any" and not all(plain) else ""


def _separable(left: Node, right: Node) -> bool:
    """« 8 » and « 500 » side by side would be 8 500."""
    if not isinstance(left, Piece) or not isinstance(right, Piece) or right.part:
        return True
    if left.kind != "word" or right.kind not in ("word", "prefix", "fuzzy"):
        return True
    alone = right.written.partition("*")[0].partition("~")[0]
    read = read_words(f"{left.written} {alone}")
    return [word.text for word in read] == [left.written, alone]
