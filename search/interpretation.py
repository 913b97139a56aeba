"""How a question was understood: piece by piece, with notes, and in one French sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.countries import country_name
from index.releases import Part
from search.query import NO_COUNTRY, Any, Dated, Fuzzy, InCountry, Near
from search.syntax import Excluded, Expanded, Group, Node, Note, Piece, PieceKind

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_PARTS = {None: "", "title": " dans le titre", "body": " dans le corps"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A piece of a question: what was typed from ``start`` to ``end``, and what it became.

    ``meaning`` says it in French; ``synonyms`` are the other wordings it is also found by.
    """

    kind: PieceKind
    typed: str
    start: int
    end: int
    meaning: str
    part: Part | None
    excluded: bool
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question was understood.

    ``text`` is the question, cleaned, that offsets refer to. ``canonical`` asks the same in one
    agreed spelling. ``notes`` say what was not taken as typed; their codes are stable.
    """

    text: str
    canonical: str
    pieces: tuple[Understood, ...]
    notes: tuple[Note, ...]
    sentence: str

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Every other wording that is searched for, to be shown and removed."""
        return tuple(dict.fromkeys(text for piece in self.pieces for text in piece.synonyms))


def understood(node: Node | None, excluded: bool = False) -> Iterator[Understood]:
    """The pieces of a tree, from left to right; wordings come with the first of their words."""
    match node:
        case Piece():
            yield Understood(
                node.kind, node.typed, node.start, node.end, _piece(node), node.part, excluded
            )
        case Group(_, nodes):
            for inner in nodes:
                yield from understood(inner, excluded)
        case Excluded(inner):
            yield from understood(inner, not excluded)
        case Expanded(inner, synonyms):
            first, *others = understood(inner, excluded)
            texts = tuple(synonym.text for synonym in synonyms)
            yield Understood(
                first.kind, first.typed, first.start, first.end, first.meaning, first.part,
                excluded, texts,
            )  # fmt: skip
            yield from others


def sentence_of(node: Node | None) -> str:
    """A tree in one French sentence.

    « Communiqués avec pérou ou bolivie, mais pas lima. »
    """
    if node is None:
        return "Tous les communiqués."
    wanted, unwanted = _parted(node)
    lead = f"Communiqués avec {_listed(wanted, 'et')}" if wanted else "Tous les communiqués"
    return f"{lead}{_but_not(unwanted)}."


def _parted(node: Node) -> tuple[list[Node], list[Node]]:
    nodes = node.nodes if isinstance(node, Group) and node.match == "all" else (node,)
    wanted: list[Node] = [inner for inner in nodes if not isinstance(inner, Excluded)]
    return wanted, [inner.node for inner in nodes if isinstance(inner, Excluded)]


def _but_not(unwanted: Sequence[Node]) -> str:
    if not unwanted:
        return ""
    each: list[Node] = []
    for node in unwanted:
        each += node.nodes if isinstance(node, Group) and node.match == "any" else (node,)
    parts = [_inside(node) for node in each]
    return f", mais ni {' ni '.join(parts)}" if len(parts) > 1 else f", mais pas {parts[0]}"


def _phrase(node: Node) -> str:
    match node:
        case Piece():
            return _piece(node) + _PARTS[node.part]
        case Group("any", nodes):
            return _listed(nodes, "ou")
        case Group():
            wanted, unwanted = _parted(node)
            return f"{_listed(wanted, 'et') or 'n’importe quoi'}{_but_not(unwanted)}"
        case Excluded(inner):
            return f"pas {_inside(inner)}"
        case Expanded(inner, synonyms):
            others = _join([f"« {synonym.text} »" for synonym in synonyms], "ou")
            return f"{_phrase(inner)} (ou, moins bien classé, {others})"
    raise AssertionError(node)


def _inside(node: Node) -> str:
    return f"({_phrase(node)})" if isinstance(node, Group) else _phrase(node)


def _listed(nodes: Sequence[Node], word: str) -> str:
    parts = [_phrase(node) if len(nodes) == 1 else _inside(node) for node in nodes]
    return _join(parts, word)


def _join(parts: Sequence[str], word: str) -> str:
    """« a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _piece(piece: Piece) -> str:
    words = " ".join(word.text for word in piece.words)
    match piece.clause:
        case Near(terms, distance):
            return f"{_join([term.word for term in terms], 'et')} à {distance} mots au plus"
        case Fuzzy(_, word, edits):
            return f"un mot à {'une lettre' if edits == 1 else f'{edits} lettres'} de « {word} »"
        case InCountry(countries):
            names = (country_name(code) for code in countries if code != NO_COUNTRY)
            return next((f"le pays {name}" for name in names), "aucun pays")
        case Dated(first, last):
            return _span(first, last)
    match piece.kind:
        case "prefix":
            return f"un mot en « {piece.written.removesuffix('*')}… »"
        case "exact":
            return f"« {piece.written.removeprefix('=')} » écrit exactement ainsi"
        case "phrase":
            loose = " ou ses mots" if isinstance(piece.clause, Any) else ""
            return f"l’expression « {words} »{loose}"
    return words


def _span(first: str | None, last: str | None) -> str:
    if first == last:
        return f"la date {_date(first or '')}"
    if not last:
        return f"une date à partir de {_date(first or '')}"
    upto = f"à {_date(last)}"
    return f"une date de {_date(first)} {upto}" if first else f"une date jusqu’{upto}"


def _date(iso: str) -> str:
    """« 21 mai 2012 », « mai 2012 », « 2012 »."""
    year, *rest = iso.split("-")
    names = [_MONTHS[int(rest[0]) - 1]] if rest else []
    days = [rest[1].lstrip("0")] if len(rest) > 1 else []
    days = ["1er"] if days == ["1"] else days
    return " ".join([*days, *names, year])
