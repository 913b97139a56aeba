"""Completion and spelling at size: how long does it take to build, and to answer?

    PYTHONPATH=. python tests/bench/completion.py ARCHIVE.jsonl

Every word of 200 titles drawn at random is typed letter by letter, then two words of each; the
same words, with one edit, are put right.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from time import perf_counter

from index.reading import read_files
from index.releases import Release
from index.sources import list_files
from search.completion import build_completions
from search.spelling import candidates
from search.vocabulary import build_vocabulary


def timed(call: Callable[[str], object], inputs: Iterable[str]) -> str:
    """The median, 99th percentile and slowest call, in milliseconds."""
    times = []
    for text in inputs:
        start = perf_counter()
        call(text)
        times.append((perf_counter() - start) * 1000)
    times.sort()
    middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
    return f"{len(times)} calls, p50 {middle:.2f} ms, p99 {late:.2f} ms, slowest {times[-1]:.2f} ms"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    read = read_files(list_files([parser.parse_args().archive]))
    releases = [item for item in read if isinstance(item, Release)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = perf_counter()
    vocabulary = build_vocabulary(releases)
    print(f"{len(releases)} releases, {len(vocabulary)} words in {perf_counter() - start:.0f} s")
    start = perf_counter()
    completions = build_completions(releases, vocabulary)
    print(
        f"{len(completions.words.keys)} words, {len(completions.phrases.keys)} pairs, "
        f"{len(completions.titles.texts)} titles in {perf_counter() - start:.0f} s"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{peak / 1024:.0f} MB more at the peak")
    random = Random(6)
    titles = [release.title for release in random.sample(releases, 200) if release.title]
    words = [word for title in titles for word in title.split()]
    typed = [word[:end] for word in words for end in range(1, len(word) + 1)]
    typed += [title[:end] for title in titles for end in range(1, min(len(title), 25))]
    print("complete:", timed(completions.complete, typed))
    slips = [word[:1] + word[2:] for word in words if len(word) > 3]
    print("candidates:", timed(lambda word: candidates(word, vocabulary), slips))


if __name__ == "__main__":
    main()
