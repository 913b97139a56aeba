"""The words of an archive as they are written there: what spelling is corrected by."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol


class Seen(NamedTuple):
    """How many releases have a word, and how they mostly write it: ``pérou``."""

    documents: int
    display: str


class Vocabulary(Protocol):
    """Surfaces (folded, unstemmed words) of an archive."""

    def get(self, surface: str, /) -> Seen | None:
        """What is known of a surface, None when no release has it."""
        ...

    def near(self, surface: str, least: int, /) -> Collection[str]:
        """Surfaces among which are all one edit away that ``least`` releases have, or more."""
        ...

    def written(self, surface: str, /) -> str:
        """How the archive usually writes a surface, capital and accents: ``Pérou``."""
        ...
