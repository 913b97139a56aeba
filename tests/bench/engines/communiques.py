"""Ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from index.building import build_index
from index.errors import CommuniquesError
from index.releases import Release
from search.archive import open_engine
from search.errors import QueryTooCostly
from search.query import terms_of
from search.snippets import mark, snippets
from tests.bench.engines.protocol import Answer, Refused, Searcher
from tests.bench.speed_questions import Question


class Engine(Searcher):
    stems = True

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        build_index(folder / "index", releases)

    def open(self, folder: Path) -> None:
        try:
            self._engine = open_engine(folder / "index")
        except CommuniquesError as error:
            raise click.ClickException(
                f"{error}; or remove {folder}, and it is made anew"
            ) from error

    def search(self, question: Question) -> Answer:
        query = question.query()
        try:
            results = self._engine.search(query)
        except QueryTooCostly as error:
            raise Refused from error
        terms = frozenset(term.text for term in terms_of(query.clause))
        titles = []
        for hit in results.hits:
            assert hit.evidence is not None
            titles.append(mark(hit.release.title, terms, found=hit.evidence.title).text)
            snippets(hit.release.body, terms, found=hit.evidence.body)
        return Answer(results.total, titles, dict(results.countries))
