"""The reader's text into a clause, and how it was understood. No library ever sees the text.

A question is cut into lexemes (lexer), read into a tree (grammar), and given other wordings
(synonyms); the clause, the canonical text and the interpretation are written from the tree.
"""

from __future__ import annotations

from typing import NamedTuple

from index.french import clean
from search.canonical import canonical_text
from search.errors import QueryInvalid
from search.grammar import read_tree
from search.interpretation import Interpretation
from search.lexer import lex
from search.loosening import loosened
from search.query import Clause, Match
from search.query_limits import MAX_LENGTH
from search.synonyms import NO_SYNONYMS, Synonyms, expanded, synonyms_in_use
from search.syntax import Note, clause_of


class ParsedQuery(NamedTuple):
    """What a text asks for (None: every release), and how it was understood."""

    clause: Clause | None
    interpretation: Interpretation


def parse(text: str, *, match: Match = "all", synonyms: bool | Synonyms = True) -> ParsedQuery:
    """Understand a query. Anything can be read; what is malformed is noted.

    Args:
        text: what the reader typed; the language is described in ``search.grammar``.
        match: whether words that stand side by side are all wanted, or any of them; then a
            quotation beside others is also found by its words (see search.loosening).
        synonyms: other wordings to look for: those of the file in use (``use_synonyms``), of
            another file (``read_synonyms``), or none.

    Raises:
        QueryInvalid: the text is longer than ``MAX_LENGTH`` characters.
        SynonymsInvalid: the file that comes with the program was edited and has a bad line.
    """
    if len(text) > MAX_LENGTH:
        raise QueryInvalid(
            "q", f"the query has {len(text)} characters; shorten it to {MAX_LENGTH} at most"
        )
    text = clean(text)
    if isinstance(synonyms, bool):
        synonyms = synonyms_in_use() if synonyms else NO_SYNONYMS
    notes: list[Note] = []
    tree = read_tree(text, list(lex(text)), match, notes)
    canonical = canonical_text(tree, match)
    if match == "any":
        tree = loosened(tree)
    tree = expanded(tree, synonyms, notes)
    return ParsedQuery(
        clause_of(tree) if tree else None,
        Interpretation(
            text=text,
            canonical=canonical,
            tree=tree,
            notes=tuple(dict.fromkeys(notes)),
        ),
    )
