"""Cursors: where a reader is in the results of one question to one state of the index.

A number of results to pass over means something only as long as the results stay the same. So a
cursor carries the fingerprint of the index it was made under, and what follows is answered from
that very generation, even after a rebuild has replaced it: nothing is skipped or repeated. A
rebuild keeps the generation before it, so a reader has the time until the next one; then the
cursor is refused. To go on in another generation by score or date would be a guess: scores change
with the archive, and dates with what was added. Other wordings (a setting) change the results
too: with them, the question is another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from index.errors import CommuniquesError
from search.synonyms import synonyms_in_use
from web.parameters import Filters

_TOKEN = re.compile(r"([0-9a-f]{16})\.([0-9]{1,9})\.([0-9a-f]{12})", re.ASCII)


class CursorExpired(CommuniquesError):
    """The generation of the index that a cursor belongs to is gone."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """``start`` results of a question were seen; the question is told by its digest."""

    fingerprint: str
    start: int
    question: str

    @classmethod
    def after(cls, fingerprint: str, filters: Filters, start: int) -> Cursor:
        """The cursor that goes on after the first ``start`` results."""
        return cls(fingerprint, start, _digest(filters))

    @classmethod
    def read(cls, token: object) -> Cursor:
        """Read a cursor as ``str`` writes it.

        Raises:
            ValueError: it is none.
        """
        match = _TOKEN.fullmatch(str(token))
        if not match:
            raise ValueError("give the next_cursor of an answer, unchanged")
        return cls(match[1], int(match[2]), match[3])

    def __str__(self) -> str:
        return f"{self.fingerprint}.{self.start}.{self.question}"

    def belongs_to(self, filters: Filters) -> bool:
        """Whether it was made for this question."""
        return self.question == _digest(filters)


def _digest(filters: Filters) -> str:
    wordings = synonyms_in_use().fingerprint if filters.synonyms else ""
    told = f"{filters.filter_string()}\n{wordings}".encode()
    return blake2b(told, digest_size=6).hexdigest()
