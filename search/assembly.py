"""Put the operands of a group together: OU, ET, what stands side by side, what is excluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.query import Match
from search.syntax import Excluded, Group, Node, Note, Piece, is_condition, joined


class Linked(NamedTuple):
    """An operand, and how it is joined to the one before: ET, OU, or by standing beside it."""

    link: str
    node: Node


def assemble(items: list[Linked], match: Match, notes: list[Note]) -> Node | None:
    """The node of a group, from its operands in order; None when there is none."""
    branches = list(_split(items, {"OU"}))
    wanted: list[Node] = []
    conditions: list[Node] = []
    for branch in branches:
        kept, held = _parted(branch)
        if kept or len(branches) == 1:
            wanted += _side_by_side(kept, match, notes)
            conditions += held
        else:
            wanted += filter(None, [together("all", held, notes)])
    node = together("any", wanted, notes)
    if not conditions:
        return node
    return together("all", [*([node] if node else []), *conditions], notes)


def _parted(branch: list[Linked]) -> tuple[list[Linked], list[Node]]:
    """What a branch asks for, and the conditions that stand beside it for the whole group."""
    kept, held = [], []
    for item, following in zip(branch, [*branch[1:], None], strict=True):
        tied = item.link or (following and following.link == "ET")
        if is_condition(item.node) and not tied:
            held.append(item.node)
        else:
            kept.append(item)
    return kept, held


def _side_by_side(items: list[Linked], match: Match, notes: list[Note]) -> Iterator[Node]:
    chains = [items] if match == "all" else _split(items, {"OU", ""})
    for chain in chains:
        node = together("all", (item.node for item in chain), notes)
        if node:
            yield node


def _split(items: Iterable[Linked], links: set[str]) -> Iterator[list[Linked]]:
    part: list[Linked] = []
    for item in items:
        if part and item.link in links:
            yield part
            part = []
        part.append(item)
    if part:
        yield part


def together(match: Match, nodes: Iterable[Node], notes: list[Note]) -> Node | None:
    """A group without what adds nothing: little words beside others, a word said twice."""
    node = joined(match, nodes)
    if not isinstance(node, Group):
        return node
    says_more = any(not isinstance(n, Excluded) and not _is_stop_word(n) for n in node.nodes)
    first: dict[object, Node] = {}
    for inner in node.nodes:
        if isinstance(inner, Piece) and inner.is_stop_word and says_more:
            notes.append(Note("stop_word_dropped", inner.typed))
            continue
        kept = first.setdefault(_identity(inner), inner)
        if kept is not inner and isinstance(inner, Piece):
            notes.append(Note("repeated_word", inner.typed))
    return joined(node.match, first.values())


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Piece) and node.is_stop_word


def _identity(node: Node) -> object:
    if isinstance(node, Excluded):
        return "excluded", _identity(node.node)
    if not isinstance(node, Piece):
        return id(node)
    if node.kind != "word":
        return node.part, node.clause
    terms = tuple(tuple(t.term for t in tokens) for tokens in node.words[0].alternatives)
    return node.part, terms
