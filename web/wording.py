"""What a reader is told in words of how a question was read, and of what it did not find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from index.releases import NO_COUNTRY
from search.partial import PartialHelp, label_of
from search.query import Any, Clause, Dated, Fuzzy, InCountry, Near
from search.syntax import Excluded, Expanded, Group, Node, Piece
from web.formatting import countries, date, joined, number, quoted
from web.language import gettext, ngettext


def sentence(tree: Node | None) -> str:
    """How a question was read: « Communiqués avec pérou ou bolivie, mais pas lima. »."""
    if tree is None:
        return gettext("Tous les communiqués.")
    wanted, unwanted = _parted(tree)
    if not wanted:
        return gettext("Tous les communiqués%(but)s.", but=_but_not(unwanted))
    what = _listed(wanted) + _but_not(unwanted)
    return gettext("Communiqués avec %(what)s.", what=what)


def arithmetic(help: PartialHelp) -> str:
    """What each part of a question finds when nothing has them all.

    « Aucun communiqué ne contient tous ces mots ; victimes : 12, lima : 3. Sans « lima » : 12. »
    """
    counts = ", ".join(
        gettext("%(label)s : %(count)s", label=label(part.part), count=number(part.alone))
        for part in help.parts
    )
    told = gettext("Aucun communiqué ne contient tous ces mots ; %(counts)s.", counts=counts)
    if help.best:
        rest = number(help.best.rest)
        without = gettext(
            "Sans « %(label)s » : %(count)s.", label=label(help.best.part), count=rest
        )
        told += f" {without}"
    return told


def label(clause: Clause) -> str:
    """A part of a question: its words as typed, its countries; a choice by its first wording."""
    match clause:
        case InCountry(codes):
            return countries(codes)
        case Any((first, *others)) if others and not isinstance(others[0], type(first)):
            return label(first)  # a word with its other wordings
        case Any(clauses):
            return joined(dict.fromkeys(map(label, clauses)), "or")
    return label_of(clause)


def meaning(piece: Piece) -> str:
    """What a piece of a question asks for, besides the part of the text to find it in."""
    words = " ".join([word.text for word in piece.words])
    if piece.kind == "word":
        return words
    match piece.clause:
        case Near(terms, distance):
            return ngettext(
                "%(words)s à %(num)s mot au plus",
                "%(words)s à %(num)s mots au plus",
                distance,
                words=joined(term.word for term in terms),
            )
        case Fuzzy(_, word, edits):
            return ngettext(
                "un mot à une lettre de « %(word)s »",
                "un mot à %(num)s lettres de « %(word)s »",
                edits,
                word=word,
            )
        case InCountry(codes):
            named = codes - {NO_COUNTRY}
            return (
                gettext("le pays %(name)s", name=countries(named))
                if named
                else gettext("aucun pays")
            )
        case Dated(first, last):
            return _span(first, last)
    match piece.kind:
        case "prefix":
            return gettext("un mot en « %(word)s… »", word=piece.written.removesuffix("*"))
        case "exact":
            word = piece.written.removeprefix("=")
            return gettext("« %(word)s » écrit exactement ainsi", word=word)
        case "phrase":
            if isinstance(piece.clause, Any):
                return gettext("l’expression « %(words)s » ou ses mots", words=words)
            return gettext("l’expression « %(words)s »", words=words)
    return words


def _parted(node: Node) -> tuple[list[Node], list[Node]]:
    """What is wanted, and what is not."""
    nodes = node.nodes if isinstance(node, Group) and node.match == "all" else (node,)
    wanted: list[Node] = [inner for inner in nodes if not isinstance(inner, Excluded)]
    return wanted, [inner.node for inner in nodes if isinstance(inner, Excluded)]


def _but_not(unwanted: Sequence[Node]) -> str:
    each: list[Node] = []
    for node in unwanted:
        each += node.nodes if isinstance(node, Group) and node.match == "any" else (node,)
    parts = [_inside(node) for node in each]
    if len(parts) > 1:
        return gettext(", mais ni %(parts)s", parts=gettext(" ni ").join(parts))
    return gettext(", mais pas %(part)s", part=parts[0]) if parts else ""


def _phrase(node: Node) -> str:
    match node:
        case Piece(part="title"):
            return gettext("%(what)s dans le titre", what=meaning(node))
        case Piece(part="body"):
            return gettext("%(what)s dans le corps", what=meaning(node))
        case Piece():
            return meaning(node)
        case Group("any", nodes):
            return _listed(nodes, "or")
        case Group():
            wanted, unwanted = _parted(node)
            return (_listed(wanted) or gettext("n’importe quoi")) + _but_not(unwanted)
        case Excluded(inner):
            return gettext("pas %(what)s", what=_inside(inner))
        case Expanded(inner, synonyms):
            return gettext(
                "%(what)s (ou, moins bien classé, %(others)s)",
                what=_phrase(inner),
                others=joined([quoted(synonym.text) for synonym in synonyms], "or"),
            )
    raise AssertionError(node)


def _inside(node: Node) -> str:
    return f"({_phrase(node)})" if isinstance(node, Group) else _phrase(node)


def _listed(nodes: Sequence[Node], style: Literal["standard", "or"] = "standard") -> str:
    return joined([_phrase(node) if len(nodes) == 1 else _inside(node) for node in nodes], style)


def _span(first: str | None, last: str | None) -> str:
    if first and first == last:
        return gettext("la date %(date)s", date=date(first))
    if first and last:
        return gettext("une date de %(first)s à %(last)s", first=date(first), last=date(last))
    if first:
        return gettext("une date à partir de %(date)s", date=date(first))
    return gettext("une date jusqu’à %(date)s", date=date(last or ""))
