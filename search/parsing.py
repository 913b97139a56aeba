"""The reader's text into clauses. No library's query syntax ever sees it."""

from __future__ import annotations

from index.french import QueryWord, Token, query_words, without_stop_words
from search.errors import QueryInvalid
from search.query import All, Any, Clause, Match, Phrase, Term

MAX_LENGTH = 1000
"""Characters of a query; what is longer was pasted by mistake."""


def parse(text: str, *, match: Match = "all") -> Clause | None:
    """Understand a query: words, all of which (or any of which) a release must hold.

    Stop words are left out when something else remains. Returns None when there is no word.

    Raises:
        QueryInvalid: the text is longer than ``MAX_LENGTH`` characters.
    """
    if len(text) > MAX_LENGTH:
        raise QueryInvalid(
            "q", f"the query has {len(text)} characters; shorten it to {MAX_LENGTH} at most"
        )
    clauses: dict[object, Clause] = {}
    for word in without_stop_words(query_words(text)):
        clauses.setdefault(_analysed(word), _clause(word))  # a word said twice counts once
    found = tuple(clauses.values())
    if len(found) < 2:
        return found[0] if found else None
    return All(found) if match == "all" else Any(found)


def _analysed(word: QueryWord) -> object:
    return tuple(tuple(token.term for token in tokens) for tokens in word.alternatives)


def _clause(word: QueryWord) -> Clause:
    """A word found in any of its forms: ``rendez-vous`` in two words, or written as one."""
    forms = tuple(_form(tokens, word) for tokens in word.alternatives)
    return forms[0] if len(forms) == 1 else Any(forms)


def _form(tokens: tuple[Token, ...], word: QueryWord) -> Term | Phrase:
    terms = tuple(
        Term(token.term, word.text, token.surface, token.exact if word.has_accent else "")
        for token in tokens
    )
    return terms[0] if len(terms) == 1 else Phrase(terms)
