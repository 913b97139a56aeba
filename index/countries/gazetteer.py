"""The gazetteer in memory: which folded phrase names which country, and how.

``gazetteer.tsv`` is generated (build_gazetteer.py). Its kinds:

- name, demonym, place, exact: read in running text; exact also asks for its accents
- english, town: read in a dateline only, where nothing but a place is expected
- both: a demonym that is also a name ("suisse"), and is one in small letters
- mask: a phrase that is about no country ("océan Indien")
- water, treaty, street: words that take the next name away ("golfe de", "processus de", "rue de")
- form: the first half of a double demonym ("américano-")
- given, word, language: names that are also first names, French words, languages
- headquarters, office: cities the organisation writes from
- title, lead, spoken: words around a name that change what it means
- display, alpha3: how a country is shown, and its three-letter code
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["name", "demonym", "place", "exact", "english", "town", "mask"]

_FILE = Path(__file__).with_name("gazetteer.tsv")
_READ = frozenset({"name", "demonym", "place", "exact", "mask"})
_DATELINE = frozenset({"english", "town"})
_SETS = frozenset(
    {
        "water",
        "treaty",
        "street",
        "given",
        "word",
        "headquarters",
        "office",
        "title",
        "lead",
        "spoken",
    }
)


class Entry(NamedTuple):
    """One phrase: its countries (several when the text must decide), kind and exact spelling."""

    codes: tuple[str, ...]
    kind: Kind
    spelling: str


@dataclass
class Gazetteer:
    """All phrases by folded key.

    ``firsts`` has, for the first word of a phrase, the second ones: one look-up tells that most
    words start nothing. ``longest`` gives, for the first two words of a phrase, the number of
    words of the longest one that starts so. ``both`` has the second reading of a name.
    """

    phrases: dict[str, Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    firsts: dict[str, set[str]] = field(default_factory=dict)
    both: dict[str, Entry] = field(default_factory=dict)
    dateline: dict[str, Entry] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    languages: dict[str, bool] = field(default_factory=dict)
    display: dict[str, tuple[str, str]] = field(default_factory=dict)
    alpha3: dict[str, str] = field(default_factory=dict)
    sets: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in _SETS})

    def add(self, kind: str, codes: str, key: str, more: str) -> None:
        """Enter one line of the file."""
        if kind in _DATELINE:
            self.dateline.setdefault(key, Entry((codes,), kind, ""))  # type: ignore[arg-type]
        elif kind in _READ:
            self.phrases[key] = Entry(tuple(codes.split("|")), kind, more)  # type: ignore[arg-type]
            words = key.split(" ")
            if len(words) > 1:
                start = " ".join(words[:2])
                self.firsts.setdefault(words[0], set()).add(words[1])
                self.longest[start] = max(len(words), self.longest.get(start, 0))
        elif kind == "both":
            self.both[key] = Entry(tuple(codes.split("|")), "demonym", "")
        elif kind in _SETS:
            self.sets[kind].add(key)
        elif kind == "form":
            self.forms[key] = codes
        elif kind == "language":
            self.languages[key] = self.languages.get(key, False) or more == "noun"
        elif kind == "display":
            self.display[codes] = (key, more)
        elif kind == "alpha3":
            self.alpha3[key] = codes


@cache
def iso_codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code; to read only these takes a tenth of the time."""
    lines = _FILE.read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[1] for line in lines if line.startswith("display\t"))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    loaded = Gazetteer()
    for line in _FILE.read_text("utf-8").splitlines():
        kind, codes, key, more = line.split("\t")
        loaded.add(kind, codes, key, more)
    return loaded
