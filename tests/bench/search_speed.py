"""How long a search takes, ours and others', in the same run: ``python -m tests.bench.search_speed``.

The whole work of one search (total, ten best with passages, counts by country) in processor
milliseconds: median and 95th percentile by class of question, and their ratios to tantivy.

First every engine answers every question, and the totals are compared: engines that do not mean
the same are not timed. Then each is opened anew, so that none remembers an answer, warmed up with
other questions, and timed with its files in memory. Of several such rounds the least time of each
question counts: what others do on the machine only adds to it.

Results are kept as JSON, and drawn with those of other sizes. Plain Whoosh is asked by default
where it can be waited for, up to 10,000 releases.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click

from tests.bench.speed_archive import Generator, read_through
from tests.bench.speed_engines import ENGINES, Searcher
from tests.bench.speed_plot import draw
from tests.bench.speed_questions import Question, questions
from tests.bench.speed_table import disagreements, summary, table

OURS = "communiques"
SAMPLE = 5000
"""Releases that the questions are made from."""

WARM_UP = 10
"""Questions of each class that are not timed."""

WHOOSH_UP_TO = 10_000

Times = list[float | None]


@click.command()
@click.option("--size", default=10_000, show_default=True, help="Releases.")
@click.option("--each", default=40, show_default=True, help="Questions of each class.")
@click.option("--rounds", default=3, show_default=True, help="Times each question is asked.")
@click.option(
    "--peer", "peers", multiple=True, type=click.Choice([*ENGINES]), help="Instead of the default."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var/bench"),
    show_default=True,
    help="For indexes, results and the plot; indexes there are used again.",
)
def main(size: int, each: int, rounds: int, peers: Sequence[str], folder: Path) -> None:
    """Compare engines over a generated archive."""
    names = [OURS, *(peers or ["tantivy", "sqlite", *["whoosh"] * (size <= WHOOSH_UP_TO)])]
    engines = {name: ENGINES[name]() for name in dict.fromkeys(names)}
    sample = [*islice(Generator().releases(min(size, SAMPLE)), SAMPLE)]
    asked = questions(sample, each)
    for name, engine in engines.items():
        _prepare(engine, folder / f"{name}-{size}", size)
    _compare(engines, asked)
    warm_up = questions(sample, WARM_UP, seed=12)
    times: dict[str, Times] = {name: [None] * len(asked) for name in engines}
    for _ in range(rounds):
        for name, engine in engines.items():
            engine.open(folder / f"{name}-{size}")
            times[name] = _least(times[name], _timed(engine, warm_up, asked))
    results = summary(times, [question.kind for question in asked])
    print(table(results))
    kept = {"size": size, "engines": results}
    (folder / f"search-{size}.json").write_text(json.dumps(kept, indent=1), "utf-8")
    draw(folder)


def _prepare(engine: Searcher, folder: Path, size: int) -> None:
    """Build what is missing, read all files so that no disk is timed, and open."""
    if not folder.exists():
        folder.mkdir(parents=True)
        engine.build(folder, Generator().releases(size))
    read_through(folder)
    began = time.process_time()
    engine.open(folder)
    opened = (time.process_time() - began) * 1e3
    print(f"{engine.name}: opened in {opened:.1f} ms of processor time", flush=True)


def _compare(engines: dict[str, Searcher], asked: list[Question]) -> None:
    kinds = [question.kind for question in asked]
    totals = {
        name: [answer.total if answer else None for answer in map(engine.search, asked)]
        for name, engine in engines.items()
    }
    stems = {name: engine.stems for name, engine in engines.items()}
    if wrong := disagreements(totals, kinds, OURS, stems):
        raise click.ClickException("not timed, the answers differ:\n" + "\n".join(wrong))


def _timed(engine: Searcher, warm_up: list[Question], asked: list[Question]) -> Times:
    for question in warm_up:
        engine.search(question)
    times: Times = []
    for question in asked:
        began = time.process_time()
        answer = engine.search(question)
        times.append((time.process_time() - began) * 1e3 if answer else None)
    return times


def _least(before: Times, now: Times) -> Times:
    return [
        b if a is None else a if b is None else min(a, b) for a, b in zip(before, now, strict=True)
    ]


if __name__ == "__main__":
    main()
