"""« Pourquoi ce résultat ? » in French sentences."""

from __future__ import annotations

from typing import Final

from babel.numbers import format_decimal

from index.releases import Part
from search.explanation import Explanation, ScorePart, WrittenForm

_IN: Final[dict[Part, str]] = {"title": "dans le titre", "body": "dans le texte"}


def why(explanation: Explanation) -> list[str]:
    """What a reader is told: one sentence for each part of the score."""
    if not explanation.matches:
        return ["Ce communiqué ne répond pas à la recherche."]
    return [_sentence(part) for part in explanation.parts]


def _sentence(part: ScorePart) -> str:
    word = _quoted(part.words[0]) if part.words else ""
    match part.kind:
        case "word":
            what = f"{word}{_inside(part)}{_colon()}{_forms(part.forms)}"
        case "form":
            what = f"{word}, écrit comme vous l’avez tapé, {_times(part.in_title + part.in_body)}"
        case "accents":
            what = f"{word}, avec les accents que vous avez tapés"
        case "pair":
            what = f"{word} est suivi de près par {_quoted(part.words[1])}"
        case "lead":
            what = f"{word} est parmi les premiers mots du texte"
        case "title":
            what = "le titre contient des mots demandés"
        case "recency":
            what = "le communiqué est récent"
        case "condition":
            return f"{word} est une condition{_colon()}elle ne change pas le classement."
    return f"{what[0].upper()}{what[1:]} ({_points(part)})."


def _inside(part: ScorePart) -> str:
    """What a word stands in: a phrase that was typed, or another wording."""
    if not part.group:
        return ""
    if part.literal or part.weight == 1:
        return f", dans {_quoted(part.group)}"
    return ", autre formulation de ce qui est demandé"


def _forms(forms: tuple[WrittenForm, ...]) -> str:
    told = []
    for place, where in _IN.items():
        there = [form for form in forms if form.part == place]
        if there:
            listed = ", ".join(f"{_quoted(form.text)} {_times(form.count)}" for form in there)
            told.append(f"{listed} {where}")
    return " et ".join(told)


def _points(part: ScorePart) -> str:
    points = f"{_decimal(part.score)} point{'s' if part.score >= 2 else ''}"
    if part.weight == 1:
        return points
    return f"{points}, au poids de {_decimal(part.weight)}"


def _decimal(value: float) -> str:
    return format_decimal(value, "0.00", locale="fr")


def _times(count: int) -> str:
    return f"{count}\u00a0fois"


def _quoted(text: str) -> str:
    return f"«\u202f{text}\u202f»"


def _colon() -> str:
    return "\u00a0: "
