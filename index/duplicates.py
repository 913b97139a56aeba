"""Find releases that are renditions of the same text: other layout, wrapping or encoding.

Two texts are compared by their runs of four words. Of true renditions, the shorter one shares
at least .96 of its runs with the other; a near twin (same event, other facts) shares about .27.
The line is drawn at .8, and numbers must agree as well: a weekly report repeats its sentences
around new figures.

Candidates come from each text's smallest run hashes (bottom-k MinHash): texts that share most
runs share some of the smallest. Every release is compared with a bounded number of others, so
the time grows with the number of releases, not with its square.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.countries.folding import words_of
from index.releases import Release

RUN = 4  # words
CONTAINMENT = 0.8
NUMBERS_SHARED = 0.8
MIN_RUNS = 12  # shorter texts prove nothing
MIN_RATIO = 0.3  # a passage quoted elsewhere is not a rendition
SMALLEST = 8  # hashes of each text under which it is found
HOLDERS = 64  # a run that many texts share is boilerplate and finds nobody
TRIED = 8  # candidates compared in full
SAMPLED_ABOVE = 256  # longer texts keep a quarter of their runs: enough to tell .96 from .27


@dataclass(slots=True)
class _Text:
    key: str
    runs: array[int]
    sampled: bool
    numbers: frozenset[str]


@dataclass
class Renditions:
    """Groups texts added one by one; each joins the first group it is a rendition of."""

    _texts: list[_Text] = field(default_factory=list)
    _group_of: list[int] = field(default_factory=list)
    _first: dict[int, int] = field(default_factory=dict)  # run → the first text that holds it
    _others: dict[int, list[int]] = field(default_factory=dict)  # and the next ones, if any
    _word_ids: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, text: str) -> str | None:
        """Add a release's text (title and body) under a key of the caller's choice.

        Returns the key of the first text of its group, or None when it starts a new one.
        """
        words = words_of(text).folded
        runs = sorted(self._runs(words))
        sampled = len(runs) > SAMPLED_ABOVE
        kept = array("q", (run for run in runs if run & 3 == 0) if sampled else runs)
        this = _Text(key, kept, sampled, frozenset(word for word in words if word.isdigit()))
        number = len(self._texts)
        group = self._find(this, runs)
        self._texts.append(this)
        self._group_of.append(number if group is None else group)
        for run in runs[:SMALLEST]:
            if self._first.setdefault(run, number) != number:
                others = self._others.setdefault(run, [])
                if len(others) < HOLDERS:
                    others.append(number)
        return None if group is None else self._texts[group].key

    def groups(self) -> list[tuple[str, ...]]:
        """The groups of two and more keys, each in the order of adding."""
        members: dict[int, list[str]] = defaultdict(list)
        for text, group in zip(self._texts, self._group_of, strict=True):
            members[group].append(text.key)
        return [tuple(keys) for keys in members.values() if len(keys) > 1]

    def _runs(self, words: list[str]) -> set[int]:
        """Hashes of all runs of four words; words are numbered, so equal in every process."""
        ids = [self._word_ids.setdefault(word, len(self._word_ids)) for word in words]
        return set(map(hash, zip(ids, ids[1:], ids[2:], ids[3:], strict=False)))

    def _find(self, text: _Text, runs: list[int]) -> int | None:
        if len(runs) < MIN_RUNS:
            return None
        shared: Counter[int] = Counter()
        for run in runs[:SMALLEST]:
            if run in self._first:
                shared.update((self._first[run], *self._others.get(run, ())))
        for number, _ in shared.most_common(TRIED):
            if _same(text, self._texts[number]):
                return self._group_of[number]
        return None


def _same(a: _Text, b: _Text) -> bool:
    """Whether two texts are renditions: runs and numbers of the smaller are in the larger."""
    sample = a.sampled or b.sampled
    runs_a, runs_b = ({run for run in t.runs if not sample or run & 3 == 0} for t in (a, b))
    small, large = sorted((runs_a, runs_b), key=len)
    if len(small) < MIN_RATIO * len(large):
        return False
    if len(small & large) < CONTAINMENT * len(small):
        return False
    few, many = sorted((a.numbers, b.numbers), key=len)
    return len(few & many) >= NUMBERS_SHARED * len(few)


def best_copy(copies: Iterable[Release]) -> Release:
    """The copy worth indexing: the fullest fields, then accents, then length.

    Equal copies are told apart by their id, so that the choice does not depend on the order.
    """
    return max(copies, key=lambda copy: (*_quality(copy), copy.id))


def _quality(release: Release) -> tuple[int, bool, int]:
    fields = (release.title, release.dateline_place, release.date, release.contacts)
    body = release.body
    # Text in capitals or without accents has lost letters for good.
    accents = any(c.islower() and not c.isascii() for c in body)
    return (sum(map(bool, fields)), accents, len(body))
