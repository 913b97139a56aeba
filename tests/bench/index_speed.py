"""How fast releases are indexed, ours and others': ``python -m tests.bench.index_speed``.

From a file of one JSON record a line to an index on disk, each engine in a process of its own, with
those that it starts. ``--engines communiques,tantivy,lucene,postgresql`` asks the engines that come
with Debian too (search_speed says how they are installed).

Prints releases per second of processor time and of the clock, the size of the index and peak
memory, with ratios to plain Whoosh; how the work of two processes divides; and how long an update
takes until a running server shows it, from a file of records or (``--files``) a folder of texts.

Ratios are of the time and the size of one release. Plain Whoosh gets slower as its index grows (its
writer merges segments again and again), so one that indexes fewer releases than the others is
flattered: the same number by default, and ``--whoosh-size`` for a run that would take too long.
Ours reads, validates and cleans the records of the file; the others get them read.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from index.indexing import index_sources
from index.sources import list_files
from tests.bench.commands import FILE, SOME, Bench
from tests.bench.engines import OURS, engine
from tests.bench.speed_archive import copy_records, read_records, write_copies, write_records
from tests.bench.update_speed import time_to_visibility, write_files


@dataclass(frozen=True)
class Cost:
    """What it took to index some releases.

    Seconds of processor time (of the first process, and of those it started) and of the clock;
    size of the index in MB; peak memory of the largest process in MB, mapped pages included.
    """

    engine: str
    releases: int
    processor: float
    children: float
    clock: float
    megabytes: float
    peak: float

    @property
    def each(self) -> float:
        return (self.processor + self.children) / self.releases


@click.command(cls=Bench)
@click.option("--size", default=5_000, show_default=True, type=SOME, help="Releases.")
@click.option("--engines", default=f"{OURS},{OURS}-2,tantivy,sqlite,whoosh", show_default=True)
@click.option(
    "--whoosh-size", type=SOME, help="Releases for plain Whoosh, at most; as many as --size if not."
)
@click.option("--memory-mb", default=512, show_default=True, type=SOME, help="Setting of ours.")
@click.option("--update/--no-update", default=True, help="Time updates of 100 releases.")
@click.option("--files", is_flag=True, help="Time those of a folder of texts, too.")
@click.option(
    "--archive",
    type=FILE,
    help="Records to read, ``--size`` of them, instead of generated ones.",
)
@click.option(
    "--copies",
    default=1,
    show_default=True,
    type=SOME,
    help="Versions of the archive; multiplies --size.",
)
@click.option("--keep", type=click.Path(path_type=Path), help="Where to leave our index.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Write the results there.")
def main(
    size: int,
    engines: str,
    whoosh_size: int | None,
    memory_mb: int,
    update: bool,
    files: bool,
    archive: Path | None,
    copies: int,
    keep: Path | None,
    report: Path | None,
) -> None:
    """Compare engines over a generated archive; communiques-2 uses two processes."""
    for name in engines.split(","):
        engine(_parted(name)[0]).close()  # what is not installed is said now
    if keep and keep.exists():
        raise click.ClickException(f"{keep} is there already; remove it or name another --keep")
    costs: list[Cost] = []
    updates: list[dict[str, float | str]] = []
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o711)  # the user that runs PostgreSQL passes through
        records = folder / "archive.jsonl"
        once = folder / "once.jsonl"
        if archive:
            copy_records(once, archive, size)
        else:
            write_records(once, size)
        write_copies(records, once, copies)
        size *= copies
        for name in engines.split(","):
            number = min(size, whoosh_size or size) if name == "whoosh" else size
            home = folder / name
            home.mkdir()
            with ProcessPoolExecutor(1, context) as pool:
                costs.append(pool.submit(_cost, name, number, records, home, memory_mb).result())
            _show(costs[-1])
            if name != OURS:
                shutil.rmtree(home)
        ours = folder / OURS / "index"
        if ours.exists() and keep:
            shutil.copytree(ours.resolve(), keep)
        if ours.exists() and update:
            updates = [*time_to_visibility(ours, records)]
        if files:
            updates += _with_files(folder, records)
    _compare(costs)
    if report:
        results = {"indexing": [asdict(cost) for cost in costs], "updates": updates}
        report.write_text(json.dumps(results, indent=1) + "\n")


def _with_files(folder: Path, records: Path) -> Iterator[dict[str, float | str]]:
    texts, index = folder / "texts", folder / "of-texts"
    write_files(texts, records)
    index_sources(index, list_files([texts]), jobs=2)
    yield from time_to_visibility(index, texts)


def _parted(name: str) -> tuple[str, int]:
    """An engine's name, and how many processes ours is to use.

    Raises:
        click.ClickException: what follows the hyphen is no number.
    """
    plain, _, jobs = name.partition("-")
    if jobs and not (plain == OURS and jobs.isdecimal()):
        raise click.ClickException(f"{name}: only ours uses several processes, as {OURS}-2")
    return plain, int(jobs or 1)


def _cost(name: str, size: int, records: Path, home: Path, memory_mb: int) -> Cost:
    plain, jobs = _parted(name)
    searcher = engine(plain)
    began, clock = _processor_times(), time.perf_counter()
    if plain == OURS:
        files = list_files([records])
        index_sources(home / "index", files, jobs=jobs, memory_mb=memory_mb)
    else:
        searcher.build(home, read_records(records, size))
    taken = time.perf_counter() - clock
    own, children = (
        after - before for after, before in zip(_processor_times(), began, strict=True)
    )
    held = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in usage) / 1024
    return Cost(name, size, own, children, taken, held / 1e6, peak)


def _processor_times() -> list[float]:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return [usage.ru_utime + usage.ru_stime for usage in usages]


def _show(cost: Cost) -> None:
    click.echo(
        f"{cost.engine:14} {cost.releases} releases, {1 / cost.each:.0f} per processor second, "
        f"{cost.releases / cost.clock:7.0f} by the clock, {cost.megabytes * 1e3 / cost.releases:5.2f} "
        f"kB a release, peak {cost.peak:5.0f} MB"
    )


def _compare(costs: list[Cost]) -> None:
    by_name = {cost.engine: cost for cost in costs}
    plain, one, two = (by_name.get(name) for name in ("whoosh", OURS, f"{OURS}-2"))
    for cost in costs if plain else ():
        size = cost.megabytes / cost.releases / (plain.megabytes / plain.releases)
        click.echo(
            f"{cost.engine:14} {plain.each / cost.each:5.1f} × plain Whoosh, {size:.2f} × its size"
        )
    if one and two:
        # The first one reads, too, as long as there is something to read, and does most of what
        # comes after: on a machine with other work to do its own time says more than the clock.
        click.echo(
            f"two processes: {one.clock / two.clock:.2f} × one by the clock; by processor time "
            f"{one.processor / two.processor:.2f} × ({two.processor:.1f} s in the first, which "
            f"hardly waits, {two.children:.1f} s in the second; one alone takes "
            f"{one.processor:.1f} s)"
        )


if __name__ == "__main__":
    main()
