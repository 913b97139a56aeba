"""Which table ranks best? Rules only, tables of growing size, and others given by --table.

    python -m tests.bench.french_tables COLLECTION… [--table FILE]…

A collection is a folder as relevance.py describes it; its dev questions are asked
as typed. The figures are nDCG@10 with BM25F (title × 3, k1 1.4, b 0.8), every word optional, on
terms alone and with half the score of the unstemmed surfaces added, then how many questions the
table ranks better (+) and worse (-) than rules alone. The last column is the mean gain over rules
with its 95 % interval (bootstrap over questions).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from index.french import analyze, query_words, without_stop_words
from index.french.forms import DATA, TABLE, groups
from tests.bench.commands import FILE, FOLDER, Bench
from tests.bench.french_conflation import SIZES, ours, shipped

TITLE_WEIGHT, K1, B = 3.0, 1.4, 0.8
SURFACE_SHARE = 0.5
Floats = NDArray[np.float64]
Scores = dict[str, tuple[NDArray[np.int64], Floats]]  # surface → its documents, their scores


class Collection:
    """A corpus analysed once: postings of surfaces, which any table turns into terms."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.vocabulary: dict[str, int] = {}
        documents: dict[str, int] = {}
        keys: list[tuple[int, int]] = []
        counts: list[float] = []
        for line in (folder / "corpus.jsonl").open(encoding="utf-8"):
            record = json.loads(line)
            number = documents.setdefault(record["id"], len(documents))
            for text, weight in ((record["title"], TITLE_WEIGHT), (record["text"], 1.0)):
                for surface in analyze(text or "").surfaces:
                    keys.append((self.vocabulary.setdefault(surface, len(self.vocabulary)), number))
                    counts.append(weight)
        self.size = len(documents)
        pairs = np.array(keys, dtype=np.int64)
        self.surfaces, self.documents = pairs[:, 0], pairs[:, 1]
        self.counts = np.array(counts)
        length = np.bincount(self.documents, self.counts, self.size)
        self.norm = 1 - B + B * length / length.mean()
        split = dict(line.split("\t") for line in _lines(folder / "split.tsv"))
        self.relevant = {
            question: documents[document]
            for question, document, _ in (line.split("\t") for line in _lines(folder / "qrels.tsv"))
            if split[question] == "dev"
        }
        self.questions = [
            (self.relevant[number], self._asked(text))
            for number, text in (line.split("\t") for line in _lines(folder / "queries.asis.tsv"))
            if number in self.relevant
        ]

    @staticmethod
    def _asked(text: str) -> list[str]:
        words = without_stop_words(query_words(text))
        return [token.surface for word in words for token in word.alternatives[0]]

    def scores(self, term_of: Callable[[str], str]) -> Scores:
        """Return for each surface in the questions the documents of its term and their scores."""
        names: dict[str, int] = {}
        number = np.array([names.setdefault(term_of(s), len(names)) for s in self.vocabulary])
        key = number[self.surfaces] * self.size + self.documents
        pairs, inverse = np.unique(key, return_inverse=True)
        frequency = np.bincount(inverse, self.counts)
        terms, documents = np.divmod(pairs, self.size)
        first = np.searchsorted(terms, np.arange(len(names) + 1))
        found: Scores = {}
        for surface in {surface for _, asked in self.questions for surface in asked}:
            term = names.get(term_of(surface))
            if term is None:
                continue
            at = slice(first[term], first[term + 1])
            n = at.stop - at.start
            idf = np.log(1 + (self.size - n + 0.5) / (n + 0.5))
            saturated = frequency[at] / (frequency[at] + K1 * self.norm[documents[at]])
            found[surface] = documents[at], idf * (K1 + 1) * saturated
        return found


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def ndcg(collection: Collection, *parts: tuple[float, Scores]) -> Floats:
    """Return nDCG@10 of each question; one document is relevant, so it is 1 / log2(1 + rank)."""
    figures = []
    total = np.zeros(collection.size)
    for wanted, asked in collection.questions:
        total[:] = 0
        for share, scores in parts:
            for surface in asked:
                if surface in scores:
                    documents, values = scores[surface]
                    total[documents] += share * values
        rank = 1 + np.count_nonzero(total > total[wanted])
        rank += np.count_nonzero(total[:wanted] == total[wanted])
        figures.append(1 / np.log2(1 + rank) if rank <= 10 and total[wanted] > 0 else 0.0)
    return np.array(figures)


def gain(figures: list[Floats], base: list[Floats]) -> str:
    """Return the mean gain over the collections with its 95 % bootstrap interval."""
    chance = np.random.default_rng(0)
    means = np.zeros(1000)
    for figure, without in zip(figures, base, strict=True):
        difference = figure - without
        drawn = chance.integers(0, len(difference), (1000, len(difference)))
        means += difference[drawn].mean(axis=1) / len(figures)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{means.mean():+.4f} [{low:+.4f}, {high:+.4f}]"


def tables(others: Iterable[Path]) -> dict[str, Callable[[str], str]]:
    """Return what is compared: name → term of a surface."""
    full = len(groups(DATA / TABLE))
    sizes = (*(size for size in SIZES if size < full), full)
    found = {f"{size} forms": ours(shipped(size)) for size in sizes}
    return found | {path.name: ours(groups(path)) for path in others}


@click.command(cls=Bench)
@click.argument("folders", metavar="COLLECTION...", nargs=-1, required=True, type=FOLDER)
@click.option("--table", "others", multiple=True, type=FILE, help="Another table to measure.")
def main(folders: tuple[Path, ...], others: tuple[Path, ...]) -> None:
    """Print a line for each table."""
    collections = [Collection(folder) for folder in folders]
    print(f"{'':<24}" + "".join(f"{c.name:>26}" for c in collections) + "      mean")
    surfaces = [collection.scores(lambda surface: surface) for collection in collections]
    base: list[Floats] = []
    for name, term_of in tables(others).items():
        terms = [collection.scores(term_of) for collection in collections]
        alone = [ndcg(c, (1.0, t)) for c, t in zip(collections, terms, strict=True)]
        both = [
            ndcg(c, (1.0, t), (SURFACE_SHARE, s))
            for c, t, s in zip(collections, terms, surfaces, strict=True)
        ]
        base = base or both
        cells = "".join(
            f"{a.mean():>9.4f}{b.mean():>8.4f} +{(b > r).sum():<3}-{(b < r).sum():<3}"
            for a, b, r in zip(alone, both, base, strict=True)
        )
        mean = sum(b.mean() for b in both) / len(both)
        print(f"{name:<24}{cells}  {mean:.4f}  {gain(both, base)}", flush=True)


if __name__ == "__main__":
    main()
