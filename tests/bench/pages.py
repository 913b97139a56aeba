"""What a page costs: ``python -m tests.bench.pages --size 100000 --keep FOLDER``.

Prints, for each page over a generated archive, the bytes sent (as they are, and as gzip), the
processor milliseconds of the whole request (median of many), and those of the search alone, so
that the difference is the share of the page.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from index.building import build_index
from index.settings import Settings
from search.archive import open_engine
from tests.bench.commands import SOME, Bench
from tests.bench.speed_archive import Generator
from web import create_app
from web.parameters import SearchParameters
from web.results import run_search

TURNS = 20
SEARCHES = ("", "q=migrants", "q=migrants+retour&from=2010&to=2015", "q=retour&country=NE")


@click.command(cls=Bench)
@click.option("--size", default=10_000, show_default=True, type=SOME, help="Releases.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the index in.")
def main(size: int, keep: Path | None) -> None:
    """Measure the pages over a generated archive."""
    with tempfile.TemporaryDirectory() as temporary:
        location = (keep or Path(temporary)) / f"pages-{size}"
        if not location.exists():
            build_index(location, Generator().releases(size))
        _measure(location)


def _measure(location: Path) -> None:
    client = create_app(Settings(index=str(location))).test_client()
    engine = open_engine(location)
    print(f"{'page':<46}{'bytes':>9}{'gzip':>8}{'ms':>8}{'search':>8}")
    for query in SEARCHES:
        parameters = SearchParameters.from_query_string(query)
        for path in ("/", "/carte"):
            url = f"{path}?{query}"
            body = client.get(url).data
            page = _median(lambda url=url: client.get(url))
            search = _median(lambda p=parameters: run_search(engine, p))
            packed = len(gzip.compress(body, 6))
            print(f"{url:<46}{len(body):>9,}{packed:>8,}{page:>8.1f}{search:>8.1f}")


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1e3)
    return statistics.median(times)


if __name__ == "__main__":
    main()
