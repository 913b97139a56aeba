"""What a reader is told of how the question was read: a French sentence for each note."""

from __future__ import annotations

from typing import Final

from search.reasons import Reason
from search.syntax import Note, NoteCode

UNTOLD: Final = frozenset({"stop_word_dropped", "repeated_word"})
"""What every search engine does; JSON tells it, a page need not."""

_SENTENCES: Final[dict[NoteCode, str]] = {
    "unclosed_quote": "Les guillemets de {typed} n’étaient pas fermés : ils le sont à la fin.",
    "unclosed_parenthesis": "Une parenthèse n’était pas fermée : elle l’est à la fin.",
    "stray_parenthesis": "Une parenthèse ne fermait rien : elle est laissée de côté.",
    "empty_group": "Des parenthèses vides sont laissées de côté.",
    "empty_phrase": "Des guillemets vides sont laissés de côté.",
    "dangling_operator": "L’opérateur {typed} ne reliait rien : il est laissé de côté.",
    "unknown_field": "{typed} n’est pas un champ : il est lu comme des mots.",
    "field_without_value": "{typed} n’était suivi de rien : il est laissé de côté.",
    "unknown_country": "{typed} n’est pas un pays connu : il est lu comme des mots.",
    "bad_date": "{typed} n’est pas une date : elle est lue comme des mots.",
    "reversed_dates": "Les dates {typed} étaient à l’envers : elles sont remises dans l’ordre.",
    "stop_word_dropped": "Le petit mot {typed} n’est pas cherché.",
    "repeated_word": "{typed} ne compte qu’une fois.",
    "prefix_too_short": "{typed} est trop court pour une troncature ({limit} lettres au moins).",
    "fuzzy_too_short": "{typed} est trop court pour un à-peu-près ({limit} lettres au moins).",
    "symbol_ignored": "Le signe {typed} n’a pas de sens ici : il est laissé de côté.",
    "exact_needs_word": "Le signe = se met devant un mot : il est laissé de côté.",
    "near_needs_words": "PRÈS se met entre des mots : il est lu comme ET.",
    "distance_raised": "Tant de mots ne tiennent pas si près : la distance passe à {limit}.",
    "limit_reached": "{typed} dépasse la limite de {limit} : la recherche est réduite d’autant.",
}


REASONS: Final[dict[Reason, str]] = {
    "condition": "Aucun mot de la recherche\u00a0: ce communiqué répond par son pays, sa date ou "
    "par ce qu’il ne contient pas.",
    "synonym": "Trouvé par une autre formulation de ce qui est demandé.",
    "title": "Les mots cherchés ne sont que dans le titre.",
}
"""Why a hit is there, when its marks do not say it."""


def told(notes: tuple[Note, ...]) -> list[str]:
    """The sentences to show for the notes of a question, each once."""
    sentences = (
        _SENTENCES[note.code].format(typed=f"«\u202f{note.typed}\u202f»", limit=note.limit)
        for note in notes
        if note.code not in UNTOLD
    )
    return [*dict.fromkeys(sentence.replace(" :", "\u00a0:") for sentence in sentences)]
