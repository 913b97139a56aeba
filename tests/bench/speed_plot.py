"""How the time of a search grows with the archive, drawn from the results that runs have left."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.engines import OURS
from tests.bench.engines.protocol import needed_by
from tests.bench.speed_table import ALL

PLOT = "search-growth.png"

Point = tuple[int, tuple[float, float]]
"""Number of releases; median and 95th percentile of all questions, in milliseconds."""


def curves(runs: Iterable[dict[str, Any]]) -> dict[str, list[Point]]:
    """What is drawn of each engine, from small to large, of the runs that it was in."""
    lines: dict[str, list[Point]] = {}
    for run in sorted(runs, key=lambda run: run["size"]):
        for name, kinds in run["engines"].items():
            median, slow = kinds[ALL]
            lines.setdefault(name, []).append((run["size"], (median, slow)))
    return lines


def draw(folder: Path) -> Path:
    """Draw all ``search-SIZE.json`` of a folder into a picture beside them."""
    with needed_by("the plot"):
        import matplotlib as mpl

        mpl.use("Agg")
        from matplotlib import pyplot

    runs = [json.loads(path.read_text("utf-8")) for path in folder.glob("search-*.json")]
    lines = curves(runs)
    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4.5), sharey=True)
    for axis, at, title in zip(axes, (0, 1), ("median", "95th percentile"), strict=True):
        for name, points in lines.items():
            sizes, times = [size for size, _ in points], [pair[at] for _, pair in points]
            width = 2.5 if name == OURS else 1.2
            axis.plot(sizes, times, marker="o", linewidth=width, label=name)
        axis.set(xscale="log", yscale="log", title=title, xlabel="releases")
        axis.xaxis.set_major_formatter("{x:,.0f}")
        axis.yaxis.set_major_formatter("{x:g}")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("processor ms a search")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(folder / PLOT, dpi=120)
    pyplot.close(figure)
    return folder / PLOT
