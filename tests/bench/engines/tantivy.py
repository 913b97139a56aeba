"""The library of Quickwit, in Rust."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import (
    FieldType,
    Filter,
    Occur,
    Query,
    SnippetGenerator,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.releases import Release
from tests.bench.engines.protocol import Answer, Searcher, day
from tests.bench.speed_questions import Question


class Engine(Searcher):
    stems = True

    def _analyzer(self) -> Any:
        builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
        return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("french")).build()

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("title", stored=True, tokenizer_name="fr")
        schema.add_text_field("body", stored=True, tokenizer_name="fr")
        schema.add_text_field("country", fast=True, tokenizer_name="raw", index_option="basic")
        schema.add_unsigned_field("date", indexed=True, fast=True)
        index = tantivy.Index(schema.build(), path=str(folder))
        index.register_tokenizer("fr", self._analyzer())
        writer = index.writer(512_000_000, 1)
        for release in releases:
            document = tantivy.Document()
            document.add_text("title", release.title)
            document.add_text("body", release.body)
            for code in release.countries:
                document.add_text("country", code)
            document.add_unsigned("date", day(release.date))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._words = self._analyzer()
        self._index.register_tokenizer("fr", self._words)
        self._index.reload()
        self._searcher, self._schema = self._index.searcher(), self._index.schema

    def search(self, question: Question) -> Answer:
        query = self._query(question)
        found = self._searcher.search(query, 10, count=True)
        buckets = self._searcher.aggregate(
            query, {"c": {"terms": {"field": "country", "size": 250}}}
        )["c"]["buckets"]
        titles = []
        if found.hits:
            generator = SnippetGenerator.create(self._searcher, query, self._schema, "body")
            generator.set_max_num_chars(440)
            for _, address in found.hits:
                document = self._searcher.doc(address)
                titles.append(document.get_first("title"))
                generator.snippet_from_doc(document).to_html()
        return Answer(found.count, titles, {b["key"]: b["doc_count"] for b in buckets})

    def _query(self, question: Question) -> Any:
        schema, words = self._schema, question.words

        def both(of: Any) -> Any:
            weighted = Query.boost_query(of("title"), 3.0)
            return Query.boolean_query([(Occur.Should, weighted), (Occur.Should, of("body"))])

        def term(word: str) -> Any:
            (stem,) = self._words.analyze(word)
            return both(lambda field: Query.term_query(schema, field, stem))

        match question.kind:
            case "phrase":
                stems = [stem for word in words for stem in self._words.analyze(word)]
                query = both(lambda field: Query.phrase_query(schema, field, stems))
            case "prefix":
                query = both(lambda field: Query.regex_query(schema, field, words[0] + ".*"))
            case "fuzzy":
                (stem,) = self._words.analyze(words[0])
                query = both(lambda field: Query.fuzzy_term_query(schema, field, stem, 1, True))
            case kind:
                joined = Occur.Should if kind == "or" else Occur.Must
                clauses = [(joined, term(word)) for word in words]
                clauses += [(Occur.MustNot, term(word)) for word in question.without]
                query = Query.boolean_query(clauses)
        filters = [(Occur.Must, query)]
        if question.country:
            named = Query.term_query(schema, "country", question.country, "basic")
            filters.append((Occur.Must, Query.const_score_query(named, 0.0)))
        if question.dates:
            first, last = map(day, question.dates)
            dated = Query.range_query(schema, "date", FieldType.Unsigned, first, last)
            filters.append((Occur.Must, Query.const_score_query(dated, 0.0)))
        return Query.boolean_query(filters)
