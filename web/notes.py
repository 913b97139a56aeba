"""What a reader is told of how the question was read: a sentence for each note."""

from __future__ import annotations

from typing import Final

from search.reasons import Reason
from search.syntax import Note, NoteCode
from web.formatting import quoted
from web.language import gettext

UNTOLD: Final = frozenset({"stop_word_dropped", "repeated_word"})
"""What every search engine does; JSON tells it, a page need not."""


def _(message: str) -> str:
    """Mark a message for the catalogues."""
    return message


_SENTENCES: Final[dict[NoteCode, str]] = {
    "unclosed_quote": _("Les guillemets de %(typed)s n’étaient pas fermés : ils le sont à la fin."),
    "unclosed_parenthesis": _("Une parenthèse n’était pas fermée : elle l’est à la fin."),
    "stray_parenthesis": _("Une parenthèse ne fermait rien : elle est laissée de côté."),
    "empty_group": _("Des parenthèses vides sont laissées de côté."),
    "empty_phrase": _("Des guillemets vides sont laissés de côté."),
    "dangling_operator": _("L’opérateur %(typed)s ne reliait rien : il est laissé de côté."),
    "unknown_field": _("%(typed)s n’est pas un champ : il est lu comme des mots."),
    "field_without_value": _("%(typed)s n’était suivi de rien : il est laissé de côté."),
    "unknown_country": _("%(typed)s n’est pas un pays connu : il est lu comme des mots."),
    "bad_date": _("%(typed)s n’est pas une date : elle est lue comme des mots."),
    "reversed_dates": _(
        "Les dates %(typed)s étaient à l’envers : elles sont remises dans l’ordre."
    ),
    "stop_word_dropped": _("Le petit mot %(typed)s n’est pas cherché."),
    "repeated_word": _("%(typed)s ne compte qu’une fois."),
    "prefix_too_short": _(
        "%(typed)s est trop court pour une troncature (%(limit)s lettres au moins)."
    ),
    "fuzzy_too_short": _(
        "%(typed)s est trop court pour un à-peu-près (%(limit)s lettres au moins)."
    ),
    "symbol_ignored": _("Le signe %(typed)s n’a pas de sens ici : il est laissé de côté."),
    "exact_needs_word": _("Le signe = se met devant un mot : il est laissé de côté."),
    "near_needs_words": _("PRÈS se met entre des mots : il est lu comme ET."),
    "distance_raised": _("Tant de mots ne tiennent pas si près : la distance passe à %(limit)s."),
    "limit_reached": _(
        "%(typed)s dépasse la limite de %(limit)s : la recherche est réduite d’autant."
    ),
}


_REASONS: Final[dict[Reason, str]] = {
    "condition": _(
        "Aucun mot de la recherche : ce communiqué répond par son pays, sa date ou par ce qu’il ne "
        "contient pas."
    ),
    "synonym": _("Trouvé par une autre formulation de ce qui est demandé."),
    "title": _("Les mots cherchés ne sont que dans le titre."),
}


def reason(code: Reason) -> str:
    """Why a hit is there, when its marks do not say it."""
    return gettext(_REASONS[code])


def told(notes: tuple[Note, ...]) -> list[str]:
    """The sentences to show for the notes of a question, each once."""
    sentences = (
        gettext(_SENTENCES[note.code], typed=quoted(note.typed), limit=note.limit)
        for note in notes
        if note.code not in UNTOLD
    )
    return [*dict.fromkeys(sentences)]
