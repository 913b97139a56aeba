"""Load the word lists and tables of ``data/``: what French has by heart rather than by rule.

All are folded, UTF-8, ``#`` starts a comment line. They load once, at the first word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from index.french.folding import fold

DATA = Path(__file__).with_name("data")
TABLE = "lexicon.tsv"


@dataclass(frozen=True)
class Forms:
    """The word lists the analysis decides by. Keys are folded words.

    ``places`` and ``function_words`` keep themselves; ``table`` and ``irregular`` give a term;
    ``allomorphs`` give the word to read instead; ``nouns_in_ent`` and ``plurals`` guard rules.
    """

    places: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    table: Mapping[str, str] = field(default_factory=dict)
    irregular: Mapping[str, str] = field(default_factory=dict)
    allomorphs: Mapping[str, str] = field(default_factory=dict)
    nouns_in_ent: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()


@cache
def forms() -> Forms:
    """Return the lists that ship with the package."""
    return Forms(
        places=frozenset(map(fold, (*words("places_cldr.txt"), *words("places_others.txt")))),
        function_words=stop_words() | frozenset(map(fold, words("function_words.txt"))),
        table=groups(DATA / TABLE),
        irregular=irregular_verbs(),
        allomorphs=groups(DATA / "allomorphs.tsv"),
        nouns_in_ent=frozenset(words("nouns_in_ent.txt")),
        plurals=frozenset(words("plurals.txt")),
    )


@cache
def stop_words() -> frozenset[str]:
    """Return the folded words that say nothing by themselves in a question."""
    return frozenset(map(fold, words("stopwords.txt")))


@cache
def lost_oe() -> Mapping[str, str]:
    """Return what is left of words that lost their œ → the folded word spelled with its œ.

    ``{"uvre": "œuvre", "manuvre": "manœuvre"}``
    """
    spelled = ("œ".join(map(fold, word.split("œ"))) for word in words("lost_oe.txt"))
    return {word.replace("œ", ""): word for word in spelled}


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a data file that are not comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def words(name: str) -> Iterator[str]:
    """Yield the words of a list, several a line."""
    for line in lines(DATA / name):
        yield from line.split()


def groups(path: Path) -> dict[str, str]:
    """Read ``term TAB form form …`` lines as form → term."""
    table: dict[str, str] = {}
    for line in lines(path):
        term, _, members = line.partition("\t")
        table.update(dict.fromkeys(members.split(" "), term))
    return table


def irregular_verbs() -> dict[str, str]:
    """Read ``stem TAB prefixes TAB endings`` lines as form → stem, prefix on both.

    A form of two verbs (``vit``: vivre, voir) stays with the first.
    """
    table: dict[str, str] = {}
    for line in lines(DATA / "irregular_verbs.tsv"):
        stem, prefixes, rests = line.split("\t")
        for prefix in prefixes.replace("-", "").split(" "):
            for rest in rests.split(" "):
                table.setdefault(prefix + rest, prefix + stem)
    return table
