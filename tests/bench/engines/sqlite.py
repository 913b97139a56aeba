"""SQLite's FTS5, which has no French stemmer and no fuzzy search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from index.releases import Release
from tests.bench.engines.protocol import Answer, Searcher, day
from tests.bench.speed_questions import Question


class Engine(Searcher):
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
            base.execute("insert into dated values(?, ?)", (number, day(release.date)))
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
        # Left to itself, SQLite looks up each document of a country or a time in the full text
        # (+rowid keeps it from that), and counts over all documents (a cross join keeps its order).
        where, values = "", [text]
        if question.country:
            where += " and +rowid in (select doc from held where code = ?)"
            values.append(question.country)
        if question.dates:
            where += " and +rowid in (select doc from dated where day between ? and ?)"
            values += map(day, question.dates)  # type: ignore[arg-type]
        run = self._base.execute
        run("delete from found")
        run(
            f"insert into found select rowid, bm25(t, 3.0, 1.0) from t where t match ?{where}",
            values,
        )
        (total,) = run("select count(*) from found").fetchone()
        best = run("select doc from found order by rank limit 10").fetchall()
        counts = run("select code, count(*) from found cross join held using (doc) group by code")
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
