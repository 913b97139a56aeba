"""Words a second of the analysis, terms with offsets, beside Whoosh's French analyzer.

    PYTHONPATH=. python tests/bench/french_speed.py CORPUS.jsonl [--documents N]

CORPUS holds a JSON object a line with ``title`` and ``text``. Figures are words a second of
processor time in one process. Cold: no raw token has been seen and no table is loaded; each cold
figure is the first pass of a new process. Warm: the best of three passes after it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path


def texts(path: Path, documents: int) -> list[str]:
    """Return the first texts of the corpus, title and body."""
    with path.open(encoding="utf-8") as file:
        records = map(json.loads, islice(file, documents))
        return [f"{record.get('title') or ''}\n\n{record['text']}" for record in records]


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


def apart(task: str, options: argparse.Namespace) -> list[float]:
    """Run a task in a process of its own and return its figures."""
    command = [sys.executable, __file__, str(options.corpus), "--documents", str(options.documents)]
    done = subprocess.run([*command, "--task", task], check=True, capture_output=True, text=True)
    return [float(figure) for figure in done.stdout.split()]


def main() -> None:
    """Print the figures, each beside Whoosh's in the same run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--task", choices=["load", "both", "pure"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task == "load":
        print(load())
        return
    corpus = texts(options.corpus, options.documents)
    if options.task:
        if options.task == "pure":
            sys.modules["Stemmer"] = None  # type: ignore[assignment]  # as if not installed
        print(*ours(corpus, 4))
        return
    from whoosh.analysis import LanguageAnalyzer

    whoosh = LanguageAnalyzer("fr")
    fast, pure = apart("both", options), apart("pure", options)
    theirs = max(rate(lambda text: whoosh(text, positions=True, chars=True), corpus) for _ in "12")
    print(
        f"tables load with the first word in {min(apart('load', options)[0] for _ in '123'):.0f} ms"
    )
    for name, figure in (
        ("Whoosh LanguageAnalyzer('fr'), warm", theirs),
        ("warm", max(fast[1:])),
        ("cold", fast[0]),
        ("cold without PyStemmer", pure[0]),
    ):
        print(f"{name:<40}{figure:>12,.0f} words/s{figure / theirs:>8.1f} ×")


if __name__ == "__main__":
    main()
