"""Which share of a word's inflections a question finds, and what it finds besides.

    python -m tests.bench.french_conflation FOLDER [--table FILE]…

The gold is ``gold_dev.tsv`` in FOLDER, with ``prototype/data/families.tsv``: ``lemma TAB part of speech TAB form:centibels …``. A
form asked for should find the forms that share a lemma with it. Documents weigh by frequency;
questions too, capped, since nobody asks for faire in proportion to its use. Recall is reported in
four settings: question and document each with accents (A) or without (U). Precision is strict
(sharing a lemma) or lenient (derivational relatives of ``families.tsv`` count as right).

The shipped table and the gold both come from Lexique, so rows with a table are optimistic about
words no lexicon knows; the row without a table says what the rules do for those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import click
import snowballstemmer
from unidecode import unidecode
from whoosh.analysis import LanguageAnalyzer

from index.french import term
from index.french.folding import fold
from index.french.forms import DATA, TABLE, forms, groups
from index.french.terms import decide
from tests.bench.commands import FILE, FOLDER, Bench

QUERY_CAP = 10**-4.5
SIZES = (0, 1000, 2000, 4000, 8000, 16000)
Stem = Callable[[str], str]


class Gold:
    """Forms with their weights, lemmas and derivational families."""

    def __init__(self, folder: Path) -> None:
        self.forms: list[str] = []
        self.weights: list[float] = []
        self.lemmas: list[set[str]] = []
        self.members: defaultdict[str, set[int]] = defaultdict(set)
        number: dict[str, int] = {}
        for line in (folder / "gold_dev.tsv").read_text("utf-8").splitlines():
            lemma, _, listed = line.split("\t")
            for item in listed.split():
                form, _, centibels = item.rpartition(":")
                if form not in number:
                    number[form] = len(self.forms)
                    self.forms.append(form)
                    self.weights.append(10 ** (-int(centibels) / 100))
                    self.lemmas.append(set())
                self.lemmas[number[form]].add(lemma)
                self.members[lemma].add(number[form])
        self.unaccented = [unidecode(form) for form in self.forms]
        older: dict[str, set[str]] = {}
        for line in (folder / "prototype/data/families.tsv").read_text("utf-8").splitlines():
            lemma, _, ancestors = line.partition("\t")
            older[lemma] = set(ancestors.split())
        self.families = [
            {name for lemma in map(unidecode, lemmas) for name in (lemma, *older.get(lemma, ()))}
            for lemmas in self.lemmas
        ]

    def related(self, number: int) -> set[int]:
        """Return the forms that share a lemma with a form, itself included."""
        return set().union(*(self.members[lemma] for lemma in self.lemmas[number]))


class Measured(NamedTuple):
    """Shares of 1: recall in four settings (question, document), precision strict and lenient."""

    aa: float
    ua: float
    au: float
    uu: float
    strict: float
    lenient: float

    def row(self, name: str) -> str:
        """Return the figures as a line of a table, in per cent."""
        return f"{name:<40}" + "".join(f"{100 * share:>8.1f}" for share in self)


HEADER = f"{'':<40}" + "".join(f"{name:>8}" for name in ("AA", "UA", "AU", "UU", "strict", "Pd"))


def measure(stem: Stem, gold: Gold) -> Measured:
    """Measure a function from a word to its term."""
    accented = [stem(form) for form in gold.forms]
    plain = [stem(form) for form in gold.unaccented]
    recalls = [
        _recall(asked, _postings(written), gold)
        for written in (accented, plain)
        for asked in (accented, plain)
    ]
    aa, ua, au, uu = recalls
    return Measured(aa, ua, au, uu, *_precision(plain, _postings(accented), gold))


def _postings(terms: list[str]) -> dict[str, set[int]]:
    postings: defaultdict[str, set[int]] = defaultdict(set)
    for number, each in enumerate(terms):
        if each:
            postings[each].add(number)
    return postings


def _recall(asked: list[str], postings: dict[str, set[int]], gold: Gold) -> float:
    """Return the mean share of the weight of other forms of a word that asking for it finds."""
    weight = gold.weights
    got = whole = 0.0
    for number, wished in enumerate(asked):
        others = gold.related(number) - {number}
        wanted = sum(weight[other] for other in others)
        if wanted > 1e-12:
            found = sum(weight[other] for other in others & postings.get(wished, set()))
            asking = min(weight[number], QUERY_CAP)
            got += asking * found / wanted
            whole += asking
    return got / whole


def _precision(asked: list[str], postings: dict[str, set[int]], gold: Gold) -> tuple[float, float]:
    """Return the mean shares of what is found that are the word, and the word or its family."""
    weight = gold.weights
    strict = lenient = whole = 0.0
    for number, wished in enumerate(asked):
        found = postings.get(wished, set())
        if not found:
            continue
        everything = sum(weight[other] for other in found)
        related = gold.related(number)
        right = sum(weight[other] for other in found & related)
        family = gold.families[number]
        akin = sum(weight[other] for other in found - related if family & gold.families[other])
        asking = min(weight[number], QUERY_CAP)
        strict += asking * right / everything
        lenient += asking * (right + akin) / everything
        whole += asking
    return strict / whole, lenient / whole


def ours(table: dict[str, str]) -> Stem:
    """Return our analysis of a word, with another table."""
    known = replace(forms(), table=table)
    return lambda word: decide(fold(word), known)[0]


def shipped(size: int) -> dict[str, str]:
    """Return the beginning of the shipped table: its most frequent words, ``size`` forms."""
    return dict(islice(groups(DATA / TABLE).items(), size))


def approaches() -> Iterator[tuple[str, Stem]]:
    """Yield what is compared: peers, then ours with tables of growing size."""
    snowball = snowballstemmer.stemmer("french").stemWord
    whoosh = LanguageAnalyzer("fr")
    yield "Whoosh LanguageAnalyzer('fr')", lambda word: next((t.text for t in whoosh(word)), "")
    yield "stem, then fold", lambda word: unidecode(snowball(word))
    yield "fold, then stem", lambda word: snowball(unidecode(word))
    full = len(groups(DATA / TABLE))
    for size in (*(size for size in SIZES if size < full), full):
        yield f"ours, table of {size} forms", ours(shipped(size))


@click.command(cls=Bench)
@click.argument("folder", type=FOLDER)
@click.option("--table", "tables", multiple=True, type=FILE, help="Another table to measure.")
def main(folder: Path, tables: tuple[Path, ...]) -> None:
    """Print the table."""
    gold = Gold(folder)
    pairs = zip(gold.forms, gold.unaccented, strict=True)
    unlike = sum(term(form) != term(plain) for form, plain in pairs)
    print(f"{len(gold.forms)} forms; {unlike} with another term when typed without accents")
    print(HEADER)
    for name, stem in approaches():
        print(measure(stem, gold).row(name), flush=True)
    for path in tables:
        print(measure(ours(groups(path)), gold).row(path.name), flush=True)


if __name__ == "__main__":
    main()
