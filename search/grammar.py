"""Read lexemes into a tree, leniently: whatever is typed means something, and notes say what.

::

    group     = operand { [ET | OU] operand }      side by side: all (or any) of them
    operand   = [- | SAUF] [field:] primary { PRÈS/n primary }
    primary   = word | word* | word~ | =word | "phrase" | "phrase"~n | filter | ( group )

ET binds closer than OU. An exclusion, or a filter by country or date, that just stands beside
words is a condition on the whole group: ``perou OU bolivie SAUF lima`` excludes Lima from both,
and ``perou OU bolivie date:2012`` dates both. Joined by ET or OU it keeps to its neighbour. SAUF
takes what OU adds: ``perou SAUF lima OU cusco`` excludes both.
"""

from __future__ import annotations

from index.releases import Part
from search.assembly import Linked, assemble, together
from search.lexer import Lexeme
from search.operands import Operands, Scope
from search.query import Match
from search.query_limits import MAX_DEPTH
from search.syntax import Node, Note, Piece, excluded

PARTS: dict[str, Part] = {"titre": "title", "corps": "body"}


def read_tree(text: str, lexemes: list[Lexeme], match: Match, notes: list[Note]) -> Node | None:
    """The tree of a question; None when it asks for nothing. Appends to ``notes``."""
    return _Reader(text, _balanced(text, lexemes, notes), match, notes).group(Scope())


def _balanced(text: str, lexemes: list[Lexeme], notes: list[Note]) -> list[Lexeme]:
    """Leave out parentheses that close nothing or lie too deep; close what is open at the end.

    One more closes the question itself.
    """
    kept: list[Lexeme] = []
    open_: list[bool] = []
    for lexeme in lexemes:
        if lexeme.kind == "open":
            open_.append(len(open_) < MAX_DEPTH)
            if open_[-1]:
                kept.append(lexeme)
            else:
                notes.append(Note("limit_reached", "(", MAX_DEPTH))
        elif lexeme.kind != "close":
            kept.append(lexeme)
        elif not open_:
            notes.append(Note("stray_parenthesis", ")"))
        elif open_.pop():
            kept.append(lexeme)
    if open_:
        notes.append(Note("unclosed_parenthesis", "("))
    return kept + [Lexeme("close", len(text), len(text))] * (sum(open_) + 1)


class _Reader(Operands):
    """A recursive descent; every call that goes deeper has read a parenthesis."""

    def __init__(self, text: str, lexemes: list[Lexeme], match: Match, notes: list[Note]) -> None:
        super().__init__(text, lexemes, notes)
        self._match = match

    def group(self, scope: Scope) -> Node | None:
        items: list[Linked] = []
        pending: Lexeme | None = None
        while (lexeme := self.next).kind != "close":
            if lexeme.kind == "link":
                if pending or not items:
                    self.note("dangling_operator", pending or lexeme)
                link = self.take()
                pending = link if items else None
                continue
            node = self._operand(scope)
            if node:
                items.append(Linked(pending.value if pending else "", node))
                pending = None
        if pending:
            self.note("dangling_operator", pending)
        return assemble(items, self._match, self.notes)

    def _operand(self, scope: Scope) -> Node | None:
        scope = self._field(scope)
        if self.next.kind in ("minus", "except"):
            return self._exclusion(scope)
        node = self._primary(scope)
        last = node
        while node and self.next.kind == "near":
            sign = self.take()
            right = self._primary(self._field(scope))
            if not right:
                self.note("dangling_operator", sign)
                break
            close = self.near(last, right, sign)
            if isinstance(node, Piece) and node is last and close:
                node = close
            else:
                node = together("all", (node, close or right), self.notes)
            last = right
        return node

    def _exclusion(self, scope: Scope) -> Node | None:
        sign = self.take()
        while self.next.kind in ("minus", "except", "link"):
            self.note("dangling_operator", self.take())
        if sign.kind == "except":
            self._pass_over_stop_words(always=True)
        node = self._operand(scope)
        if not node:
            self.note("dangling_operator", sign)
            return None
        taken = [Linked("", node)]
        while sign.kind == "except" and (link := self.link_before_operand()):
            if (more := self._operand(scope)) is not None:
                taken.append(Linked(link, more))
        whole = assemble(taken, self._match, self.notes)
        return excluded(whole) if whole else None

    def _pass_over_stop_words(self, *, always: bool = False) -> None:
        """« SAUF à Lima » excludes Lima, « titre:les victimes » wants victimes in the title."""
        ahead = 0
        while (word := self.peek(ahead)).kind == "word" and word.words[0].is_stop_word:
            ahead += 1
        if always or word.kind in ("word", "quoted", "equals", "open"):
            for _ in range(ahead):
                self.note("stop_word_dropped", self.take())

    def _field(self, scope: Scope) -> Scope:
        while self.next.kind == "field":
            lexeme = self.take()
            if lexeme.value == "date" or self.next.kind in ("close", "link"):
                self.note("field_without_value", lexeme)
            elif lexeme.value == "pays":
                scope = Scope(scope.part, countries=True)
            else:
                scope = Scope(PARTS[lexeme.value])
                self._pass_over_stop_words()
        return scope

    def _primary(self, scope: Scope) -> Node | None:
        if self.next.kind in ("close", "link", "except", "minus"):
            return None
        if self.next.kind != "open":
            return self.primary(scope)
        lexeme = self.take()
        node = self.group(scope)
        self.take()  # the parenthesis that closes it: they are balanced
        if not node:
            self.note("empty_group", lexeme)
        return node
