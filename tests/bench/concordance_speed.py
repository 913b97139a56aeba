"""How long a concordance takes: ``python -m tests.bench.concordance_speed --size 100000``.

Prints processor milliseconds of the first page of a concordance, beside those of a search for the
same words, and of all of it as CSV, for words from rare to frequent.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from index.building import build_index
from search.archive import open_engine
from search.concordance import all_occurrences, concordance
from search.engine import Engine
from search.parsing import parse
from search.query import Query
from tests.bench.commands import SOME, Bench
from tests.bench.speed_archive import Generator
from web.concordances import concordance_csv_export

WORDS_OF_RANK = (3_000, 1_000, 200, 50, 5)
REPEATS = 3


@click.command(cls=Bench)
@click.option("--size", default=10_000, show_default=True, type=SOME, help="Releases.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the index in.")
def main(size: int, keep: Path | None) -> None:
    """Time concordances over a generated archive."""
    generator = Generator()
    with tempfile.TemporaryDirectory() as temporary:
        location = (keep or Path(temporary)) / f"concordance-{size}"
        if not location.exists():
            build_index(location, generator.releases(size))
        engine = open_engine(location)
        print(
            f"{'releases':>9} {'shown':>6} {'search':>8} {'by rank':>8} {'by left':>8} {'CSV':>8}"
        )
        for rank in WORDS_OF_RANK:
            query = Query(parse(generator.words[rank], synonyms=False).clause)
            found = concordance(engine, query)
            times = [
                _milliseconds(engine.search, query),
                _milliseconds(concordance, engine, query),
                _milliseconds(concordance, engine, query, order="left"),
                _milliseconds(_export, engine, query),
            ]
            print(f"{found.matches:>9} {found.total:>6}", *(f"{time:>8.1f}" for time in times))


def _export(engine: Engine, query: Query) -> int:
    return sum(map(len, concordance_csv_export(all_occurrences(engine, query))))


def _milliseconds(run: Callable[..., object], *given: object, **options: object) -> float:
    """The best of a few runs: what else the machine does only adds."""
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        run(*given, **options)
        times.append(1000 * (time.process_time() - began))
    return min(times)


if __name__ == "__main__":
    main()
