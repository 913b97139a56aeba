"""Answers compared, and times summed up: by class of question, and in all."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

Summary = dict[str, dict[str, tuple[float, float]]]
"""Median and 95th percentile (ms), by engine and class."""

BASE = "tantivy"
ALL = "all"
COLUMN = 34

LIKE = {True: 1.6, False: 5.0}
"""How many times more or fewer an engine may find, if it stems or not, at the median of a class: a
single verb may differ more, for ours alone knows that « faisons » and « fera » are one."""


def disagreements(
    totals: Mapping[str, Sequence[int | None]],
    kinds: Sequence[str],
    ours: str,
    stems: Mapping[str, bool],
) -> list[str]:
    """What engines find otherwise than ours, beyond what their analysers explain.

    Args:
        totals: what each engine found for each question, None for one that it cannot be asked.
        kinds: the class of each question.
        ours: the engine that the others are compared with.
        stems: whether an engine knows inflections.
    """
    wrong = []
    for name, theirs in totals.items():
        for kind in dict.fromkeys(kinds):
            ratios = [
                (other + 1) / (own + 1)
                for own, other, its in zip(totals[ours], theirs, kinds, strict=True)
                if its == kind and own is not None and other is not None
            ]
            typical = statistics.median(ratios or [1])
            if max(typical, 1 / typical) > LIKE[stems[name]]:
                wrong.append(f"{name} finds {typical:.2f} times as many for {kind!r}")
    return wrong


def summary(times: Mapping[str, Sequence[float | None]], kinds: Sequence[str]) -> Summary:
    """Median and 95th percentile of each engine and class; of those that could be asked."""
    results: Summary = {}
    for name, taken in times.items():
        results[name] = {}
        for kind in [*dict.fromkeys(kinds), ALL]:
            own = sorted(
                ms
                for ms, its in zip(taken, kinds, strict=True)
                if ms is not None and kind in (its, ALL)
            )
            if own:
                results[name][kind] = (_percentile(own, 0.5), _percentile(own, 0.95))
    return results


def _percentile(ascending: Sequence[float], share: float) -> float:
    return ascending[round(share * (len(ascending) - 1))]


def table(results: Summary) -> str:
    """Lines of ``median / 95th percentile (ratio, ratio)``, a column an engine."""
    lines = ["ms".ljust(10) + "".join(name.rjust(COLUMN) for name in results)]
    kinds = dict.fromkeys(kind for own in results.values() for kind in own)
    for kind in kinds:
        cells = (_cell(own.get(kind), results.get(BASE, {}).get(kind)) for own in results.values())
        lines.append(kind.ljust(10) + "".join(cells))
    return "\n".join(lines)


def _cell(pair: tuple[float, float] | None, base: tuple[float, float] | None) -> str:
    if pair is None:
        return "–".rjust(COLUMN)
    ratios = f" ({pair[0] / base[0]:.2f}, {pair[1] / base[1]:.2f})" if base else ""
    return f"{pair[0]:.2f} / {pair[1]:.2f}{ratios}".rjust(COLUMN)
