"""Read one operand: a word with its signs, a quotation, a filter."""

from __future__ import annotations

from typing import NamedTuple

from index.french import QueryWord
from index.releases import Part
from search.assembly import together
from search.filters import in_order, read_country, read_dates
from search.lexer import OPERATORS, Lexeme, read_words
from search.pieces import Maker, can_be_one_token, length_of, near_words, surface_of
from search.query_limits import (
    MAX_DISTANCE,
    MAX_EDITS,
    MAX_FILTER_WORDS,
    MAX_FUZZY,
    MAX_PHRASE,
    MAX_PIECES,
    MAX_PREFIXES,
    MIN_FUZZY,
    MIN_PREFIX,
    MIN_TWO_EDITS,
)
from search.syntax import Node, Note, NoteCode, Piece


class Scope(NamedTuple):
    """Where operands stand: in a part that titre: or corps: name, or in ``pays:( )``."""

    part: Part | None = None
    countries: bool = False


class Operands:
    """The lexemes still to be read, what was noted, and how much was asked for already.

    ``next`` is the lexeme to be read next. The last of all is a closing parenthesis, which is not.
    """

    def __init__(self, text: str, lexemes: list[Lexeme], notes: list[Note]) -> None:
        self._text = text
        self._lexemes = lexemes
        self._at = 0
        self.next = lexemes[0]
        self._make = Maker(text)
        self._made = {"piece": 0, "prefix": 0, "fuzzy": 0}
        self.notes = notes

    def peek(self, ahead: int) -> Lexeme:
        """A lexeme after the next one."""
        return self._lexemes[self._at + ahead]

    def take(self) -> Lexeme:
        """Read the next lexeme."""
        taken = self.next
        self._at += 1
        self.next = self._lexemes[self._at]
        return taken

    def note(self, code: NoteCode, about: Lexeme, limit: int | None = None) -> None:
        """Note something about what was typed there."""
        self.notes.append(Note(code, self._text[about.start : about.end], limit))

    def link_before_operand(self) -> str:
        """Read an OU that another operand to exclude follows; "" when there is none."""
        if self.next.kind != "link" or self.next.value != "OU":
            return ""
        if self.peek(1).kind in ("minus", "except", "link", "close"):
            return ""
        return self.take().value

    def primary(self, scope: Scope) -> Node | None:
        """Read what is no parenthesis; None for a sign that means nothing here."""
        lexeme = self.take()
        match lexeme.kind:
            case "word":
                return self._word(lexeme, scope)
            case "quoted":
                return self._quoted(lexeme, scope)
            case "filter":
                return self._filter(lexeme, scope)
            case "equals":
                return self._exact(lexeme, scope)
            case "unknown_field":
                self.note("unknown_field", lexeme)
            case "near":
                self.note("dangling_operator", lexeme)
            case _:
                self.note("symbol_ignored", lexeme)
        return None

    def near(self, left: Node | None, right: Node, sign: Lexeme) -> Piece | None:
        """The proximity of two words or phrases; None when they are more than that."""
        fit = [n for n in (left, right) if isinstance(n, Piece) and n.kind in ("word", "phrase")]
        if len(fit) < 2 or (fit[1].part or fit[0].part) != fit[0].part:
            self.note("near_needs_words", sign)
            return None
        words = fit[0].words + fit[1].words
        return self._near(words, sign.number or 1, (fit[0].start, fit[1].end), fit[0].part)

    def _near(
        self, words: tuple[QueryWord, ...], distance: int, span: tuple[int, int], part: Part | None
    ) -> Piece:
        words = self._cut(near_words(words))
        least, typed = length_of(words) - 1, self._text[slice(*span)]
        if distance < least:
            self.notes.append(Note("distance_raised", typed, least))
        elif distance > MAX_DISTANCE:
            self.notes.append(Note("limit_reached", typed, MAX_DISTANCE))
        return self._make.near(words, max(least, min(distance, MAX_DISTANCE)), span, part)

    def _word(self, lexeme: Lexeme, scope: Scope) -> Node | None:
        (word,), span = lexeme.words, (lexeme.start, lexeme.end)
        if scope.countries and (code := read_country(word.text)):
            return self._counted(self._make.country(code, span))
        if scope.countries:
            self.note("unknown_country", lexeme)
        if self.next.kind in ("star", "tilde") and self.next.start == lexeme.end:
            sign = self.take()
            span = (lexeme.start, sign.end)
            if sign.value:
                self.note("symbol_ignored", sign)  # mig*ants: what follows the star is left out
            piece = self._signed(word, sign, span, scope.part)
            if piece:
                return self._counted(piece)
        return self._counted(self._make.word(word, span, scope.part))

    def _signed(
        self, word: QueryWord, sign: Lexeme, span: tuple[int, int], part: Part | None
    ) -> Piece | None:
        typed = self._text[slice(*span)]
        prefix = sign.kind == "star"
        kind, most = ("prefix", MAX_PREFIXES) if prefix else ("fuzzy", MAX_FUZZY)
        shortest = MIN_PREFIX if prefix else MIN_FUZZY
        if not can_be_one_token(word):
            self.note("symbol_ignored", sign)
        elif len(surface := surface_of(word)) < shortest:
            code: NoteCode = "prefix_too_short" if prefix else "fuzzy_too_short"
            self.notes.append(Note(code, typed, shortest))
        elif self._made[kind] >= most:
            self.notes.append(Note("limit_reached", typed, most))
        else:
            self._made[kind] += 1
            if prefix:
                return self._make.prefix(word, span, part)
            possible = MAX_EDITS if len(surface) >= MIN_TWO_EDITS else 1
            edits = 1 if sign.number is None else sign.number
            if edits > possible:
                self.notes.append(Note("limit_reached", typed, possible))
            return self._make.fuzzy(word, min(max(edits, 1), possible), span, part)
        return None

    def _exact(self, sign: Lexeme, scope: Scope) -> Node | None:
        lexeme = self.next
        if lexeme.start != sign.end or lexeme.kind not in ("word", "quoted"):
            self.note("symbol_ignored", sign)
            return None
        if lexeme.kind == "quoted":
            self.note("exact_needs_word", sign)
            return self.primary(scope)
        self.take()
        (word,), end = lexeme.words, lexeme.end
        while self.next.start == end and self.next.kind in ("star", "tilde"):
            end = self.next.end
            self.note("symbol_ignored", self.take())
        if not can_be_one_token(word):
            self.note("symbol_ignored", sign)
            return self._counted(self._make.word(word, (sign.start, end), scope.part))
        return self._counted(self._make.exact(word, (sign.start, end), scope.part))

    def _quoted(self, lexeme: Lexeme, scope: Scope) -> Node | None:
        span = (lexeme.start, lexeme.end)
        if not lexeme.whole:
            self.note("unclosed_quote", lexeme)
        if not lexeme.words:
            self.note("empty_phrase", lexeme)
            return None
        if scope.countries:
            if code := read_country(" ".join(word.text for word in lexeme.words)):
                return self._counted(self._make.country(code, span))
            self.note("unknown_country", lexeme)
        if lexeme.number is not None and length_of(lexeme.words) > 1:
            return self._counted(self._near(lexeme.words, lexeme.number, span, scope.part))
        return self._counted(self._make.phrase(self._cut(lexeme.words), span, scope.part))

    def _cut(self, words: tuple[QueryWord, ...]) -> tuple[QueryWord, ...]:
        if len(words) > MAX_PHRASE:
            self.notes.append(Note("limit_reached", words[MAX_PHRASE].text, MAX_PHRASE))
        return words[:MAX_PHRASE]

    def _filter(self, lexeme: Lexeme, scope: Scope) -> Node | None:
        """Read pays: or date: with as many of the words that follow as make a value."""
        starts_at = self._text.index(lexeme.text, lexeme.start + len(lexeme.value))
        ends = [(lexeme.end, 0)]
        while (more := self.peek(len(ends) - 1)).kind == "word":
            if len(ends) == MAX_FILTER_WORDS or self._text[lexeme.end - 1] in '"”»':
                break
            ends.append((more.end, len(ends)))
        for end, taken in reversed(ends):
            text = self._text[starts_at:end] if taken else lexeme.text
            if piece := self._filter_piece(lexeme, text, (lexeme.start, end)):
                for _ in range(taken):
                    self.take()
                return self._counted(piece)
        self.note("unknown_country" if lexeme.value == "pays" else "bad_date", lexeme)
        words = [word for word in read_words(lexeme.text) if word.text not in OPERATORS]
        span = (lexeme.start, lexeme.end)
        pieces = (self._counted(self._make.word(word, span, scope.part)) for word in words)
        return together("all", [*filter(None, pieces)], self.notes)

    def _filter_piece(self, lexeme: Lexeme, text: str, span: tuple[int, int]) -> Piece | None:
        if lexeme.value == "pays":
            code = read_country(text)
            return self._make.country(code, span) if code else None
        dates = read_dates(text)
        if dates and in_order(dates) != dates:
            self.note("reversed_dates", lexeme)
        return self._make.dates(in_order(dates), span) if dates else None

    def _counted(self, piece: Piece) -> Piece | None:
        """Let a piece pass until there are too many; little words are few and mostly dropped."""
        if piece.is_stop_word:
            return piece
        self._made["piece"] += 1
        if self._made["piece"] > MAX_PIECES:
            if self._made["piece"] == MAX_PIECES + 1:
                self.notes.append(Note("limit_reached", piece.typed, MAX_PIECES))
            return None
        return piece
