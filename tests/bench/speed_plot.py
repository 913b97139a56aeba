"""How the time of a search grows with the archive, drawn from the results that runs have left."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.speed_table import ALL

PLOT = "search-growth.png"


def draw(folder: Path) -> Path:
    """Draw all ``search-SIZE.json`` of a folder into a picture beside them."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    runs = [json.loads(path.read_text("utf-8")) for path in folder.glob("search-*.json")]
    runs.sort(key=lambda run: run["size"])
    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4.5), sharey=True)
    for axis, at, title in zip(axes, (0, 1), ("median", "95th percentile"), strict=True):
        for name in dict.fromkeys(name for run in runs for name in run["engines"]):
            points = [
                (run["size"], run["engines"][name][ALL][at])
                for run in runs
                if name in run["engines"]
            ]
            axis.plot(*zip(*points, strict=True), marker="o", label=name)
        axis.set(xscale="log", yscale="log", title=title, xlabel="releases")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("processor ms a search")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(folder / PLOT, dpi=120)
    pyplot.close(figure)
    return folder / PLOT
