"""How well the engine ranks: collections of questions with the text each one is after.

    python -m tests.bench.relevance [--peers NAMES] [--index FOLDER] [--runs FOLDER] COLLECTION…

A collection is a folder with ``corpus.jsonl`` (id, title, text), ``queries.asis.tsv`` as typed and
``queries.ascii.tsv`` without accents or capitals (qid TAB text), ``qrels.tsv`` (qid TAB id TAB
gain) and ``split.tsv`` (qid TAB split). Any of the words is enough, as in the peers measured on
the same questions. The milliseconds are those of a question: parsing, matching, ranking and
reading ten releases.

Each collection is indexed in a temporary folder, unless ``--index`` says where to keep the indexes
and find them again. ``--runs`` writes ``NAME.KIND.tsv`` runs (qid, id, rank, score) of a hundred.
``--peers`` asks other engines the same, and a second table sets ours beside the best of them:

    python -m tests.bench.relevance --peers tantivy,bm25s,sqlite,lucene COLLECTION…

``lucene`` needs Debian's liblucene8-java and openjdk-17-jdk-headless, ``postgresql`` postgresql-15.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing, nullcontext
from math import log2
from pathlib import Path
from statistics import fmean, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import click

from index.errors import IndexMissing, IndexStale
from index.indexing import index_sources
from index.sources import list_files
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Query
from tests.bench.commands import FOLDER, Bench
from tests.bench.relevance_peers import PEERS, Peer, peer

KINDS = ("asis", "ascii")
DEPTH = 100
WARM_UP = 20

Gains = dict[str, dict[str, float]]


class Measured(NamedTuple):
    """The measures of one run, and milliseconds a question: median and 95th percentile."""

    ndcg: float
    mrr: float
    recall: float
    median: float
    slow: float


def opened(location: Path, corpus: Path) -> Engine:
    """Open the index at a location, made now if there is none that can be used."""
    try:
        return open_engine(location)
    except (IndexMissing, IndexStale):
        index_sources(location, list_files([corpus]))
        return open_engine(location)


def pairs(path: Path) -> dict[str, str]:
    """Read ``key TAB value`` lines."""
    lines = path.read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


def wanted(folder: Path, split: str) -> Gains:
    """What each question of a split is after.

    Raises:
        click.ClickException: the split has none.
    """
    of_split = {qid for qid, name in pairs(folder / "split.tsv").items() if name == split}
    gains: Gains = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        qid, id, gain = line.split("\t")
        if qid in of_split:
            gains[qid][id] = float(gain)
    if not gains:
        raise click.ClickException(f"{folder / 'split.tsv'} has no questions of {split!r}")
    return gains


def ndcg(found: list[str], gains: dict[str, float]) -> float:
    """Discounted gain of the first ten, against the best order there is."""
    best = sorted(gains.values(), reverse=True)[:10]
    got = sum(gains.get(id, 0) / log2(rank + 2) for rank, id in enumerate(found[:10]))
    return got / sum(gain / log2(rank + 2) for rank, gain in enumerate(best))


def scored(found: list[str], gains: dict[str, float]) -> tuple[float, float, float]:
    """nDCG@10, reciprocal rank among ten, and recall of one answer."""
    first = next((rank for rank, id in enumerate(found[:10], 1) if id in gains), None)
    recall = len(gains.keys() & set(found)) / len(gains)
    return ndcg(found, gains), 1 / first if first else 0.0, recall


def asked_of(other: Peer, questions: dict[str, str], gains: Gains) -> float:
    """nDCG@10 of another engine."""
    return fmean(ndcg(other.found(questions[qid], 10), gains[qid]) for qid in gains)


def measure(engine: Engine, questions: dict[str, str], gains: Gains, run: Path | None) -> Measured:
    """Ask every question that has something to find."""
    asked = {qid: text for qid, text in questions.items() if qid in gains}
    for text in [*asked.values()][:WARM_UP]:
        engine.search(Query(parse(text, match="any", synonyms=False).clause))
    scores, times, lines = [], [], []
    for qid, text in asked.items():
        started = perf_counter()
        query = Query(parse(text, match="any", synonyms=False).clause)
        hits = engine.search(query).hits if query.clause else ()
        times.append(1000 * (perf_counter() - started))
        if query.clause:
            hits = engine.search(query, size=DEPTH).hits
        scores.append(scored([hit.release.id for hit in hits], gains[qid]))
        ranked = enumerate(hits, 1)
        lines += [f"{qid}\t{hit.release.id}\t{rank}\t{hit.score:.6f}\n" for rank, hit in ranked]
    if run:
        run.write_text("".join(lines), "utf-8")
    means = map(fmean, zip(*scores, strict=True))
    return Measured(*means, *(quantiles(times, n=20)[at] for at in (9, 18)))


def names(_context: click.Context, _parameter: click.Parameter, value: str) -> list[str]:
    """The peers that an option names.

    Raises:
        click.BadParameter: one of them is none that there is.
    """
    named = [] if value == "none" else value.split(",")
    if unknown := sorted({*named} - {*PEERS}):
        raise click.BadParameter(f"{', '.join(unknown)}; there are {', '.join(PEERS)}")
    return named


@click.command(cls=Bench)
@click.argument("collections", nargs=-1, required=True, type=FOLDER)
@click.option("--split", default="dev", show_default=True, help="Which questions.")
@click.option(
    "--peers",
    default="tantivy,bm25s,sqlite",
    show_default=True,
    callback=names,
    help=f"Of {', '.join(PEERS)}; or none.",
)
@click.option("--index", "place", type=click.Path(path_type=Path), help="Where indexes are kept.")
@click.option("--runs", type=click.Path(path_type=Path), help="Where runs are written.")
def main(
    collections: tuple[Path, ...],
    split: str,
    peers: list[str],
    place: Path | None,
    runs: Path | None,
) -> None:
    """Print how well ours ranks, and how it compares with peers."""
    if runs:
        runs.mkdir(parents=True, exist_ok=True)
    print(f"{'':<28}{'nDCG@10':>9}{'MRR@10':>9}{'R@100':>9}{'median ms':>11}{'95 % ms':>9}")
    ours: dict[str, float] = {}
    theirs: dict[str, dict[str, float]] = {}
    with nullcontext(place) if place else TemporaryDirectory() as kept:
        for folder in collections:
            gains = wanted(folder, split)
            asked = {kind: pairs(folder / f"queries.{kind}.tsv") for kind in KINDS}
            rows = {kind: f"{folder.name} {kind} ({len(gains)})" for kind in KINDS}
            with closing(opened(Path(kept) / folder.name, folder / "corpus.jsonl")) as engine:
                for kind, row in rows.items():
                    run = runs and runs / f"{folder.name}.{kind}.tsv"
                    found = measure(engine, asked[kind], gains, run)
                    ours[row], theirs[row] = found.ndcg, {}
                    figures = f"{found.ndcg:>9.4f}{found.mrr:>9.4f}{found.recall:>9.4f}"
                    print(f"{row:<28}{figures}{found.median:>11.1f}{found.slow:>9.1f}", flush=True)
            for name in peers:
                with closing(peer(name, folder / "corpus.jsonl")) as other:
                    for kind, row in rows.items():
                        theirs[row][name] = asked_of(other, asked[kind], gains)
    print(f"{'mean':<28}{fmean(ours.values()):>9.4f}")
    if peers:
        compare(ours, theirs)


def compare(ours: dict[str, float], peers: dict[str, dict[str, float]]) -> None:
    """Print nDCG@10 of every engine, the best of the others, and how far ours is from it."""
    every = [*next(iter(peers.values()))]
    print("\n" + f"{'nDCG@10':<28}{'ours':>9}" + "".join(f"{name:>10}" for name in every))
    means = {name: fmean(row[name] for row in peers.values()) for name in every}
    rows = [*((row, ours[row], peers[row]) for row in ours), ("mean", fmean(ours.values()), means)]
    for row, own, figures in rows:
        best = max(figures, key=lambda name: figures[name])
        cells = "".join(f"{figures[name]:>10.4f}" for name in every)
        print(f"{row:<28}{own:>9.4f}{cells}   {own - figures[best]:+.4f} against {best}")


if __name__ == "__main__":
    main()
