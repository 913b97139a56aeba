"""What words, phrases and their signs become: analysed clauses, within the limits."""

from __future__ import annotations

from collections.abc import Iterable

from index.french import QueryWord, Token, query_words, without_stop_words
from index.releases import Part
from search.filters import write_country, write_dates
from search.lexer import read_words
from search.query import (
    Any,
    Clause,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Near,
    Phrase,
    Prefix,
    Term,
)
from search.syntax import Piece, PieceKind


class Maker:
    """Makes pieces of one question, of which each remembers the text it was made from."""

    def __init__(self, text: str) -> None:
        self._text = text

    def _piece(
        self,
        kind: PieceKind,
        clause: Clause,
        written: str,
        span: tuple[int, int],
        part: Part | None = None,
        words: tuple[QueryWord, ...] = (),
    ) -> Piece:
        start, end = span
        return Piece(kind, clause, written, self._text[start:end], start, end, part, words)

    def word(self, word: QueryWord, span: tuple[int, int], part: Part | None) -> Piece:
        """A word found in any of its forms: ``rendez-vous`` in two words, or written as one."""
        forms = [_form(tokens, word) for tokens in word.alternatives]
        clause = forms[0] if len(forms) == 1 else Any(tuple(forms))
        return self._piece("word", clause, word.text, span, part, (word,))

    def phrase(
        self, words: tuple[QueryWord, ...], span: tuple[int, int], part: Part | None
    ) -> Piece:
        """Words that follow each other exactly so, little words included."""
        clause = Phrase(_terms(words), literal=True)
        return self._piece("phrase", clause, f'"{write_words(words)}"', span, part, words)

    def near(
        self,
        words: tuple[QueryWord, ...],
        distance: int,
        span: tuple[int, int],
        part: Part | None,
    ) -> Piece:
        """Words, two at least, that stand close to each other in any order."""
        written = f'"{write_words(words)}"~{distance}'
        return self._piece("near", Near(_terms(words), distance), written, span, part, words)

    def prefix(self, word: QueryWord, span: tuple[int, int], part: Part | None) -> Piece:
        """Words that begin like this one."""
        clause = Prefix(_whole(word).surface, word.text)
        return self._piece("prefix", clause, f"{word.text}*", span, part)

    def fuzzy(self, word: QueryWord, edits: int, span: tuple[int, int], part: Part | None) -> Piece:
        """Words spelled nearly like this one."""
        clause = Fuzzy(_whole(word).surface, word.text, edits)
        written = f"{word.text}~" if edits == 1 else f"{word.text}~{edits}"
        return self._piece("fuzzy", clause, written, span, part)

    def exact(self, word: QueryWord, span: tuple[int, int], part: Part | None) -> Piece:
        """The word in this form, accents included; a compound as one word."""
        clause = Exact(_whole(word).exact, word.text)
        return self._piece("exact", clause, f"={word.text}", span, part)

    def country(self, code: str, span: tuple[int, int]) -> Piece:
        """Releases that name a country."""
        name = write_country(code)
        written = f"pays:{name}" if name.isalpha() else f'pays:"{name}"'
        return self._piece("country", InCountry(frozenset({code})), written, span)

    def dates(self, dates: Dated, span: tuple[int, int]) -> Piece:
        """Releases of a span of time."""
        return self._piece("date", dates, f"date:{write_dates(dates)}", span)


def can_be_one_token(word: QueryWord) -> bool:
    """Whether a word can be truncated or compared as a whole; Chinese, for one, cannot."""
    return any(len(tokens) == 1 for tokens in word.alternatives)


def surface_of(word: QueryWord) -> str:
    """A word as one folded word: ``rendezvous``."""
    return _whole(word).surface


def near_words(words: Iterable[QueryWord]) -> tuple[QueryWord, ...]:
    """The words to be found near each other: without little ones, when two others remain."""
    words = tuple(words)
    kept = without_stop_words(words)
    return kept if len(_terms(kept)) > 1 else words


def words_that_say_something(words: Iterable[QueryWord]) -> tuple[Term, ...]:
    """The words of a phrase to be found one by one, each once: little ones do not count."""
    return tuple(dict.fromkeys(_terms(word for word in words if not word.is_stop_word)))


def parts_that_say_something(word: QueryWord) -> tuple[Term, ...]:
    """The parts of a compound to be found one by one, each once: little ones do not count."""
    parts = word.alternatives[0]
    kept = [
        token
        for token in parts
        if not all(alone.is_stop_word for alone in query_words(token.exact))
    ]
    return tuple(dict.fromkeys(_term(token, word) for token in kept or parts))


def written_as_one(word: QueryWord) -> tuple[Term, ...]:
    """A compound of several words in the spellings that are one word: « rendezvous »."""
    return tuple(_term(tokens[0], word) for tokens in word.alternatives[1:] if len(tokens) == 1)


def length_of(words: Iterable[QueryWord]) -> int:
    """How many words of a text these stand for: a compound counts its parts."""
    return len(_terms(words))


def write_words(words: Iterable[QueryWord]) -> str:
    """Words in such a way that they are read as the same words: « 8 / 500 » is not 8 500."""
    written: list[str] = []
    for word in words:
        if written and len(read_words(f"{written[-1]} {word.text}")) != 2:
            written.append("/")
        written.append(word.text)
    return " ".join(written)


def _whole(word: QueryWord) -> Token:
    return next(tokens[0] for tokens in word.alternatives if len(tokens) == 1)


def _form(tokens: tuple[Token, ...], word: QueryWord) -> Term | Phrase:
    terms = [_term(token, word) for token in tokens]
    return terms[0] if len(terms) == 1 else Phrase(tuple(terms))


def _term(token: Token, word: QueryWord) -> Term:
    return Term(token.term, word.text, token.surface, token.exact if word.has_accent else "")


def _terms(words: Iterable[QueryWord]) -> tuple[Term, ...]:
    """The words of phrases and proximities; a compound in its parts, as texts hold it."""
    return tuple(_term(token, word) for word in words for token in word.alternatives[0])
