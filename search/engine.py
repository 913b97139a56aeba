"""What a search engine must do, whichever it is: one answers from a folder, one from a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.manifest import Manifest
from index.releases import Release
from search.completion import Completion
from search.explanation import Explanation
from search.query import Query
from search.snippets import Match
from search.vocabulary import Vocabulary


class Evidence(NamedTuple):
    """The words of a release that match, in title and body, in order."""

    title: tuple[Match, ...] = ()
    body: tuple[Match, ...] = ()


class Hit(NamedTuple):
    """A release that matches; scores compare only within one answer.

    ``evidence`` is None when the engine keeps no offsets: the texts then have to be analysed.
    """

    release: Release
    score: float
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of an answer.

    ``total`` counts every match. ``countries`` counts the matches by ISO code (of their primary
    country, when the query asks for that), under every filter but the one by country, so that a
    reader can widen that choice; releases that have none are counted under ``NO_COUNTRY``.
    ``years`` counts the matches by year, under every filter but the one by date; ``undated``
    those without a year.
    """

    total: int
    hits: tuple[Hit, ...]
    countries: Mapping[str, int]
    years: Mapping[int, int]
    undated: int


class Engine(Protocol):
    """Answers queries from one unchanging state of an index."""

    @property
    def manifest(self) -> Manifest:
        """What was indexed, and the fingerprint to cite it by."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the archive, for suggestions."""
        ...

    def frequency(self, term: str) -> int:
        """How many releases have a term of the analysis, about."""
        ...

    def search(self, query: Query, *, start: int = 0, size: int = 10) -> SearchResults:
        """Rank the matches and return those from ``start`` on, ``size`` at most.

        In the order that the query asks for. Best first means of equals the latest first, hence
        without a clause the latest.
        """
        ...

    def matching(self, query: Query) -> Iterator[Release]:
        """Every match, in the order of ``search``, one after the other.

        Memory does not grow with the number of matches but by a few bytes each. What can go wrong
        with the query goes wrong at once, not on the way.
        """
        ...

    def hits(self, query: Query) -> Iterator[Hit]:
        """The same with the words that match, as ``search`` gives them."""
        ...

    def catalogue(self) -> Iterator[tuple[str, str | None]]:
        """Identifier and date of every release, always in the same order; none is read."""
        ...

    def explain(self, query: Query, id: str) -> Explanation | None:
        """What the score of a release is made of, or that it does not match; None without it."""
        ...

    def evidence(self, query: Query, id: str) -> Evidence | None:
        """The words of a release that match, whether it passes the filters or not.

        None when there is no such release.
        """
        ...

    def complete(self, text: str, *, count: int = 8) -> list[Completion]:
        """What a reader who has typed this may be about to type, ``count`` at most."""
        ...

    def release(self, id: str) -> Release | None:
        """The release with this identifier, or None."""
        ...

    def close(self) -> None:
        """Let go of files; the engine answers no more."""
        ...
