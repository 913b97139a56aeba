"""What a reader may be about to type: words, pairs of words and titles of the archive.

Everything is compared by numbers: the surfaces of a segment are sorted, so those that begin as
typed are a range of numbers, and so are the pairs, and the places in titles, that begin with one
of them. Only what is offered is read as text. Words come from the segments themselves, pairs and
titles from the files beside them (index/completions.py), where there are any.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path
from typing import Final, Literal

import numpy as np

from index.completions import read_completions
from index.french import Token
from index.french.folding import has_accent
from index.french.forms import stop_words
from index.segments.arrays import Array, Arrays, find_in
from index.segments.reading import Segment
from search.collection import Collection
from search.holders import Holders
from search.spellings import Spellings
from search.titles import titles_with
from search.typed import Typed, read_typed

CompletionKind = Literal["word", "phrase", "title"]

MIN_DOCUMENTS: Final = 2
"""Releases that have a word: what stands in one is as likely a slip."""

MIN_TITLE: Final = 3
"""Letters typed before titles are offered; fewer begin too many words of too many titles."""

TRIED: Final = 12
"""Words, the most frequent, that are looked for beside those typed before them."""

SPARE: Final = 48
"""More words than that are picked: little ones, and other forms of one word, are left out."""

CLEAR: Final = 0.9
"""Share of a word's releases that write its accents in one way, to give them back."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to offer: the text, what it is, and about how many releases have it."""

    text: str
    kind: CompletionKind
    documents: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What could be offered: words by their surfaces, or a title; and the words kept before."""

    kind: CompletionKind
    surfaces: tuple[str, ...]
    documents: int
    before: Sequence[Token] = ()
    title: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of its words, kept and offered."""
        return (*(token.surface for token in self.before), *self.surfaces, self.title)


class Completions:
    """Completes what is typed from the words, pairs and titles of a collection."""

    def __init__(self, folder: Path, collection: Collection, spellings: Spellings) -> None:
        self._collection = collection
        self._spellings = spellings
        self._files = [read_completions(folder, part.segment) for part in collection.parts]

    def complete(self, text: str, count: int = 8) -> list[Completion]:
        """What the reader may be typing, accents restored: ``perou`` → ``Pérou``.

        Words come first (after another word, pairs), then titles, a share for each kind; of each
        kind the most frequent first. Each is in a release that has the words typed before it, too.

        Args:
            text: the text so far; after a space a new word has begun.
            count: how many to return at most.
        """
        typed = read_typed(text)
        if typed is None:
            return []
        holders = self._holders(typed)
        words = self._words(typed, holders, count)
        pairs = self._pairs(typed, holders, count) if typed.plain else ()
        # After another word, one that follows it in texts is likelier than one beside it.
        found = [*pairs, *words] if len(typed.tokens) > 1 else [*words, *pairs]
        if typed.plain and sum(len(token.surface) for token in typed.tokens) >= MIN_TITLE:
            found += self._titles(typed, count)
        offered = [self._offered(one, typed) for one in _shared_out(found, count)]
        once = {completion.text.lower(): completion for completion in reversed(offered)}
        return [completion for completion in reversed(once.values()) if completion.text != text]

    def _holders(self, typed: Typed) -> Holders | None:
        """The documents that have the words typed before; None when any document will do."""
        before = typed.tokens[:-1] if typed.begun else typed.tokens
        terms = {token.term for token in _as_one(before, typed.compounds) if not _is_little(token)}
        return Holders(self._collection, terms) if typed.plain and terms else None

    def _words(self, typed: Typed, holders: Holders | None, count: int) -> Iterator[_Found]:
        """Words that begin like the last one, one form of each."""
        if not typed.begun:
            return
        documents: Counter[str] = Counter()
        for segment, _ in self._collection.parts:
            numbers = segment.surfaces.with_prefix(typed.last_word.surface)
            having = segment.arrays["surface_docs"][numbers.start : numbers.stop]
            for at in _largest(having, TRIED + SPARE).tolist():
                documents[segment.surfaces[numbers.start + at]] += int(having[at])
        best: dict[str, tuple[str, int]] = {}
        for surface, number in documents.most_common():
            if number >= MIN_DOCUMENTS and surface not in stop_words():
                best.setdefault(self._term(surface), (surface, number))
        ranked = [*best.values()]
        if holders:
            tried = [*best.items()][:TRIED]
            counted = [(surface, holders.with_term(term)) for term, (surface, _) in tried]
            ranked = sorted(counted, key=lambda found: -found[1])
        before = [token for token in typed.tokens if token.end <= typed.last_word.start]
        for surface, number in ranked[:count]:
            if number:
                yield _Found("word", (surface,), number, before)

    def _pairs(self, typed: Typed, holders: Holders | None, count: int) -> Iterator[_Found]:
        """Pairs that the last two words begin, or the last word alone."""
        tokens = typed.tokens
        if typed.begun and len(tokens) > 1:
            first, second, before = tokens[-2].surface, typed.begun, tokens[:-2]
        elif typed.begun:
            first, second, before = None, typed.begun, tokens[:-1]
        else:
            first, second, before = tokens[-1].surface, "", tokens[:-1]
        documents: Counter[tuple[str, str]] = Counter()
        for (segment, _), file in zip(self._collection.parts, self._files, strict=True):
            if file is None:
                continue
            rows = _pairs_between(segment, file, first, second)
            scale = segment.documents / file.facts["sample"]
            for row in (_largest(file["pair_docs"][rows], count) + rows.start).tolist():
                left, right = (int(file[name][row]) for name in ("pair_first", "pair_second"))
                pair = segment.surfaces[left], segment.surfaces[right]
                documents[pair] += round(int(file["pair_docs"][row]) * scale)
        for pair, number in documents.most_common(count):
            if holders is None or holders.with_term(self._term(pair[1])):
                yield _Found("phrase", pair, number, before)

    def _titles(self, typed: Typed, count: int) -> Iterator[_Found]:
        """Titles from one of their words on; those that begin so first, then by the alphabet.

        Little words begin a title, but are not looked for inside.
        """
        ways = dict.fromkeys([tuple(typed.tokens), tuple(dropwhile(_is_little, typed.tokens))])
        found = [
            (offset > 0, self._collection.release(part.base + doc).title)
            for part, file in zip(self._collection.parts, self._files, strict=True)
            for tokens in ways
            if file is not None and tokens
            for doc, offset in titles_with(
                typed._replace(tokens=[*tokens]), part, file, self._collection.alive, count
            )
        ]
        for _, title in sorted(set(found))[:count]:
            yield _Found("title", (), 1, title=title)

    def _term(self, surface: str) -> str:
        """The term of a surface of the collection."""
        for segment, _ in self._collection.parts:
            number = segment.surface_number(surface)
            if number is not None:
                word = segment.words_of_surface(number).start
                return segment.terms[int(segment.word_term[word])]
        return surface

    def _offered(self, found: _Found, typed: Typed) -> Completion:
        if found.kind == "title":
            return Completion(found.title, "title", found.documents)
        words = " ".join(map(self._spellings.of, found.surfaces))
        start = typed.tokens[len(found.before)].start
        return Completion(
            self._restored(typed, found.before, start) + words, found.kind, found.documents
        )

    def _restored(self, typed: Typed, before: Sequence[Token], end: int) -> str:
        """The text up to ``end``, with the accents that its words have wherever else they stand."""
        pieces, at = [], 0
        for token in before if typed.plain else ():
            exact, share = self._spellings.exact(token.surface)
            if share >= CLEAR and exact != token.exact and not has_accent(token.exact):
                pieces += [typed.text[at : token.start], self._spellings.of(token.surface)]
                at = token.end
        return "".join([*pieces, typed.text[at:end]])


def _as_one(tokens: Sequence[Token], compounds: Sequence[Token]) -> Iterator[Token]:
    """The tokens, the whole compounds among them instead of their parts."""
    ends = {token.end for token in tokens}
    whole = [compound for compound in compounds if compound.end in ends]
    yield from whole
    for token in tokens:
        if not any(compound.start <= token.start < compound.end for compound in whole):
            yield token


def _is_little(token: Token) -> bool:
    return token.surface in stop_words()


def _pairs_between(segment: Segment, file: Arrays, first: str | None, second: str) -> slice:
    """The rows of pairs of a word and one that begins so; without the former, of that one first."""
    firsts, seconds = file["pair_first"], file["pair_second"]
    begun = segment.surfaces.with_prefix(second)
    bounds = np.array([begun.start, begun.stop])
    if first is None:
        return slice(*find_in(firsts, bounds).tolist())
    number = segment.surface_number(first)
    if number is None:
        return slice(0, 0)
    start, stop = find_in(firsts, np.array([number, number + 1])).tolist()
    inner = find_in(seconds[start:stop], bounds)
    return slice(*(inner + start).tolist())


def _largest(numbers: Array, count: int) -> Array:
    """Where the largest of some numbers are, in no order."""
    if len(numbers) <= count:
        return np.arange(len(numbers))
    return np.argpartition(numbers, -count)[-count:]


def _shared_out(found: Sequence[_Found], count: int) -> list[_Found]:
    """At least a third of the places for each kind that can fill them, in the order given."""
    kinds: defaultdict[str, list[_Found]] = defaultdict(list)
    once = {one.words: one for one in reversed(found)}  # a word may follow in a pair, too
    for one in reversed(once.values()):
        kinds[one.kind].append(one)
    shares = {kind: min(len(listed), max(1, count // 3)) for kind, listed in kinds.items()}
    for kind, listed in kinds.items():
        shares[kind] += min(len(listed) - shares[kind], max(0, count - sum(shares.values())))
    return [one for kind, listed in kinds.items() for one in listed[: shares[kind]]][:count]
