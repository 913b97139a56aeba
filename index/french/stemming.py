"""Stem a folded word by rules: French grammar around Snowball's French stemmer.

Snowball (Porter, https://snowballstemmer.org/algorithms/french/stemmer.html) expects accents,
and leaves inflections apart that a reader does not see as different words. So a folded word is
first prepared (its plural and its third person taken off, the accents of a few endings put back),
then stemmed, and its stem is tidied. Every rule is a function of the folded word alone.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

import snowballstemmer
from unidecode import unidecode

from index.french.forms import Forms


class Rule(NamedTuple):
    """One step of the stemmer: its name, for readers, and what it makes of a word."""

    name: str
    apply: Callable[[str, Forms], str]


def _plural(word: str, forms: Forms) -> str:
    """Lois → loi, jeux → jeu, bateaux → bateau.

    Words in -ais and -ois mostly carry the s in the singular (français, danois): those where it
    is a plural are listed, with the plurals in -eux and -oux. A double s is no plural (congrès,
    once folded, is one we cannot see; boss is).
    """
    if word in forms.plurals or word.endswith("eaux"):
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ais", "ois")):
        return word[:-1]
    return word


def _third_person_plural(word: str, forms: Forms) -> str:
    """Arrivent → arrive. Not événement, venaient, arrivèrent, nor nouns of the list (président)."""
    if len(word) <= 5 or not word.endswith("ent") or word in forms.nouns_in_ent:
        return word
    return word if word.endswith(("ment", "aient", "erent")) else word[:-2]


# Endings Snowball knows by their accent or does not bring back to the masculine.
_RESPELLED = (
    ("ee", "ée", 0),  # arrivee → arrivée, a participle
    ("erent", "èrent", 0),  # arriverent → arrivèrent
    ("iere", "ier", 0),  # premiere → premier
    ("ere", "ère", 0),  # legere → légère
    ("trice", "teur", 5),  # directrice → directeur
    ("euse", "eur", 5),  # chercheuse → chercheur, heureuse → heureux below
    ("eux", "eur", 5),  # heureux meets heureuse
)


def _respelling(word: str, forms: Forms) -> str:
    """Put back the accents that Snowball looks for; read feminine agents as masculine."""
    for ending, spelled, longer_than in _RESPELLED:
        if word.endswith(ending) and len(word) > longer_than:
            return word[: -len(ending)] + spelled
    return word


_SNOWBALL = snowballstemmer.stemmer("french")
_SNOWBALL.maxCacheSize = 0  # words are remembered before they come here
_SNOWBALL_LOCK = threading.Lock()  # a stemmer holds the word it works on


def _snowball(word: str, forms: Forms) -> str:
    """Stem with Snowball, then fold: it may give an accent back."""
    with _SNOWBALL_LOCK:
        stem: str = _SNOWBALL.stemWord(word)
    return stem if stem.isascii() else unidecode(stem)


# What is left of the stem of one verb or adjective, depending on the form it came from.
# The first column is how the stem must end, which rules most of them out at once.
_TIDY = (
    (("r", "u", "s"), re.compile(r"(nd|rd)(?:r|u|us|er)$"), r"\1"),  # rendr-, rendu- → rend-
    ("y", re.compile(r"(?<=[aou])y$"), "i"),  # envoy- → envoi-
    ("i", re.compile(r"(?<=....)i$"), ""),  # publi- of publié → publ- of publie
    ("tt", re.compile(r"(?<=..)tt$"), "t"),  # nett- → net-
    ("v", re.compile(r"(?<=..)v$"), "f"),  # activ- → actif-
)


def _tidy(stem: str, forms: Forms) -> str:
    """Bring together the shapes one stem takes before different endings."""
    for ending, pattern, tidied in _TIDY:
        if stem.endswith(ending):
            stem = pattern.sub(tidied, stem)
    return stem


RULES = (
    Rule("plural", _plural),
    Rule("third person plural", _third_person_plural),
    Rule("respelling", _respelling),
    Rule("Snowball", _snowball),
    Rule("one stem", _tidy),
)


def steps(folded: str, forms: Forms) -> Iterator[tuple[str, str]]:
    """Yield (rule, result) for each rule that changes the word, in order."""
    word = folded
    if len(word) < 3:
        return
    for name, apply in RULES:
        result = apply(word, forms)
        if result != word:
            yield name, result
        word = result


def stem(folded: str, forms: Forms) -> str:
    """Return the stem of a folded word; words of one or two letters have none but themselves."""
    word = folded
    if len(word) < 3:
        return word
    for rule in RULES:
        word = rule.apply(word, forms)
    return word
