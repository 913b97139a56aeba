"""Feminine and plural forms of French demonyms, from the masculine singular."""

from __future__ import annotations

# Longest ending first; the first that fits wins. An ending that maps to itself is invariable.
_FEMININE = (
    ("en", "enne"),
    ("turc", "turque"),
    ("grec", "grecque"),
    ("letton", "lettonne"),
    ("è", "è"),
    ("e", "e"),
)
_FIRST_WORD_VARIES = ("soudanais du", "coréen du")


def feminine(masculine: str) -> str:
    """The feminine singular: "péruvien" → "péruvienne", "afghan" → "afghane"."""
    for ending, replacement in _FEMININE:
        if masculine.endswith(ending):
            return masculine[: -len(ending)] + replacement
    return masculine + "e"


def plural(singular: str) -> str:
    """The plural: "turque" → "turques"; a form in s, x or z does not change."""
    return singular if singular[-1] in "sxz" else singular + "s"


def demonym_forms(written: str) -> set[str]:
    """All forms of a demonym written "masculine" or "masculine/feminine".

    "soudanais du sud" varies in its first word; any other in its last, so "sri-lankais" and
    "équato-guinéen" need no rule of their own.
    """
    head, tail = written, ""
    if written.startswith(_FIRST_WORD_VARIES):
        head, _, tail = written.partition(" ")
        tail = " " + tail
    masculine, _, given = head.partition("/")
    singulars = (masculine, given or feminine(masculine))
    return {form + tail for single in singulars for form in (single, plural(single))}
