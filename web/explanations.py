"""« Pourquoi ce résultat ? » in sentences for the reader."""

from __future__ import annotations

from babel.numbers import format_decimal

from search.explanation import Explanation, ScorePart, WrittenForm
from web.formatting import countries
from web.language import gettext, language, ngettext


def why(explanation: Explanation) -> list[str]:
    """What a reader is told: one sentence for each part of the score."""
    if not explanation.matches:
        return [gettext("Ce communiqué ne répond pas à la recherche.")]
    return [_sentence(part) for part in explanation.parts]


def _sentence(part: ScorePart) -> str:
    word = _quoted(part.words[0]) if part.words else ""
    match part.kind:
        case "word":
            what = word + _inside(part)
            what = gettext("%(what)s : %(forms)s", what=what, forms=_forms(part.forms))
        case "form":
            count = part.in_title + part.in_body
            what = ngettext(
                "%(word)s, écrit comme vous l’avez tapé, %(num)s fois",
                "%(word)s, écrit comme vous l’avez tapé, %(num)s fois",
                count,
                word=word,
            )
        case "accents":
            what = gettext("%(word)s, avec les accents que vous avez tapés", word=word)
        case "pair":
            following = _quoted(part.words[1])
            what = gettext(
                "%(word)s est suivi de près par %(following)s", word=word, following=following
            )
        case "lead":
            what = gettext("%(word)s vient tôt dans le texte", word=word)
        case "kindred":
            what = gettext(
                "%(word)s manque, mais des mots commencent de même : %(forms)s",
                word=word,
                forms=_forms(part.forms),
            )
        case "title":
            what = gettext("Le titre contient des mots demandés")
        case "recency":
            what = gettext("Le communiqué est récent")
        case "condition":
            what = word or _quoted(countries(part.countries))
            return gettext(
                "%(word)s est une condition : elle ne change pas le classement.", word=what
            )
    return f"{what} ({_points(part)})."


def _inside(part: ScorePart) -> str:
    """What a word stands in: a phrase that was typed, or another wording."""
    if not part.group:
        return ""
    if part.literal or part.weight == 1:
        return gettext(", dans %(phrase)s", phrase=_quoted(part.group))
    return gettext(", autre formulation de ce qui est demandé")


def _forms(forms: tuple[WrittenForm, ...]) -> str:
    in_title = ", ".join(_counted(form) for form in forms if form.part == "title")
    in_body = ", ".join(_counted(form) for form in forms if form.part == "body")
    told = [
        *([gettext("%(forms)s dans le titre", forms=in_title)] if in_title else []),
        *([gettext("%(forms)s dans le texte", forms=in_body)] if in_body else []),
    ]
    return gettext(" et ").join(told)


def _counted(form: WrittenForm) -> str:
    return ngettext(
        "%(form)s %(num)s fois", "%(form)s %(num)s fois", form.count, form=_quoted(form.text)
    )


def _points(part: ScorePart) -> str:
    score = _decimal(part.score)
    points = ngettext("%(score)s point", "%(score)s points", int(part.score), score=score)
    if part.weight == 1:
        return points
    weight = _decimal(part.weight)
    return gettext("%(points)s, au poids de %(weight)s", points=points, weight=weight)


def _decimal(value: float) -> str:
    return str(format_decimal(value, "0.00", locale=language()))


def _quoted(text: str) -> str:
    return gettext("« %(text)s »", text=text)
