"""PostgreSQL 15: its French configuration after ``unaccent``, a GIN index, and no fuzzy search."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.releases import Release
from tests.bench.engines.cluster import Cluster, installed
from tests.bench.engines.protocol import Answer, Searcher
from tests.bench.processor import processor_seconds
from tests.bench.speed_questions import Question

TABLE = """
create table releases (
    id integer primary key,
    title text not null,
    body text not null,
    day date,
    countries text[] not null,
    words tsvector not null generated always as (
        setweight(to_tsvector('fr', title), 'A') || setweight(to_tsvector('fr', body), 'D')
    ) stored
)
"""
INDEXES = """
create index on releases using gin (words);
create index on releases using gin (countries);
create index on releases (day);
"""
SEARCH = """
with asked as not materialized (
    select to_tsquery(%(configuration)s::regconfig, %(words)s) as query
),
found as materialized (
    -- of D, C, B and A: a word of the title counts three times, as for the others
    select id, countries, ts_rank('{{0.33, 0.33, 0.33, 1}}', words, query) as rank
    from releases, asked
    where words @@ query {filters}
),
best as (select id, rank from found order by rank desc limit 10),
shown as (
    select rank, title,
        ts_headline('fr', body, query, 'MaxFragments=2, MaxWords=30, MinWords=15') as passages
    from best join releases using (id), asked
),
counted as (
    select code, count(*) as number from found, unnest(countries) as code group by code
)
select
    (select count(*) from found),
    (select json_agg(json_build_array(title, passages) order by rank desc) from shown),
    (select json_object_agg(code, number) from counted)
"""
COUNTRY = "and countries @> array[%(country)s]"
DATES = "and day between %(first)s and %(last)s"


class Engine(Searcher):
    stems = True

    def __init__(self) -> None:
        installed()
        self._cluster: Cluster | None = None

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        cluster = Cluster(folder)
        run = cluster.connection
        run.execute(TABLE)
        with (
            run.cursor() as cursor,
            cursor.copy("copy releases (id, title, body, day, countries) from stdin") as rows,
        ):
            for number, release in enumerate(releases, 1):
                held = (release.title, release.body, release.date, [*release.countries])
                rows.write_row((number, *held))
        run.execute(INDEXES)
        run.execute("vacuum analyze releases")
        cluster.close()

    def open(self, folder: Path) -> None:
        # Goes on when it runs: it remembers pages of the table, but no answers.
        if self._cluster is None:
            self._cluster = Cluster(folder)

    def search(self, question: Question) -> Answer | None:
        if question.kind == "fuzzy":
            return None
        assert self._cluster is not None
        row = self._cluster.connection.execute(*asked(question)).fetchone()
        assert row is not None
        total, shown, countries = row
        return Answer(total, [title for title, _ in shown or ()], countries or {})

    def processor_seconds(self) -> float:
        assert self._cluster is not None
        return processor_seconds(self._cluster.connection.info.backend_pid)

    def close(self) -> None:
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None


def asked(question: Question) -> tuple[str, dict[str, str]]:
    """The statement that answers a question, and its parameters."""
    filters, values = [], {"configuration": "fr", "words": words(question)}
    if question.kind == "prefix":  # no word to be stemmed
        values["configuration"] = "simple"
    if question.country:
        filters.append(COUNTRY)
        values["country"] = question.country
    if question.dates:
        filters.append(DATES)
        values |= dict(zip(("first", "last"), question.dates, strict=True))
    return SEARCH.format(filters=" ".join(filters)), values


def words(question: Question) -> str:
    """The words of a question as ``to_tsquery`` wants them."""
    match question.kind:
        case "phrase":
            return " <-> ".join(question.words)
        case "prefix":
            return f"{question.words[0]}:*"
        case kind:
            excluded = [f"!{word}" for word in question.without]
            return (" | " if kind == "or" else " & ").join([*question.words, *excluded])
