"""The words of an archive as they are written there: what suggestions are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from index.french import analyze
from index.releases import Release


class Seen(NamedTuple):
    """How many releases have a word, and how they mostly write it: ``Pérou``."""

    documents: int
    display: str


class Vocabulary(Protocol):
    """Surfaces (folded, unstemmed words) of an archive; a plain dictionary is one."""

    def get(self, surface: str, /) -> Seen | None:
        """What is known of a surface, None when no release has it."""
        ...


def build_vocabulary(releases: Iterable[Release]) -> dict[str, Seen]:
    """Count the words of titles and bodies; compounds whole and in parts."""
    documents: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for release in releases:
        text = release.text
        tokens = analyze(text)
        documents.update(set(tokens.surfaces))
        for token in tokens:
            spellings[token.surface][text[token.start : token.end]] += 1
    return {surface: Seen(count, _best(spellings[surface])) for surface, count in documents.items()}


def _best(spellings: Counter[str]) -> str:
    """The most frequent spelling; of equals a word without capitals, or at least not in them."""
    return max(spellings, key=lambda text: (spellings[text], text.islower(), not text.isupper()))
