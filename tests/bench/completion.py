"""What completion costs: ``python -m tests.bench.completion [--size 100000] [--keep FOLDER]``.

Over a generated archive: processor seconds of the file of completions beside those of the whole
index, and processor milliseconds of each completion as titles and their words are typed letter by
letter, slowest included. Every word that is offered is spelled anew, as for the first reader.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from random import Random

import click

from index.building import build_index
from index.completions import SUFFIX, write_completions
from search.archive import open_engine
from search.engine import Engine
from tests.bench.commands import SOME, Bench
from tests.bench.speed_archive import Generator

WARM_UP = 300
TYPED = 2_000


@click.command(cls=Bench)
@click.option("--size", default=100_000, show_default=True, type=SOME, help="Releases.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the index in.")
def main(size: int, keep: Path | None) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        location = (keep or Path(temporary)) / f"completion-{size}"
        if not location.exists():
            releases = [*Generator().releases(size)]
            began = time.process_time()
            build_index(location, releases)
            print(f"index and completions: {time.process_time() - began:.1f} s")
        for file in location.resolve().glob(f"*{SUFFIX}"):
            file.unlink()
        began = time.process_time()
        write_completions(location)
        spent = time.process_time() - began
        held = sum(file.stat().st_size for file in location.resolve().glob(f"*{SUFFIX}"))
        print(f"completions alone: {spent:.2f} s, {held / 1e6:.1f} MB")
        engine = open_engine(location)
        typed = _typed(size)
        for text in typed[:WARM_UP]:
            engine.complete(text)
        print(_timed(engine, typed))
        engine.close()


def _typed(size: int) -> list[str]:
    """Titles and words as far as they may be typed, and the letters by themselves."""
    random = Random(6)
    titles = [release.title for release in Generator().releases(min(size, 1_000))]
    chosen = random.sample(titles, min(100, len(titles)))
    words = [word for title in chosen for word in title.split()]
    typed = [word[:end] for word in words for end in range(1, len(word) + 1)]
    typed += [title[:end] for title in chosen for end in range(1, min(len(title), 60))]
    typed = random.sample(typed, min(TYPED, len(typed)))
    return [*typed, *map(chr, range(ord("a"), ord("z") + 1))]


def _timed(engine: Engine, typed: list[str]) -> str:
    times = []
    for text in typed:
        began = time.process_time()
        engine.complete(text)
        times.append(((time.process_time() - began) * 1e3, text))
    times.sort()
    middle, late = times[len(times) // 2][0], times[len(times) * 99 // 100][0]
    slowest, text = times[-1]
    return (
        f"{len(times)} calls: median {middle:.2f} ms, 99 % {late:.2f} ms, "
        f"slowest {slowest:.2f} ms ({text!r})"
    )


if __name__ == "__main__":
    main()
