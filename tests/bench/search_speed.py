"""How long a search takes, ours and others', in the same run: ``python -m tests.bench.search_speed``.

The whole work of one search (total, ten best with passages, counts by country) in processor
milliseconds: median and 95th percentile by class of question, and their ratios to tantivy.

First every engine answers forty questions of each class, and the totals are compared: engines that
do not mean the same are not timed. Then each is opened anew, so that none remembers an answer,
warmed up with other questions, and timed with its files in memory. Of several such rounds the least
time of each question counts: what others do on the machine only adds to it.

Plain Whoosh is asked by default where it can be waited for, up to 10,000 releases. Lucene and
PostgreSQL are asked when named (``--peer``), in processes of their own, whose processor time alone
is counted. Debian 12 has them:

    apt-get install liblucene8-java openjdk-17-jdk-headless postgresql-15
    python -m tests.bench.search_speed --peer tantivy --peer sqlite --peer lucene --peer postgresql

PostgreSQL runs as the user ``postgres`` when root measures, and has to reach ``--folder`` then.

Results are kept as JSON, and drawn with those of other sizes. A million releases would take a quarter
of an hour to generate, so versions of a tenth of them are indexed, the same by all engines:

    python -m tests.bench.speed_archive million.jsonl --size 100000 --copies 10
    communiques index million.jsonl --index var/bench/communiques-1000000/index
    python -m tests.bench.search_speed --size 1000000 --archive million.jsonl --peer tantivy --rounds 2

An index that is there is used as it is; the bench would make ours in one process, without the second
line.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import click

from index.releases import Release
from tests.bench.commands import FILE, SOME, Bench
from tests.bench.engines import NAMES, OURS, engine
from tests.bench.engines.protocol import Refused, Searcher
from tests.bench.speed_archive import Generator, read_records, read_through
from tests.bench.speed_plot import draw
from tests.bench.speed_questions import FEWEST, Question, questions
from tests.bench.speed_table import disagreements, summary, table

SAMPLE = 5000
"""Releases that the questions are made from."""

CHECKED = 40
"""Questions of each class whose totals are compared: with fewer, one misspelt word decides."""

WARM_UP = 10
"""Questions of each class that are not timed."""

WHOOSH_UP_TO = 10_000

Times = list[float | None]


@click.command(cls=Bench)
@click.option(
    "--size", default=10_000, show_default=True, type=click.IntRange(FEWEST), help="Releases."
)
@click.option("--each", default=40, show_default=True, type=SOME, help="Questions of each class.")
@click.option(
    "--rounds", default=3, show_default=True, type=SOME, help="Times each question is asked."
)
@click.option(
    "--peer", "peers", multiple=True, type=click.Choice(NAMES[1:]), help="Instead of the default."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var/bench"),
    show_default=True,
    help="For indexes, results and the plot; indexes there are used again.",
)
@click.option(
    "--archive",
    type=FILE,
    help="Records to index, ``--size`` of them, instead of generated releases.",
)
def main(
    size: int, each: int, rounds: int, peers: Sequence[str], folder: Path, archive: Path | None
) -> None:
    """Compare engines over a generated archive."""
    names = [OURS, *(peers or ["tantivy", "sqlite", *["whoosh"] * (size <= WHOOSH_UP_TO)])]
    releases = partial(read_records, archive) if archive else Generator().releases
    sample = [*releases(min(size, SAMPLE))]
    asked, warm_up = questions(sample, each), questions(sample, WARM_UP, seed=12)
    times: dict[str, Times] = {name: [None] * len(asked) for name in names}
    with ExitStack() as opened:
        engines = {name: opened.enter_context(closing(engine(name))) for name in times}
        for name, searcher in engines.items():
            _prepare(searcher, folder / f"{name}-{size}", partial(releases, size))
        _compare(engines, questions(sample, CHECKED))
        for _ in range(rounds):
            for name, searcher in engines.items():
                searcher.open(folder / f"{name}-{size}")
                times[name] = _least(times[name], _timed(searcher, warm_up, asked))
    results = summary(times, [question.kind for question in asked])
    print(table(results))
    for name, own in times.items():
        if refused := own.count(math.inf):
            print(f"{name} refuses {refused} of {len(own)}, counted as answers that never come")
    kept = {"size": size, "engines": results}
    (folder / f"search-{size}.json").write_text(json.dumps(kept, indent=1), "utf-8")
    draw(folder)


def _prepare(searcher: Searcher, folder: Path, releases: Callable[[], Iterable[Release]]) -> None:
    """Build what is missing, read all files so that no disk is timed, and open."""
    if not folder.exists():
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        searcher.build(unfinished, releases())
        unfinished.rename(folder)
    read_through(folder)
    began = time.process_time()
    searcher.open(folder)
    taken = (time.process_time() - began) * 1e3
    print(f"{folder.name}: opened in {taken:.1f} ms of the bench's processor time", flush=True)


def _compare(engines: dict[str, Searcher], asked: list[Question]) -> None:
    kinds = [question.kind for question in asked]
    totals = {
        name: [_total(searcher, question) for question in asked]
        for name, searcher in engines.items()
    }
    stems = {name: searcher.stems for name, searcher in engines.items()}
    if wrong := disagreements(totals, kinds, OURS, stems):
        raise click.ClickException(
            "not timed, the answers differ (remove indexes of another archive from --folder):\n"
            + "\n".join(wrong)
        )


def _total(searcher: Searcher, question: Question) -> int | None:
    try:
        answer = searcher.search(question)
    except Refused:
        return None
    return answer.total if answer else None


def _timed(searcher: Searcher, warm_up: list[Question], asked: list[Question]) -> Times:
    for question in warm_up * searcher.warm_ups:
        _total(searcher, question)
    times: Times = []
    for question in asked:
        began = searcher.processor_seconds()
        try:
            answered = searcher.search(question) is not None
        except Refused:
            times.append(math.inf)
        else:
            times.append((searcher.processor_seconds() - began) * 1e3 if answered else None)
    return times


def _least(before: Times, now: Times) -> Times:
    return [
        b if a is None else a if b is None else min(a, b) for a, b in zip(before, now, strict=True)
    ]


if __name__ == "__main__":
    main()
