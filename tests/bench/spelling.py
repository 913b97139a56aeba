"""Spelling: how often is the right word offered first, and how often is a right one corrected?

    python -m tests.bench.spelling [--index FOLDER] [--correct FILE…]

Misspelt: words that occur five times or more in the archive (300 at most), with edits drawn at
random (a letter inserted, dropped, replaced, two neighbours swapped; 20 a word, fixed seed). What
happens to be another word of the archive, or of French, is no misspelling and is drawn again; the
share of the latter is told. Correctly spelt: titles of the archive, its words, pairs of neighbouring
words, French words that it lacks; and for each file, its lines (what follows the last tab) and
their words. Without ``--index`` the archive is the sample.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from string import ascii_lowercase

import click

from index.french import analyze
from index.french.folding import fold
from index.indexing import index_sources
from index.releases import Release
from index.sources import list_files, sample_archive
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Clause, Query
from search.spelling import candidates, correct, french_words
from tests.bench.commands import FILE, FOLDER, Bench

WORDS, EDITS, QUERIES = 300, 20, 1_000


@click.command(cls=Bench)
@click.option("--index", "location", type=FOLDER, help="An index.")
@click.option("--correct", "files", multiple=True, type=FILE, help="Lines.")
def main(location: Path | None, files: tuple[Path, ...]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        if location is None:
            location = Path(temporary) / "sample"
            index_sources(location, list_files([sample_archive()]))
        engine = open_engine(location)
        releases = [hit.release for hit in engine.search(Query(), size=2_000).hits]
        _print_misspelt(engine, releases)
        for name, queries in _correct_queries(engine, releases, files).items():
            _print_false_offers(engine, name, queries)
        engine.close()


def _print_misspelt(engine: Engine, releases: Sequence[Release]) -> None:
    occurrences = Counter(word for release in releases for word in analyze(release.text).surfaces)
    frequent = sorted(word for word, n in occurrences.items() if n >= 5 and word.isalpha())
    random = Random(6)
    if len(frequent) > WORDS:
        frequent = random.sample(frequent, WORDS)
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    french, spent = 0, 0.0
    for word in frequent:
        done = 0
        for _ in range(10 * EDITS):
            typed = _misspelt(word, random)
            if done == EDITS or not typed or engine.vocabulary.get(typed):
                continue
            french += typed in french_words()
            if typed in french_words():
                continue
            done += 1
            began = time.process_time()
            offered = candidates(typed, engine.vocabulary)
            spent += time.process_time() - began
            size = f"{min(len(word), 8)} letters" + (" or more" if len(word) >= 8 else "")
            for row in (size, "all"):
                rows[row]["tried"] += 1
                rows[row]["right"] += bool(offered) and offered[0].surface == word
    tried = rows["all"]["tried"]
    print(f"{len(frequent)} words, {tried} misspellings; {french} more were French words")
    for row, counts in sorted(rows.items()):
        print(f"  {row:18} {counts['tried']:6}  right {counts['right'] / counts['tried']:.1%}")
    print(f"  {spent / tried * 1e6:.0f} µs a word")


def _misspelt(word: str, random: Random) -> str:
    """The word with one edit."""
    at, letter = random.randrange(len(word)), random.choice(ascii_lowercase)
    return random.choice([
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ])  # fmt: skip


def _correct_queries(
    engine: Engine, releases: Sequence[Release], files: Iterable[Path]
) -> dict[str, list[str]]:
    texts = [[*analyze(release.text).exacts] for release in releases]
    listed = {
        "titles": [release.title for release in releases if release.title],
        "words": sorted({word for text in texts for word in text}),
        "pairs of words": [f"{a} {b}" for text in texts for a, b in pairwise(text)],
        "French words that the archive lacks": [
            word for word in sorted(french_words()) if not engine.vocabulary.get(word)
        ],
    }
    for file in files:
        lines = [line.rpartition("\t")[2] for line in file.read_text("utf-8").splitlines()]
        words = {word for line in lines for word in analyze(line).exacts if word.isalpha()}
        name = f"{file.parent.name}/{file.name}"
        listed[f"lines of {name}"] = lines
        listed[f"words of {name}"] = sorted(words)
        lacking = sorted(word for word in words if not engine.vocabulary.get(fold(word)))
        listed[f"words of {name} that the archive lacks"] = lacking
    random = Random(6)
    return {name: random.sample(all, min(QUERIES, len(all))) for name, all in listed.items()}


def _print_false_offers(engine: Engine, name: str, queries: Sequence[str]) -> None:
    def count(clause: Clause | None) -> int:
        return engine.search(Query(clause), size=0).total

    offers = [
        (query, made.text)
        for query in queries
        if (made := correct(parse(query), engine.vocabulary, count))
    ]
    print(
        f"{name}: {len(offers)} offers for {len(queries)} ({len(offers) / (len(queries) or 1):.2%})"
    )
    for query, offered in offers[:3]:
        print(f"    {query} → {offered}")


if __name__ == "__main__":
    main()
