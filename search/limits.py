"""How much work a query may cause. What costs more is refused before it is done."""

from __future__ import annotations

from typing import Final

from search.errors import QueryTooCostly

WORK: Final = 40_000_000
"""Units of work of a query: about one number read and scored each, some 5 to 10 ns."""

CLAUSE_COST: Final = 20_000
"""Units that a clause costs whatever it finds: about what Python does for it."""

DEPTH: Final = 50
"""How deep clauses may lie in each other."""

EDITS: Final = 2
"""Edits of a fuzzy word; with more, most words are like most others."""

LONGEST_FUZZY: Final = 60
"""Characters of a word to find similar ones of."""


class Budget:
    """The work that is left to a query."""

    def __init__(self, work: int = WORK) -> None:
        self._left = work
        self._depth = 0

    def spend(self, work: int) -> None:
        """Take off work that is about to be done.

        Raises:
            QueryTooCostly: there is not so much left.
        """
        self._left -= work
        if self._left < 0:
            raise QueryTooCostly("the query asks for too much at once: use fewer or longer words")

    def enter(self) -> None:
        """Go into a clause.

        Raises:
            QueryTooCostly: it lies too deep.
        """
        self.spend(CLAUSE_COST)
        self._depth += 1
        if self._depth > DEPTH:
            raise QueryTooCostly(f"the query is nested deeper than {DEPTH} levels: simplify it")

    def leave(self) -> None:
        """Come out of a clause."""
        self._depth -= 1
