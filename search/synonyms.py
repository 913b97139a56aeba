"""Other wordings of what a reader typed, from a file that a host can edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from index.errors import WrongUsage
from index.french import QueryWord, query_words, without_stop_words
from search.query import Match, Phrase, Term
from search.query_limits import MAX_SYNONYMS
from search.syntax import Expanded, Group, Node, Note, Piece, Synonym

SYNONYMS = Path(__file__).with_name("data") / "synonyms.txt"

MAX_WORDS = 10
"""Words of one wording; a longer one is a sentence, and likely a line that lost its « = »."""

Key = tuple[str, ...]


class SynonymsInvalid(WrongUsage):
    """A file of synonyms cannot be used; the message names each bad line."""


@dataclass(frozen=True)
class Synonyms:
    """Wordings by the terms of the words that call for them, little words left out."""

    wordings: Mapping[Key, tuple[Synonym, ...]] = field(default_factory=dict)
    fingerprint: str = ""
    """Tells the file they were read from, by its content."""

    @cached_property
    def longest(self) -> int:
        """Words of the longest wording."""
        return max(map(len, self.wordings), default=0)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first terms of all wordings: most words of questions are none."""
        return frozenset(key[0] for key in self.wordings)


NO_SYNONYMS = Synonyms()


_chosen = SYNONYMS


def use_synonyms(path: str = "") -> None:
    """Look for the wordings of this file in every question from now on; without one, the program's.

    Called where the program is entered, once its settings are known.

    Raises:
        SynonymsInvalid: see ``read_synonyms``; the file in use stays.
    """
    global _chosen
    chosen = Path(path) if path else SYNONYMS
    read_synonyms(chosen)
    _chosen = chosen


def synonyms_in_use() -> Synonyms:
    """The wordings of the file in use."""
    return read_synonyms(_chosen)


@cache
def read_synonyms(path: Path) -> Synonyms:
    """Read a file of ``wording = wording = …`` lines; each calls for all others of its line.

    ``#`` starts a comment. A wording on several lines calls for those of each.

    Raises:
        SynonymsInvalid: the file cannot be read, or lines of it.
    """
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SynonymsInvalid(f"The synonyms in {path} cannot be read: {error}") from None
    wordings: dict[Key, dict[str, Synonym]] = {}
    faults = []
    for number, line in enumerate(content.splitlines(), 1):
        texts = [text.strip() for text in line.partition("#")[0].split("=")]
        if texts == [""]:
            continue
        if fault := _fault(texts):
            faults.append(f"line {number} ({line.strip()}): {fault}")
            continue
        for text in texts:
            others = (_synonym(other) for other in texts if _key(other) != _key(text))
            called = wordings.setdefault(_key(text), {})
            called.update((synonym.text, synonym) for synonym in others)
    if faults:
        raise SynonymsInvalid(f"The synonyms in {path} cannot be used; correct {'; '.join(faults)}")
    return Synonyms(
        {key: tuple(found.values()) for key, found in wordings.items()},
        sha256(content.encode()).hexdigest()[:16],
    )


def _fault(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "there is no « = » between two wordings"
    for text in texts:
        if not query_words(text):
            return "a wording is missing on one side of « = »"
        if len(query_words(text)) > MAX_WORDS:
            return f"« {text} » has more than {MAX_WORDS} words"
        if all(word.is_stop_word for word in query_words(text)):
            return f"« {text} » has only words that questions drop"
    return ""


def _key(text: str) -> Key:
    return tuple(term for word in without_stop_words(query_words(text)) for term in _terms(word))


def _terms(word: QueryWord) -> list[str]:
    return [token.term for token in word.alternatives[0]]


def _synonym(text: str) -> Synonym:
    """A wording as a phrase; nobody typed its accents, so they rank nothing higher."""
    terms = tuple(
        Term(token.term, word.text, token.surface)
        for word in query_words(text)
        for token in word.alternatives[0]
    )
    return Synonym(text, terms[0] if len(terms) == 1 else Phrase(terms))


def expanded(node: Node | None, synonyms: Synonyms, notes: list[Note]) -> Node | None:
    """A tree with the wordings for its plain words; what is quoted or excluded has none."""
    return _Expansion(synonyms, notes).of(node) if node and synonyms.wordings else node


class _Expansion:
    def __init__(self, synonyms: Synonyms, notes: list[Note]) -> None:
        self._synonyms = synonyms
        self._taken = 0
        self._noted = False
        self._notes = notes

    def of(self, node: Node) -> Node:
        match node:
            case Piece(kind="word"):
                return self._side_by_side((node,), "all")[0]
            case Group(match, nodes):
                found = self._side_by_side(nodes, match)
                return found[0] if len(found) == 1 else Group(match, tuple(found))
        return node

    def _side_by_side(self, nodes: tuple[Node, ...], match: Match) -> list[Node]:
        """The longest wordings win: « droits de l'homme » before « homme »."""
        rewritten: list[Node] = []
        at = 0
        while at < len(nodes):
            words = self._plain_words(nodes[at : at + self._synonyms.longest])
            for length in range(len(words), 0, -1):
                run = words[:length]
                key = tuple(term for piece in run for term in _terms(piece.words[0]))
                if called := self._synonyms.wordings.get(key):
                    found = self._take(called if match == "all" else _new_to(key, called), run)
                    whole = run[0] if length == 1 else Group(match, tuple(run))
                    rewritten += [Expanded(whole, found)] if found else run
                    at += length
                    break
            else:
                node = nodes[at]
                rewritten.append(self.of(node) if isinstance(node, Group) else node)
                at += 1
        return rewritten

    def _plain_words(self, nodes: Sequence[Node]) -> list[Piece]:
        """The words at the head of some nodes, as long as they stand in the same part.

        No words when no wording begins with the first.
        """
        words: list[Piece] = []
        for node in nodes:
            if not isinstance(node, Piece) or node.kind != "word":
                break
            if not words and _terms(node.words[0])[0] not in self._synonyms.beginnings:
                break
            if words and node.part != words[0].part:
                break
            words.append(node)
        return words

    def _take(self, found: tuple[Synonym, ...], run: Sequence[Piece]) -> tuple[Synonym, ...]:
        taken = found[: MAX_SYNONYMS - self._taken]
        self._taken += len(taken)
        if len(taken) < len(found) and not self._noted:
            self._noted = True
            self._notes.append(Note("limit_reached", run[0].typed, MAX_SYNONYMS))
        return taken


def _new_to(key: Key, wordings: tuple[Synonym, ...]) -> tuple[Synonym, ...]:
    """Those of some wordings with a word that was not asked for.

    When any word will do, the others find nothing more, and their words would count twice.
    """
    return tuple(wording for wording in wordings if not {*_key(wording.text)} <= {*key})
