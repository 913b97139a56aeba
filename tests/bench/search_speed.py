"""How long a search takes, ours and others', in the same run: ``python -m tests.bench.search_speed``.

Prints processor milliseconds of the whole work of one search (total, ten best with passages,
counts by country), p50 / p95 by class of question, and the ratio to tantivy. Totals are compared
first: engines that disagree by more than their analysers explain are named.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import click

from tests.bench.speed_archive import Generator
from tests.bench.speed_engines import ENGINES, Searcher
from tests.bench.speed_questions import Question, questions

SAMPLE = 5000
WARM_UP = 40
LIKE = 2.0
"""Median totals within this factor of ours are explained by other stemming."""


@click.command()
@click.option("--size", default=10_000, show_default=True, help="Releases.")
@click.option("--each", default=40, show_default=True, help="Questions of each class.")
@click.option("--engines", default="communiques,tantivy,sqlite", show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the indexes in.")
def main(size: int, each: int, engines: str, keep: Path | None) -> None:
    """Compare engines over a generated archive."""
    asked = questions([*islice(Generator().releases(min(size, SAMPLE)), SAMPLE)], each)
    with tempfile.TemporaryDirectory() as temporary:
        home = keep or Path(temporary)
        times = {}
        totals = {}
        for name in engines.split(","):
            engine = ENGINES[name]()
            _open(engine, home / f"{name}-{size}", size)
            times[name], totals[name] = _timed(engine, asked)
    _compare_totals(totals, asked)
    _print_table(times, asked)


def _open(engine: Searcher, folder: Path, size: int) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        engine.build(folder, Generator().releases(size))
    began = time.process_time()
    engine.open(folder)
    print(f"{engine.name}: opened in {(time.process_time() - began) * 1e3:.1f} ms", file=sys.stderr)


def _timed(engine: Searcher, asked: list[Question]) -> tuple[list[float | None], list[int | None]]:
    for question in asked[:WARM_UP]:
        engine.search(question)
    times: list[float | None] = []
    totals: list[int | None] = []
    for question in asked:
        began = time.process_time()
        answer = engine.search(question)
        times.append((time.process_time() - began) * 1e3 if answer else None)
        totals.append(answer.total if answer else None)
    return times, totals


def _compare_totals(totals: dict[str, list[int | None]], asked: list[Question]) -> None:
    kinds = dict.fromkeys(question.kind for question in asked)
    ours = next(iter(totals.values()))
    for name, theirs in totals.items():
        for kind in kinds:
            pairs = [
                (a, b)
                for a, b, question in zip(ours, theirs, asked, strict=True)
                if question.kind == kind and a is not None and b is not None
            ]
            if not pairs:
                continue
            mine, other = (statistics.median(column) + 1 for column in zip(*pairs, strict=True))
            if not 1 / LIKE <= other / mine <= LIKE:
                print(
                    f"{name} finds {other / mine:.2f} times as many for {kind!r}", file=sys.stderr
                )


def _print_table(times: dict[str, list[float | None]], asked: list[Question]) -> None:
    print("class".ljust(10), *(name.rjust(22) for name in times))
    for kind in [*dict.fromkeys(question.kind for question in asked), "all"]:
        cells, base = [], None
        for name, taken in times.items():
            own = sorted(
                ms
                for ms, question in zip(taken, asked, strict=True)
                if ms is not None and kind in (question.kind, "all")
            )
            pair = (_percentile(own, 0.5), _percentile(own, 0.95)) if own else None
            cells.append(pair)
            base = pair if name == "tantivy" else base
        print(kind.ljust(10), *(_cell(pair, base) for pair in cells))


def _percentile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, round(share * (len(values) - 1)))]


def _cell(pair: tuple[float, float] | None, base: tuple[float, float] | None) -> str:
    if pair is None:
        return "–".rjust(22)
    ratio = f" ({pair[0] / base[0]:.2f})" if base else ""
    return f"{pair[0]:.2f} / {pair[1]:.2f}{ratio}".rjust(22)


if __name__ == "__main__":
    main()
