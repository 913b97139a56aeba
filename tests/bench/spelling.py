"""Spelling: how often is the right word offered first, and how often one too many?

    PYTHONPATH=. python tests/bench/spelling.py [--words FILE]

Misspelt: every word that occurs five times or more in the sample archive, with edits drawn at
random (a letter inserted, dropped, replaced, two neighbours swapped; 20 a word, fixed seed);
what happens to be another word of the archive is no misspelling and is drawn again. Correctly
spelt: every title, every word, and pairs of neighbouring words of the archive. ``--words`` names
a file of correct French words, one a line, of which those that the archive lacks are tried too.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random
from string import ascii_lowercase
from time import perf_counter

from index.french import analyze, term
from index.french.folding import fold
from index.reading import read_files
from index.releases import Release
from index.sources import list_files, sample_archive
from search.query import All, Any, Clause, Phrase, Term, Weighted, Within
from search.spelling import candidates, correct
from search.vocabulary import build_vocabulary

EDITS = 20


def misspelt(word: str, random: Random) -> str:
    """The word with one edit."""
    at, letter = random.randrange(len(word)), random.choice(ascii_lowercase)
    return random.choice([
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ])  # fmt: skip


def counter(releases: list[Release]):  # noqa: ANN201
    """Count matches by terms; a phrase counts where its words are."""
    holds: defaultdict[str, set[int]] = defaultdict(set)
    for number, release in enumerate(releases):
        for found in analyze(f"{release.title}\n\n{release.body}").terms:
            holds[found].add(number)

    def matching(clause: Clause) -> set[int]:
        match clause:
            case Term(text):
                return holds.get(text, set())
            case Phrase(inner) | All(inner):
                return set.intersection(*map(matching, inner))
            case Any(inner):
                return set.union(*map(matching, inner))
            case Within(inner) | Weighted(inner):
                return matching(inner)
        return set()

    return lambda clause: len(matching(clause)) if clause else len(releases)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=Path)
    arguments = parser.parse_args()
    found = read_files(list_files([sample_archive()]))
    releases = [item for item in found if isinstance(item, Release)]
    vocabulary = build_vocabulary(releases)
    count = counter(releases)
    texts = [f"{release.title}\n\n{release.body}" for release in releases]
    occurrences = Counter(surface for text in texts for surface in analyze(text).surfaces)
    frequent = sorted(word for word, n in occurrences.items() if n >= 5 and word.isalpha())
    random = Random(6)
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seconds = 0.0
    for word in frequent:
        done = attempts = 0
        while done < EDITS and attempts < 10 * EDITS:
            attempts += 1
            typed = misspelt(word, random)
            if typed in vocabulary or not typed:
                continue
            done += 1
            start = perf_counter()
            offered = candidates(typed, vocabulary)
            seconds += perf_counter() - start
            first = offered[0].surface if offered else ""
            size = f"{min(len(word), 8)} letters" + (" or more" if len(word) >= 8 else "")
            for row in (size, "all", *(["4 or more"] * (len(word) >= 4))):
                rows[row]["tried"] += 1
                rows[row]["right"] += first == word
                rows[row]["same term"] += bool(first) and term(first) == term(word)
    print(f"{len(frequent)} words, {rows['all']['tried']} misspellings")
    for row, counts in sorted(rows.items()):
        shares = (f"{name} {counts[name] / counts['tried']:.1%}" for name in ("right", "same term"))
        print(f"  {row:18} {counts['tried']:6}  {'  '.join(shares)}")
    print(f"  {seconds / rows['all']['tried'] * 1e6:.0f} µs a word")
    words = [[token.exact for token in analyze(text)] for text in texts]
    pairs = [f"{a} {b}" for text in words for a, b in pairwise(text)]
    correct_sets = {
        "titles": [release.title for release in releases if release.title],
        "words": list(vocabulary),
        "pairs of words": random.sample(pairs, 2000),
    }
    if arguments.words:
        listed = arguments.words.read_text("utf-8").split()
        absent = [word for word in listed if fold(word) not in vocabulary]
        correct_sets["French words that the archive lacks"] = absent[:5000]
    for name, queries in correct_sets.items():
        offers = [made.text for query in queries if (made := correct(query, vocabulary, count))]
        print(f"{name}: {len(offers)} offers for {len(queries)} ({len(offers) / len(queries):.2%})")


if __name__ == "__main__":
    main()
