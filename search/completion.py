"""What a reader may be about to type: words, pairs of words and titles of the archive.

Entries are sorted by what a reader types to get them, folded, so that those with the same
beginning stand side by side: two binary searches find them, and the most frequent are picked.
Titles are found from the beginning of each of their words; only the places are kept, not the
endings of the titles, which would be as large as the archive's titles eight times over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from index.french import Token, analyze
from index.french.forms import stop_words
from index.releases import PARAGRAPH_BREAK, Release
from search.vocabulary import Seen

CompletionKind = Literal["word", "phrase", "title"]

MIN_DOCUMENTS: Final = 2
"""Releases that have a word or a pair: what stands in one is as likely a slip."""

MIN_TITLE: Final = 3
"""Letters typed before titles are offered; fewer begin too many words of too many titles."""

MOST_PAIRS: Final = 1 << 20
"""Pairs counted at a time, about 200 MB; those seen once are forgotten when there are more."""

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to offer: the text, what it is, and how many releases have it."""

    text: str
    kind: CompletionKind
    documents: int


@dataclass(frozen=True, slots=True)
class Entries:
    """Words or pairs of words in the order of ``keys``, their folded text: parallel columns."""

    keys: Sequence[str]
    texts: Sequence[str]
    documents: npt.NDArray[np.int32]

    def starting(self, prefix: str, count: int) -> list[tuple[str, int]]:
        """The ``count`` most frequent that begin so, with the releases that have each."""
        first = bisect_left(self.keys, prefix)
        last = bisect_left(self.keys, prefix + _LAST, first)
        documents = self.documents[first:last]
        if len(documents) > count:
            best = np.argpartition(-documents, count)[:count]
        else:
            best = np.arange(len(documents))
        ranked = sorted(best.tolist(), key=lambda at: (-documents[at], self.keys[first + at]))
        return [(self.texts[first + at], int(documents[at])) for at in ranked]


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles, and the places where their words begin, in the order of what follows there.

    ``folded`` are the titles as folded words, one space apart; ``numbers`` and ``offsets`` say
    in which of them and where each place is.
    """

    texts: Sequence[str]
    folded: Sequence[str]
    numbers: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int32]

    def starting(self, prefix: str, count: int) -> list[str]:
        """The first ``count`` titles with words that begin so, those that do themselves first."""
        first = bisect_left(range(len(self.numbers)), prefix, key=self._from)
        found: dict[int, int] = {}
        for at in range(first, min(first + 20 * count, len(self.numbers))):
            if not self._from(at).startswith(prefix):
                break
            number, offset = int(self.numbers[at]), int(self.offsets[at])
            found[number] = min(offset, found.get(number, offset))
        ranked = sorted(found, key=lambda number: (found[number] > 0, self.folded[number]))
        return [self.texts[number] for number in ranked[:count]]

    def _from(self, at: int) -> str:
        title: str = self.folded[self.numbers[at]]
        return title[self.offsets[at] :]


@dataclass(frozen=True, slots=True)
class Completions:
    """All that can be completed; three plain tables, to be stored beside an index."""

    words: Entries
    phrases: Entries
    titles: Titles

    def complete(self, typed: str, count: int = 8) -> list[Completion]:
        """What the reader may be typing, accents restored: ``perou`` → ``Pérou``.

        Pairs and titles are looked for by the whole text, words by its last word, with what is
        before it kept as typed. Words come first, then pairs, then titles, a share for each.

        Args:
            typed: the text so far; after a space a new word has begun.
            count: how many to return at most.
        """
        tokens = list(analyze(typed))
        if not tokens:
            return []
        begun = " " * (typed[-1:].isspace())
        whole = _folded(tokens) + begun
        phrases = self.phrases.starting(whole, count)
        found = [Completion(text, "phrase", documents) for text, documents in phrases]
        if not begun:
            last = tokens[-1]
            words = self.words.starting(last.surface, count)
            found = [
                Completion(typed[: last.start] + text, "word", documents)
                for text, documents in words
            ] + found
        if len(whole) >= MIN_TITLE:
            found += [Completion(text, "title", 1) for text in self.titles.starting(whole, count)]
        return _shared_out(found, count)


def build_completions(releases: Iterable[Release], vocabulary: Mapping[str, Seen]) -> Completions:
    """Make the tables from the releases and their vocabulary (``build_vocabulary``)."""
    pairs: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for release in releases:
        text = release.text
        tokens = _single(text)
        pairs.update(
            {
                f"{text[left.start : left.end]} {text[right.start : right.end]}"
                for left, right in pairwise(tokens)
                if _is_phrase(left, right, text[left.end : right.start])
            }
        )
        if len(pairs) > MOST_PAIRS:
            pairs = Counter({key: count for key, count in pairs.items() if count > 1})
        if release.title:
            titles.setdefault(_folded(_single(release.title)), release.title)
    return Completions(
        words=_entries(
            (surface, seen.display, seen.documents)
            for surface, seen in vocabulary.items()
            if seen.documents >= MIN_DOCUMENTS and surface not in stop_words()
        ),
        phrases=_entries(_phrases(pairs)),
        titles=_titles(titles),
    )


def _phrases(pairs: Counter[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs by their folded words, each in its most frequent spelling."""
    documents: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for text, count in pairs.most_common():
        key = _folded(_single(text))
        documents[key] += count
        spelled.setdefault(key, text)
    for key, count in documents.items():
        if count >= MIN_DOCUMENTS:
            yield key, spelled[key], count


def _entries(rows: Iterable[tuple[str, str, int]]) -> Entries:
    ordered = sorted(rows)
    documents = np.array([count for _, _, count in ordered], np.int32)
    return Entries([key for key, _, _ in ordered], [text for _, text, _ in ordered], documents)


def _titles(titles: Mapping[str, str]) -> Titles:
    folded = list(titles)
    places = [
        (number, offset)
        for number, title in enumerate(folded)
        for offset in range(len(title))
        if (offset == 0 or title[offset - 1] == " ")
        and title[offset:].partition(" ")[0] not in stop_words()
    ]
    places.sort(key=lambda place: folded[place[0]][place[1] :])
    columns = np.array(places, np.int32).reshape(-1, 2)
    return Titles(list(titles.values()), folded, columns[:, 0].copy(), columns[:, 1].copy())


def _single(text: str) -> list[Token]:
    """The words of a text, compounds in parts."""
    tokens: list[Token] = []
    for token in analyze(text):
        if not tokens or token.position > tokens[-1].position:
            tokens.append(token)
    return tokens


def _folded(tokens: Iterable[Token]) -> str:
    return " ".join(token.surface for token in tokens)


def _is_phrase(left: Token, right: Token, between: str) -> bool:
    """Two words that say something, with nothing but a space between them."""
    return (
        between.isspace()
        and PARAGRAPH_BREAK not in between
        and left.surface not in stop_words()
        and right.surface not in stop_words()
    )


def _shared_out(found: Sequence[Completion], count: int) -> list[Completion]:
    """At least a third of the places for each kind that can fill them, in the order given."""
    kinds: defaultdict[str, list[Completion]] = defaultdict(list)
    once = {completion.text.lower(): completion for completion in reversed(found)}
    for completion in reversed(once.values()):
        kinds[completion.kind].append(completion)
    shares = {kind: min(len(listed), max(1, count // 3)) for kind, listed in kinds.items()}
    for kind, listed in kinds.items():
        shares[kind] += min(len(listed) - shares[kind], max(0, count - sum(shares.values())))
    return [one for kind, listed in kinds.items() for one in listed[: shares[kind]]][:count]
