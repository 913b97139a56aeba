"""Say how a word becomes its term, step by step: why two words match, or do not."""

from __future__ import annotations

from typing import NamedTuple

from index.french import stemming
from index.french.analysis import analyze
from index.french.forms import forms
from index.french.terms import apart, decide, read_as


class Step(NamedTuple):
    """One step: ``name`` says which rule or table fired, ``result`` what it gave."""

    name: str
    result: str


def explain(word: str) -> tuple[Step, ...]:
    """Return the steps from a word, as typed, to its term; the last result is the term.

    >>> for step in explain("Bateaux"):
    ...     print(step.name, "→", step.result)
    surface → Bateaux
    fold → bateaux
    plural → bateau
    term → bateau

    Several words (``rendez-vous``) are explained one after the other.
    """
    return tuple(
        step
        for token in analyze(word)
        for step in _steps(word[token.start : token.end], token.exact, token.surface)
    )


def _steps(seen: str, exact: str, surface: str) -> list[Step]:
    known = forms()
    steps = [Step("surface", seen)]
    if "œ" in exact and "oe" not in seen.lower() and "œ" not in seen.lower():
        steps.append(Step("lost œ", exact))
    steps.append(Step("fold", surface))
    word = read_as(surface, known)
    if word != surface:
        steps.append(Step("read as", word))
    term, decision = decide(surface, known)
    if decision == "rules":
        steps += (Step(name, result) for name, result in stemming.steps(word, known))
        if term != steps[-1].result and apart(steps[-1].result, word, known) == term:
            steps.append(Step("kept apart", term))
    else:
        steps.append(Step(decision, term))
    return [*steps, Step("term", term)]
