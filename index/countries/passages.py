"""Find the passages of a text that name a country: one pass, longest phrase first."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.countries.folding import Words, words_of
from index.countries.gazetteer import Entry, gazetteer
from index.countries.guards import WITH_ARTICLE, Guards

# What may stand between the words of one phrase: "Port-au-Prince", "R.D. Congo".
_JOIN = re.compile(r"[ \u00a0\u202f\n'’‘´\-‑–.]{1,2}| [-–] ")
_LOOSE_JOIN = re.compile(r"[ \u00a0\u202f\n'’‘´\-‑–.,]{1,2}")


class Passage(NamedTuple):
    """A phrase that counts: candidate countries, kind, offsets, folded key."""

    codes: tuple[str, ...]
    kind: str
    start: int
    end: int
    key: str


def find_passages(text: str, start: int = 0) -> list[Passage]:
    """The passages of ``text`` from offset ``start`` on, in order; offsets into ``text``.

    The time grows with the number of words: a word starts at most a few look-ups, as many as
    the longest phrase known to start with it has words.
    """
    data = gazetteer()
    words = words_of(text, start)
    guards = Guards(text, words)
    passages: list[Passage] = []
    i, count = 0, len(words.folded)
    while i < count:
        word = words.folded[i]
        step, entry = 1, None
        if word in data.phrases or (word in data.firsts and words.next_to(i) in data.firsts[word]):
            length, entry = _longest(text, words, i, guards)
            if length > 1 and _extends(text, words, i, length, guards):
                entry = None
            if entry is not None:
                step = length
                if entry.kind != "mask" and not guards.reject(i, length, entry):
                    key = " ".join(words.folded[i : i + length])
                    begin, end = words.starts[i], words.ends[i + length - 1]
                    passages.append(Passage(entry.codes, entry.kind, begin, end, key))
        if entry is None and word in data.forms and guards.starts_double_demonym(i):
            begin, end = words.starts[i], words.ends[i]
            passages.append(Passage((data.forms[word],), "demonym", begin, end, word))
        i += step
    return passages


def _extends(text: str, words: Words, i: int, length: int, guards: Guards) -> bool:
    """Whether the name after an article goes further: "le Cap" in "le Cap-Haïtien"."""
    if words.folded[i] not in WITH_ARTICLE:
        return False
    inner, entry = _longest(text, words, i + 1, guards)
    return entry is not None and inner >= length


def _longest(text: str, words: Words, i: int, guards: Guards) -> tuple[int, Entry | None]:
    """The longest phrase at word ``i`` that is written as its kind asks, and its word count."""
    data = gazetteer()
    most = data.longest.get(f"{words.folded[i]} {words.next_to(i)}", 1)
    most = min(most, len(words.folded) - i)
    for length in range(most, 0, -1):
        key = " ".join(words.folded[i : i + length]) if length > 1 else words.folded[i]
        entry = data.phrases.get(key)
        if entry is None:
            continue
        if key in data.both and guards.in_small_letters(i):
            entry = data.both[key]
        join = _LOOSE_JOIN if entry.kind == "mask" else _JOIN
        gaps = range(i, i + length - 1)
        joined = length == 1 or all(
            join.fullmatch(text, words.ends[j], words.starts[j + 1]) for j in gaps
        )
        if joined and guards.spelled(i, length, entry):
            return length, entry
    return 1, None
