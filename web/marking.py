"""A release with the words of the search that led to it marked: whole, not in passages."""

from __future__ import annotations

from collections.abc import Iterator

from index.releases import PARAGRAPH_BREAK, Release
from search.engine import Engine
from search.errors import QueryInvalid
from search.query import Query
from search.snippets import MarkedText, Match, beginning_in, mark


def marked_release(engine: Engine, release: Release, query: Query) -> list[MarkedText]:
    """The title, then the paragraphs, marked as in the results.

    A search that is refused marks nothing: the release is there without it.
    """
    try:
        evidence = engine.evidence(query, release.id)
    except QueryInvalid:
        evidence = None
    title, body = (evidence.title, evidence.body) if evidence else ((), ())
    return [mark(release.title, (), found=title), *_paragraphs(release, body)]


def _paragraphs(release: Release, found: tuple[Match, ...]) -> Iterator[MarkedText]:
    start = 0
    for paragraph in release.paragraphs:
        end = start + len(paragraph)
        within = beginning_in(found, start, end)
        own = (Match(m.term, m.start - start, m.end - start) for m in within)
        yield mark(paragraph, (), found=tuple(own))
        start = end + len(PARAGRAPH_BREAK)
