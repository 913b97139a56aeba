"""Other engines set up for French, to be asked what ours is asked (tests/bench/relevance.py).

Each folds accents before it stems, drops its own French stop words (SQLite does neither), and finds
any of the words in title and text as one field, which ranks better in all of them than two fields
added up.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from index.french.folding import fold
from tests.bench.engines.cluster import Cluster
from tests.bench.engines.java_program import JavaProgram
from tests.bench.engines.protocol import needed_by

_WORD = re.compile(r"\w+")


class Peer(Protocol):
    """Another engine over one collection."""

    def __init__(self, corpus: Path) -> None: ...

    def found(self, question: str, depth: int) -> list[str]:
        """The identifiers of the best documents."""
        ...

    def close(self) -> None:
        """End what was started."""


def documents(corpus: Path) -> Iterator[tuple[str, str]]:
    """Identifier and text, title first, of each line of a ``corpus.jsonl``."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], f"{document['title']}\n{document['text']}"


class Tantivy(Peer):
    """The library of Quickwit, with its French stemmer."""

    def __init__(self, corpus: Path) -> None:
        import tantivy
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        steps = (
            Filter.lowercase(),
            Filter.stopword("french"),
            Filter.ascii_fold(),
            Filter.stemmer("french"),
        )
        analyzer = TextAnalyzerBuilder(Tokenizer.simple())
        for step in steps:
            analyzer = analyzer.filter(step)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("text", tokenizer_name="fr")
        self._index = tantivy.Index(schema.build())
        self._index.register_tokenizer("fr", analyzer.build())
        writer = self._index.writer(128_000_000, 1)
        for id, text in documents(corpus):
            writer.add_document(tantivy.Document(id=id, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def found(self, question: str, depth: int) -> list[str]:
        words = " ".join(f'"{word}"' for word in _WORD.findall(question))
        query = self._index.parse_query(words, ["text"])
        hits = self._searcher.search(query, depth).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]


class Bm25s(Peer):
    """BM25 with eager scores (Lù, 2024), over Snowball stems."""

    def __init__(self, corpus: Path) -> None:
        import bm25s
        import Stemmer

        self._stem: Callable[[str], str] = cache(Stemmer.Stemmer("french").stemWord)
        read = [*documents(corpus)]
        self._ids = [id for id, _ in read]
        self._engine: Any = bm25s.BM25(k1=1.4, b=0.8)
        self._engine.index([self._words(text) for _, text in read], show_progress=False)

    def found(self, question: str, depth: int) -> list[str]:
        words = [word for word in self._words(question) if word in self._engine.vocab_dict]
        if not words:
            return []
        rows, scores = self._engine.retrieve(
            [words], k=min(depth, len(self._ids)), show_progress=False
        )
        return [self._ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    def _words(self, text: str) -> list[str]:
        words = map(fold, _WORD.findall(text))
        return [self._stem(word) for word in words if word not in _little()]


class Sqlite(Peer):
    """SQLite's FTS5, which drops accents and does not stem."""

    def __init__(self, corpus: Path) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            "create virtual table found using "
            "fts5(id unindexed, text, tokenize='unicode61 remove_diacritics 2')"
        )
        self._base.executemany("insert into found values (?, ?)", documents(corpus))

    def found(self, question: str, depth: int) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        rows = self._base.execute(
            "select id from found where text match ? order by rank limit ?", (words, depth)
        )
        return [id for (id,) in rows] if words else []


class Lucene(Peer):
    """Lucene 8 with the filters of its FrenchAnalyzer, the light stemmer among them."""

    def __init__(self, corpus: Path) -> None:
        self._folder = TemporaryDirectory()
        self._program = JavaProgram("Texts")
        writing = self._program.start("build", self._folder.name)
        for document in documents(corpus):
            writing.tell(*document)
        writing.close()
        self._searching = self._program.start("search", self._folder.name)

    def found(self, question: str, depth: int) -> list[str]:
        return self._searching.ask(str(depth), question)

    def close(self) -> None:
        self._searching.close()
        self._program.close()
        self._folder.cleanup()


class PostgreSql(Peer):
    """PostgreSQL 15, which has no measure but how often and how close words occur."""

    def __init__(self, corpus: Path) -> None:
        self._folder = TemporaryDirectory()
        self._cluster = Cluster(Path(self._folder.name))
        self._run = self._cluster.connection.execute
        self._run(
            "create table texts (id text, text text, words tsvector"
            " generated always as (to_tsvector('fr', text)) stored)"
        )
        with (
            self._cluster.connection.cursor() as cursor,
            cursor.copy("copy texts (id, text) from stdin") as rows,
        ):
            for id, text in documents(corpus):
                rows.write_row((id, text.replace("\0", "")))  # which its texts cannot hold
        self._run("create index on texts using gin (words)")
        self._run("vacuum analyze texts")

    def found(self, question: str, depth: int) -> list[str]:
        words = " | ".join(_WORD.findall(question))
        rows = self._run(
            "select id from texts, to_tsquery('fr', %s) query where words @@ query"
            " order by ts_rank(words, query, 1) desc, id limit %s",
            (words, depth),
        )
        return [id for (id,) in rows]

    def close(self) -> None:
        self._cluster.close()
        self._folder.cleanup()


@cache
def _little() -> frozenset[str]:
    """Whoosh's French stop words, folded, and what elisions leave."""
    from whoosh.lang import stopwords_for_language

    return frozenset(map(fold, stopwords_for_language("fr"))) | {*"cdjlmnst", "qu"}


PEERS: dict[str, type[Peer]] = {
    "tantivy": Tantivy,
    "bm25s": Bm25s,
    "sqlite": Sqlite,
    "lucene": Lucene,
    "postgresql": PostgreSql,
}


def peer(name: str, corpus: Path) -> Peer:
    """One of ``PEERS``, with a collection.

    Raises:
        NotInstalled: what it needs is not on this machine.
    """
    with needed_by(name):
        return PEERS[name](corpus)
