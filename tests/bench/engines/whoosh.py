"""Whoosh as it comes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index
from whoosh import query as q
from whoosh.sorting import Count, FieldFacet
from whoosh.support.charset import accent_map

from index.releases import Release
from tests.bench.engines.protocol import Answer, Searcher, day
from tests.bench.speed_questions import Question


class Engine(Searcher):
    stems = True

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        words = (
            analysis.RegexTokenizer()
            | analysis.LowercaseFilter()
            | analysis.CharsetFilter(accent_map)
            | analysis.StemFilter(lang="fr")
        )
        schema = fields.Schema(
            title=fields.TEXT(stored=True, analyzer=words, field_boost=3.0),
            body=fields.TEXT(stored=True, analyzer=words),
            country=fields.KEYWORD(stored=True),
            date=fields.NUMERIC(stored=True),
        )
        writer = index.create_in(folder, schema).writer(limitmb=128)
        for release in releases:
            writer.add_document(
                title=release.title,
                body=release.body,
                country=" ".join(release.countries),
                date=day(release.date),
            )
        writer.commit()

    def open(self, folder: Path) -> None:
        opened = index.open_dir(folder)
        self._searcher, self._schema = opened.searcher(), opened.schema

    def search(self, question: Question) -> Answer:
        asked = self._query(question)
        filtered = None
        if question.country:
            filtered = q.Term("country", question.country)
        if question.dates:
            filtered = q.NumericRange("date", *map(day, question.dates))
        facet = FieldFacet("country", allow_overlap=True, maptype=Count)
        results = self._searcher.search(asked, limit=10, filter=filtered, groupedby=facet)
        countries = results.groups()
        titles = []
        for hit in results[:10]:  # the whole would highlight every match
            titles.append(hit["title"])
            hit.highlights("body", top=2)
        return Answer(len(results), titles, countries)

    def _query(self, question: Question) -> Any:
        def both(of: Any) -> Any:
            return q.Or([of("title"), of("body")])

        def stem(word: str) -> str:
            (token,) = [t.text for t in self._schema["body"].analyzer(word)]
            return str(token)

        words = question.words
        match question.kind:
            case "phrase":
                return both(lambda field: q.Phrase(field, [stem(word) for word in words]))
            case "prefix":
                return both(lambda field: q.Prefix(field, words[0]))
            case "fuzzy":
                return both(lambda field: q.FuzzyTerm(field, stem(words[0])))
        terms = [both(lambda field, word=word: q.Term(field, stem(word))) for word in words]
        joined = q.Or(terms) if question.kind == "or" else q.And(terms)
        excluded = [both(lambda f, word=word: q.Term(f, stem(word))) for word in question.without]
        return q.AndNot(joined, q.Or(excluded)) if excluded else joined
