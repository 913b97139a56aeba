"""Put the operands of a group together: OU, ET, what stands side by side, what is excluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeGuard

from search.query import Match
from search.syntax import Excluded, Group, Node, Note, Piece, is_condition


class Linked(NamedTuple):
    """An operand, and how it is joined to the one before: ET, OU, or by standing beside it."""

    link: str
    node: Node


def assemble(items: list[Linked], match: Match, notes: list[Note]) -> Node | None:
    """The node of a group, from its operands in order; None when there is none."""
    if len(items) < 2:
        return items[0].node if items else None
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
    for at, item in enumerate(branch, 1):
        tied = item.link or (at < len(branch) and branch[at].link == "ET")
        if not tied and is_condition(item.node):
            held.append(item.node)
        else:
            kept.append(item)
    return kept, held


def _side_by_side(items: list[Linked], match: Match, notes: list[Note]) -> Iterator[Node]:
    chains = [items] if match == "all" else _split(items, {"OU", ""})
    for chain in chains:
        node = together("all", [item.node for item in chain], notes)
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


def together(match: Match, nodes: Sequence[Node], notes: list[Note]) -> Node | None:
    """A group of nodes; those of a group of the same kind are taken in. One stands alone.

    What adds nothing is left out: little words beside others, a word said twice. In a group of
    all, filters come after words, and exclusions last.
    """
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, Group) and node.match == match else (node,)
    if match == "all":
        flat.sort(key=_rank)
    kept = _that_add_something(flat, notes)
    return Group(match, kept) if len(kept) > 1 else kept[0]


def _rank(node: Node) -> int:
    """Where a node stands among those of a group of all."""
    return 2 if isinstance(node, Excluded) else is_condition(node)


def _that_add_something(nodes: list[Node], notes: list[Note]) -> tuple[Node, ...]:
    says_more = any(not isinstance(node, Excluded) and not _is_stop_word(node) for node in nodes)
    first: dict[object, Node] = {}
    for node in nodes:
        if says_more and _is_stop_word(node):
            notes.append(Note("stop_word_dropped", node.typed))
            continue
        kept = first.setdefault(_identity(node), node)
        if kept is not node and isinstance(node, Piece):
            notes.append(Note("repeated_word", node.typed))
    return tuple(first.values())


def _is_stop_word(node: Node) -> TypeGuard[Piece]:
    return isinstance(node, Piece) and node.is_stop_word


def _identity(node: Node) -> object:
    if isinstance(node, Excluded):
        return "excluded", _identity(node.node)
    if not isinstance(node, Piece):
        return id(node)
    if node.kind != "word":
        return node.part, node.clause
    ways = node.words[0].alternatives
    return node.part, tuple([tuple([token.term for token in tokens]) for tokens in ways])
