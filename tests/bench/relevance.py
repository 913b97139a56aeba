"""How well the engine ranks: collections of questions with the text each one is after.

    python -m tests.bench.relevance [--peers NAMES] [--index FOLDER] [--runs FOLDER] COLLECTION…

A collection is a folder with ``corpus.jsonl`` (id, title, text), ``queries.asis.tsv`` as typed and
``queries.ascii.tsv`` without accents or capitals (qid TAB text), ``qrels.tsv`` (qid TAB id TAB
gain) and ``split.tsv`` (qid TAB split). Any of the words is enough, as in the peers measured on
the same questions. The milliseconds are those of a question: parsing, matching, ranking and
reading ten releases.

Each collection is indexed in a temporary folder, unless ``--index`` says where to keep the indexes
and find them again. ``--runs`` writes ``NAME.KIND.tsv`` runs (qid, id, rank, score) of a hundred.
``--peers`` asks other engines the same (``tantivy,bm25s,sqlite``, or ``none``), and ``--other
NAME=FOLDER`` scores runs that an engine left in a folder under such names, as Lucene may; a second
table then sets ours beside the best of them.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from contextlib import nullcontext
from math import log2
from pathlib import Path
from statistics import fmean, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from index.errors import IndexMissing, IndexStale
from index.indexing import index_sources
from index.sources import list_files
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Query
from tests.bench.relevance_peers import PEERS, Peer

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
    """What each question of a split is after."""
    of_split = {qid for qid, name in pairs(folder / "split.tsv").items() if name == split}
    gains: Gains = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        qid, id, gain = line.split("\t")
        if qid in of_split:
            gains[qid][id] = float(gain)
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


def asked_of(peer: Peer, questions: dict[str, str], gains: Gains) -> float:
    """nDCG@10 of another engine."""
    return fmean(ndcg(peer.found(questions[qid], 10), gains[qid]) for qid in gains)


def of_run(path: Path, gains: Gains) -> float:
    """nDCG@10 of a run that another engine left."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        qid, id, rank, _ = line.split("\t")
        found[qid].append((int(rank), id))
    return fmean(ndcg([id for _, id in sorted(found[qid])], gains[qid]) for qid in gains)


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collections", type=Path, nargs="+")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--index", type=Path, help="where indexes are kept")
    parser.add_argument("--runs", type=Path, help="where runs are written")
    parser.add_argument("--peers", default="tantivy,bm25s,sqlite", help="other engines, or none")
    parser.add_argument("--other", action="append", default=[], help="NAME=FOLDER of runs")
    options = parser.parse_args()
    names = [] if options.peers == "none" else options.peers.split(",")
    others = dict(other.split("=", 1) for other in options.other)
    peers: dict[str, dict[str, float]] = {}
    ours: dict[str, float] = {}
    if options.runs:
        options.runs.mkdir(parents=True, exist_ok=True)
    print(f"{'':<28}{'nDCG@10':>9}{'MRR@10':>9}{'R@100':>9}{'median ms':>11}{'95 % ms':>9}")
    every = []
    kept = nullcontext(options.index) if options.index else TemporaryDirectory()
    with kept as place:
        for folder in options.collections:
            others_here = {name: PEERS[name](folder / "corpus.jsonl") for name in names}
            engine = opened(Path(place) / folder.name, folder / "corpus.jsonl")
            gains = wanted(folder, options.split)
            for kind in KINDS:
                questions = pairs(folder / f"queries.{kind}.tsv")
                run = options.runs and options.runs / f"{folder.name}.{kind}.tsv"
                found = measure(engine, questions, gains, run)
                every.append(found.ndcg)
                name = f"{folder.name} {kind} ({len(gains)})"
                figures = f"{found.ndcg:>9.4f}{found.mrr:>9.4f}{found.recall:>9.4f}"
                ours[name] = found.ndcg
                peers[name] = {
                    **{who: asked_of(peer, questions, gains) for who, peer in others_here.items()},
                    **{
                        who: of_run(Path(runs) / f"{folder.name}.{kind}.tsv", gains)
                        for who, runs in others.items()
                    },
                }
                print(f"{name:<28}{figures}{found.median:>11.1f}{found.slow:>9.1f}", flush=True)
            engine.close()
    print(f"{'mean':<28}{fmean(every):>9.4f}")
    if names or others:
        compare(ours, peers)


def compare(ours: dict[str, float], peers: dict[str, dict[str, float]]) -> None:
    """Print nDCG@10 of every engine, the best of the others, and how far ours is from it."""
    names = [*next(iter(peers.values()))]
    print("\n" + f"{'nDCG@10':<28}{'ours':>9}" + "".join(f"{name:>10}" for name in names))
    means = {name: fmean(row[name] for row in peers.values()) for name in names}
    rows = [*((row, ours[row], peers[row]) for row in ours), ("mean", fmean(ours.values()), means)]
    for row, own, figures in rows:
        best = max(figures, key=lambda name: figures[name])
        cells = "".join(f"{figures[name]:>10.4f}" for name in names)
        print(f"{row:<28}{own:>9.4f}{cells}   {own - figures[best]:+.4f} against {best}")


if __name__ == "__main__":
    main()
