"""How fast releases are indexed, ours and others': ``python -m tests.bench.index_speed``.

From releases in memory, each engine in a process of its own; prints releases per second of
processor time and of the clock, the size of the index, peak memory, and the ratio to Whoosh.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import click

from tests.bench.speed_archive import Generator
from tests.bench.speed_engines import ENGINES, Ours


class Cost(NamedTuple):
    processor: float
    clock: float
    megabytes: float
    peak: float


@click.command()
@click.option("--size", default=5_000, show_default=True, help="Releases.")
@click.option("--engines", default="communiques,communiques-2,tantivy,sqlite,whoosh")
def main(size: int, engines: str) -> None:
    """Compare engines over a generated archive; communiques-2 uses two processes."""
    costs = {}
    context = multiprocessing.get_context("spawn")
    for name in engines.split(","):
        with ProcessPoolExecutor(1, context) as pool:
            costs[name] = pool.submit(_cost, name, size).result()
    plain = costs.get("whoosh")
    print("engine".ljust(16), "per cpu s", "per s", "MB", "peak MB", "ratio to whoosh", sep="\t")
    for name, cost in costs.items():
        ratio = f"{plain.processor / cost.processor:.1f}" if plain else ""
        row = (size / cost.processor, size / cost.clock, cost.megabytes, cost.peak)
        print(name.ljust(16), *(f"{value:.0f}" for value in row), ratio, sep="\t")


def _cost(name: str, size: int) -> Cost:
    plain, _, jobs = name.partition("-")
    engine = Ours(int(jobs)) if jobs else ENGINES[plain]()
    releases = [*Generator().releases(size)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        began, clock = _processor_time(), time.perf_counter()
        engine.build(folder, iter(releases))
        taken = time.perf_counter() - clock
        spent = _processor_time() - began
        held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in usage) / 1024
    return Cost(spent, taken, held / 1e6, peak)


def _processor_time() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
