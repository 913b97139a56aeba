"""Words a second of the analysis, terms with offsets, beside Whoosh's French analyzer.

    python -m tests.bench.french_speed CORPUS.jsonl [--documents N]

CORPUS holds a JSON object a line with ``title`` and ``text``. Figures are words a second of
processor time in one process. Cold: no raw token has been seen and no table is loaded; each cold
figure is the first pass of a new process. Warm: the best of three passes after it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import click

from tests.bench.commands import FILE, SOME, Bench


def texts(path: Path, documents: int) -> list[str]:
    """Return the first texts of the corpus, title and body.

    Raises:
        click.ClickException: a line is no such object, or there is none.
    """
    read = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(islice(file, documents), 1):
            try:
                record = json.loads(line)
                read.append(f"{record.get('title') or ''}\n\n{record['text']}")
            except (ValueError, AttributeError, KeyError) as error:
                raise click.ClickException(
                    f"{path}:{number}: no JSON object with title and text ({error!r})"
                ) from None
    if not read:
        raise click.ClickException(f"{path} is empty")
    return read


def rate(work: Callable[[str], Iterable[object]], corpus: list[str]) -> float:
    """Return words a second of processor time; ``work`` gives the words of a text."""
    start = time.process_time()
    words = 0
    for text in corpus:
        words += sum(1 for _ in work(text))
    return words / (time.process_time() - start)


def ours(corpus: list[str], passes: int) -> list[float]:
    """Return the words a second of each pass over the corpus, the first one cold."""
    from index.french import analyze

    rates = []
    for _ in range(passes):
        start = time.process_time()
        words = 0
        for text in corpus:
            words += len(analyze(text))
        rates.append(words / (time.process_time() - start))
    return rates


def load() -> float:
    """Return the milliseconds of the first word, which loads the tables."""
    from index.french import analyze

    start = time.perf_counter()
    analyze("communiqué")
    return 1000 * (time.perf_counter() - start)


def apart(task: str, corpus: Path, documents: int) -> list[float]:
    """Run a task in a process of its own and return its figures."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.french_speed",
        str(corpus),
        "--documents",
        str(documents),
    ]
    done = subprocess.run([*command, "--task", task], check=True, capture_output=True, text=True)
    return [float(figure) for figure in done.stdout.split()]


@click.command(cls=Bench)
@click.argument("corpus", type=FILE)
@click.option("--documents", default=5000, show_default=True, type=SOME, help="Texts to read.")
@click.option("--task", type=click.Choice(["load", "both", "pure"]), hidden=True)
def main(corpus: Path, documents: int, task: str | None) -> None:
    """Print the figures, each beside Whoosh's in the same run."""
    if task == "load":
        print(load())
        return
    read = texts(corpus, documents)
    if task:
        if task == "pure":
            sys.modules["Stemmer"] = None  # type: ignore[assignment]  # as if not installed
        print(*ours(read, 4))
        return
    from whoosh.analysis import LanguageAnalyzer

    whoosh = LanguageAnalyzer("fr")
    fast, pure = (apart(task, corpus, documents) for task in ("both", "pure"))
    theirs = max(rate(lambda text: whoosh(text, positions=True, chars=True), read) for _ in "12")
    loads = min(apart("load", corpus, documents)[0] for _ in "123")
    print(f"tables load with the first word in {loads:.0f} ms")
    for name, figure in (
        ("Whoosh LanguageAnalyzer('fr'), warm", theirs),
        ("warm", max(fast[1:])),
        ("cold", fast[0]),
        ("cold without PyStemmer", pure[0]),
    ):
        print(f"{name:<40}{figure:>12,.0f} words/s{figure / theirs:>8.1f} ×")


if __name__ == "__main__":
    main()
