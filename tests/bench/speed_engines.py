"""The engines that are compared, each used as its manual says: ours, tantivy, SQLite, Whoosh.

All do the whole work of one search: the total, the ten best with title and marked passages, and
the counts by country over all matches. Each stores the same texts and stems or folds as it can;
SQLite has no French stemmer, and no fuzzy search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from index.building import build_index
from index.french.folding import fold
from index.releases import Release
from search.archive import open_engine
from search.query import terms_of
from search.snippets import mark, snippets
from tests.bench.speed_questions import Question


class Answer(NamedTuple):
    total: int
    titles: list[str]
    countries: dict[str, int]


class Searcher(Protocol):
    name: str
    stems: bool

    def build(self, folder: Path, releases: Iterable[Release]) -> None: ...

    def open(self, folder: Path) -> None: ...

    def search(self, question: Question) -> Answer | None: ...


class Ours:
    name = "communiques"
    stems = True

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        build_index(folder / "index", releases)

    def open(self, folder: Path) -> None:
        self._engine = open_engine(folder / "index")

    def search(self, question: Question) -> Answer:
        query = question.query()
        results = self._engine.search(query)
        terms = frozenset(term.text for term in terms_of(query.clause))
        titles = []
        for hit in results.hits:
            assert hit.evidence is not None
            titles.append(mark(hit.release.title, terms, found=hit.evidence.title).text)
            snippets(hit.release.body, terms, found=hit.evidence.body)
        return Answer(results.total, titles, dict(results.countries))


class Tantivy:
    name = "tantivy"
    stems = True

    def _analyzer(self) -> Any:
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
        return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("french")).build()

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        import tantivy

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
            document.add_unsigned("date", _day(release.date))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._words = self._analyzer()
        self._index.register_tokenizer("fr", self._words)
        self._index.reload()
        self._searcher, self._schema = self._index.searcher(), self._index.schema

    def search(self, question: Question) -> Answer:
        from tantivy import SnippetGenerator

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
        from tantivy import FieldType, Occur, Query

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
            first, last = map(_day, question.dates)
            dated = Query.range_query(schema, "date", FieldType.Unsigned, first, last)
            filters.append((Occur.Must, Query.const_score_query(dated, 0.0)))
        return Query.boolean_query(filters)


class Sqlite:
    name = "sqlite"
    stems = False

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        base = sqlite3.connect(folder / "base")
        base.executescript(
            "pragma journal_mode=off; pragma synchronous=off;"
            'create virtual table t using fts5(title, body, tokenize="unicode61 remove_diacritics 2");'
            "create table held(doc int, code text, primary key(doc, code)) without rowid;"
            "create table dated(doc integer primary key, day int);"
        )
        for number, release in enumerate(releases, 1):
            values = (number, release.title, release.body)
            base.execute("insert into t(rowid, title, body) values(?, ?, ?)", values)
            base.execute("insert into dated values(?, ?)", (number, _day(release.date)))
            for code in release.countries:
                base.execute("insert into held values(?, ?)", (number, code))
        base.executescript(
            "insert into t(t) values('optimize'); create index by on held(code, doc);"
        )
        base.commit()
        base.close()

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "base", isolation_level=None)
        self._base.executescript(
            "pragma mmap_size=8000000000; pragma temp_store=memory;"
            "create temp table found(doc integer primary key, rank real);"
        )

    def search(self, question: Question) -> Answer | None:
        if question.kind == "fuzzy":
            return None
        text = _in_fts5(question)
        where, values = "", [text]
        if question.country:
            where += " and rowid in (select doc from held where code = ?)"
            values.append(question.country)
        if question.dates:
            where += " and rowid in (select doc from dated where day between ? and ?)"
            values += map(_day, question.dates)  # type: ignore[arg-type]
        run = self._base.execute
        run("delete from found")
        run(
            f"insert into found select rowid, bm25(t, 3.0, 1.0) from t where t match ?{where}",
            values,
        )
        (total,) = run("select count(*) from found").fetchone()
        best = run("select doc from found order by rank limit 10").fetchall()
        counts = run("select code, count(*) from found join held using (doc) group by code")
        countries = dict(counts.fetchall())
        shown = "select title, snippet(t, 1, '<b>', '</b>', '…', 60) from t where t match ? and rowid = ?"
        titles = [run(shown, (text, doc)).fetchone()[0] for (doc,) in best]
        return Answer(total, titles, countries)


def _in_fts5(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.words]
    match question.kind:
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "prefix":
            return quoted[0] + "*"
        case kind:
            joined = (" OR " if kind == "or" else " AND ").join(quoted)
            return f"({joined})" + "".join(f' NOT "{word}"' for word in question.without)


class PlainWhoosh:
    name = "whoosh"
    stems = True

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        from whoosh import analysis, fields, index
        from whoosh.support.charset import accent_map

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
                date=_day(release.date),
            )
        writer.commit()

    def open(self, folder: Path) -> None:
        from whoosh import index

        opened = index.open_dir(folder)
        self._searcher, self._schema = opened.searcher(), opened.schema

    def search(self, question: Question) -> Answer:
        from whoosh import query as q
        from whoosh.sorting import Count, FieldFacet

        asked = self._query(question)
        filtered = None
        if question.country:
            filtered = q.Term("country", question.country)
        if question.dates:
            filtered = q.NumericRange("date", *map(_day, question.dates))
        facet = FieldFacet("country", allow_overlap=True, maptype=Count)
        results = self._searcher.search(asked, limit=10, filter=filtered, groupedby=facet)
        countries = results.groups()
        titles = []
        for hit in results[:10]:  # the whole would highlight every match
            titles.append(hit["title"])
            hit.highlights("body", top=2)
        return Answer(len(results), titles, countries)

    def _query(self, question: Question) -> Any:
        from whoosh import query as q

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


def _day(date: str | None) -> int:
    return int(fold(date or "0").replace("-", ""))


ENGINES: dict[str, type[Searcher]] = {
    engine.name: engine
    for engine in (Ours, Tantivy, Sqlite, PlainWhoosh)  # type: ignore[misc]
}
