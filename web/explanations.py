"""« Pourquoi ce résultat ? » in sentences for the reader."""

from __future__ import annotations

from babel.numbers import format_decimal

from index.french import analyze
from search.explanation import Explanation, ScorePart, WrittenForm
from search.ranking import LEAD_LENGTH
from web.formatting import countries, quoted
from web.language import gettext, language, ngettext


def why(explanation: Explanation) -> list[str]:
    """What a reader is told: a sentence for each part of the score, or for all parts of a wording.

    What is nothing when rounded is left out, but for words of the text and conditions.
    """
    if not explanation.matches:
        return [gettext("Ce communiqué ne répond pas à la recherche.")]
    groups: dict[object, list[ScorePart]] = {}
    for number, part in enumerate(explanation.parts):
        # Of a wording as a whole: its forms were not all typed.
        one = (part.group, part.weight, part.literal) if part.group else number
        groups.setdefault(one, []).append(part)
    return [
        _wording(parts) if parts[0].group else _sentence(parts[0])
        for parts in groups.values()
        if parts[0].kind in ("word", "condition") or round(parts[0].score, 2)
    ]


def _wording(parts: list[ScorePart]) -> str:
    """What the words of a phrase, a compound or another wording give together."""
    part = parts[0]
    what = quoted(part.group)
    if not part.typed:
        what = gettext("%(phrase)s, autre formulation de ce qui est demandé", phrase=what)
    elif part.weight != 1 and not part.literal:
        what = gettext("%(phrase)s, compté aussi à part", phrase=what)
    forms = dict.fromkeys(form for part in parts if part.kind == "word" for form in part.forms)
    what = gettext("%(what)s : %(forms)s", what=what, forms=_forms(tuple(forms)))
    return _told(what, sum(part.score for part in parts), part.weight)


def _sentence(part: ScorePart) -> str:
    word = quoted(part.words[0]) if part.words else ""
    match part.kind:
        case "word":
            what = gettext("%(what)s : %(forms)s", what=word, forms=_forms(part.forms))
        case "form":
            count = part.in_title + part.in_body
            if all(_exact(form.text) == _exact(part.words[0]) for form in part.forms):
                what = ngettext(
                    "%(word)s, écrit comme vous l’avez tapé, %(num)s fois",
                    "%(word)s, écrit comme vous l’avez tapé, %(num)s fois",
                    count,
                    word=word,
                )
            else:
                what = ngettext(
                    "%(word)s, écrit comme vous l’avez tapé, aux accents près, %(num)s fois",
                    "%(word)s, écrit comme vous l’avez tapé, aux accents près, %(num)s fois",
                    count,
                    word=word,
                )
        case "accents":
            what = gettext("%(word)s, avec les accents que vous avez tapés", word=word)
        case "pair":
            following = quoted(part.words[1])
            what = gettext(
                "%(word)s est suivi de près par %(following)s", word=word, following=following
            )
        case "lead":
            what = gettext(
                "%(word)s est parmi les %(number)s premiers mots du texte",
                word=word,
                number=LEAD_LENGTH,
            )
        case "kindred":
            what = ngettext(
                "%(word)s manque, mais un mot commence de même : %(forms)s",
                "%(word)s manque, mais des mots commencent de même : %(forms)s",
                len({form.text.casefold() for form in part.forms}),
                word=word,
                forms=_forms(part.forms),
            )
        case "title":
            what = gettext("Le titre contient des mots demandés")
        case "recency":
            what = gettext("La date compte, les communiqués récents étant favorisés")
        case "condition":
            what = word or quoted(countries(part.countries))
            return gettext(
                "%(word)s est une condition : elle ne change pas le classement.", word=what
            )
    return _told(what, part.score, part.weight)


def _exact(text: str) -> list[str]:
    """What an exact form is compared by: neither capitals nor the kind of apostrophe."""
    return [token.exact for token in analyze(text)]


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
        "%(form)s %(num)s fois", "%(form)s %(num)s fois", form.count, form=quoted(form.text)
    )


def _told(what: str, score: float, weight: float) -> str:
    """A sentence that ends with its points."""
    points = ngettext("%(score)s point", "%(score)s points", int(score), score=_decimal(score))
    if weight != 1:
        weighted = _decimal(weight)
        points = gettext("%(points)s, au poids de %(weight)s", points=points, weight=weighted)
    return f"{what} ({points})."


def _decimal(value: float) -> str:
    return str(format_decimal(value, "0.00", locale=language()))
