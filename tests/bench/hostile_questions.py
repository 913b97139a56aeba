"""What the dearest questions cost: ``python -m tests.bench.hostile_questions [--size 100000]``.

Questions made to be slow (operators, truncations, similar words, repeated up to the longest
question) and drawn at random from words of the archive and operators (fixed seed). Prints the
slowest in processor milliseconds: read (parsing), expanded (its words looked up in the
vocabulary), answered (a page of results, or the refusal), and corrected (another spelling).
``--index`` takes an index that there is instead of a generated one.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random

import click

from index.building import build_index
from search.archive import open_engine
from search.collection import Collection
from search.engine import Engine
from search.errors import QueryTooCostly
from search.limits import Budget
from search.parsing import ParsedQuery, parse
from search.query import Clause, Exact, Fuzzy, Prefix, Query, Term
from search.query_limits import MAX_LENGTH
from search.spelling import correct
from search.words import words_of
from tests.bench.commands import FOLDER, SOME, Bench
from tests.bench.speed_archive import Generator

DRAWN = 300

REPEATED = [
    "(", "-(", '"', "«", "a ", "a*", "des* ", "con*", "pro* OU ", "titre:", "SAUF ", "é~ ",
    "migration~2 ", "personnes~2 OU ", "pays:a ", "date:1.. ", "a PRÈS/9 ", "la PRÈS/50 de ",
    '"de la" ', "=-", "1 ", "les -", "traite ", "oim OU rdc ", "l'", "a-", "œ", "e\u0301",
    "(des* OU con*) ", "xqzw ", "victmies ",
]  # fmt: skip
"""Each is repeated as long as a question may be."""

OPERATORS = [
    "ET", "OU", "SAUF", "(", ")", '"', "«", "»", "-", "=", "*", "~", "~2", "PRÈS/50", '"~50',
    "titre:", "corps:", "pays:PE", "date:2010..2014",
]  # fmt: skip


@click.command(cls=Bench)
@click.option("--size", default=100_000, show_default=True, type=SOME, help="Releases.")
@click.option("--index", "location", type=FOLDER, help="An index that is.")
def main(size: int, location: Path | None) -> None:
    """Print the slowest of each step."""
    with tempfile.TemporaryDirectory() as temporary:
        if location is None:
            location = Path(temporary) / "index"
            build_index(location, Generator().releases(size))
        engine, collection = open_engine(location), Collection(location)
        slowest: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
        for text in _questions():
            for step, spent in _times(text, engine, collection):
                slowest[step].append((spent, text))
        print(f"{len(slowest['read'])} questions, {engine.manifest.releases} releases")
        for step, times in slowest.items():
            spent, text = max(times)
            print(f"{step:9} slowest {spent:7.1f} ms  {text[:60]!r}")
        engine.close()


def _questions() -> Iterator[str]:
    for part in REPEATED:
        yield (part * MAX_LENGTH)[:MAX_LENGTH]
    random, words = Random(6), [str(word) for word in Generator().words]
    for _ in range(DRAWN):
        parts = [
            random.choice(OPERATORS) if random.random() < 0.5 else _word(random, words)
            for _ in range(random.randrange(1, 120))
        ]
        yield random.choice(["", " "]).join(parts)[:MAX_LENGTH]


def _word(random: Random, words: list[str]) -> str:
    word = random.choice(words[: random.choice([50, len(words)])])
    return word[: random.randrange(1, len(word) + 1)] + random.choice(["", "*", "~", "~2"])


def _times(text: str, engine: Engine, collection: Collection) -> Iterator[tuple[str, float]]:
    """Each step, and its processor milliseconds."""
    asked = parse(text)
    yield "read", _milliseconds(lambda: parse(text))
    yield "expanded", _milliseconds(lambda: _expand(asked.clause, collection))
    yield "answered", _milliseconds(lambda: engine.search(Query(asked.clause)))
    yield "corrected", _milliseconds(lambda: _correct(asked, engine))


def _expand(clause: Clause | None, collection: Collection) -> None:
    budget = Budget()
    for word in {*_words_in(clause)}:
        words_of(word, collection, budget)


def _words_in(clause: object) -> Iterator[Term | Prefix | Fuzzy | Exact]:
    """The words of a clause, however deep they lie."""
    if isinstance(clause, Term | Prefix | Fuzzy | Exact):
        yield clause
    elif isinstance(clause, tuple):
        for inner in clause:
            yield from _words_in(inner)
    elif is_dataclass(clause):
        for part in fields(clause):
            yield from _words_in(getattr(clause, part.name))


def _correct(asked: ParsedQuery, engine: Engine) -> None:
    def count(clause: Clause | None) -> int:
        return engine.search(Query(clause), size=0).total

    correct(asked, engine.vocabulary, count)


def _milliseconds(step: Callable[[], object]) -> float:
    began = time.process_time()
    with suppress(QueryTooCostly):  # in bounded time, which is what is measured
        step()
    return (time.process_time() - began) * 1e3


if __name__ == "__main__":
    main()
