"""« Vouliez-vous dire » : a question with its misspelt words put right, when that finds more.

Of a word of ten letters there are some 500 strings one edit away. Instead of looking each up, the
words of the archive are compared with it all at once (search.fuzzy), which takes 0.2 ms where the
look-ups took 2.5. An index of deletions (SymSpell) or a trie would be faster still, but would hold
every word of the archive eight times over, for a question that is asked only when something found
little. Two edits are left to ``mot~2``, which the reader asks for.

A word of French that the archive lacks is right all the same (data/known_words.txt, from Lexique),
and so is an acronym in capitals, a wording of the synonyms, and a name: what has a capital amid a
question is put right by a name alone. With that, 91.8 % of single edits of words that the sample
archive has five times are put right at once, and none of 3,000 questions about other things gets an
offer, which would take another word for a slip (tests/bench/spelling.py). Of their words asked one
by one 1 to 2 % get one, nearly all names and acronyms in lower case (caf, pmu, kate) of four
letters at most; asking for more evidence there would lose as many real slips.

Words are compared folded, so an accent left out is no misspelling, and what is offered is the
spelling of the archive, accents restored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from string import ascii_lowercase
from typing import Final

from index.french import Token, analyze
from index.french.folding import has_accent
from index.french.forms import forms, stop_words
from search.interpretation import Interpretation
from search.parsing import ParsedQuery, parse
from search.query import Clause, Match
from search.query_limits import MAX_LENGTH
from search.vocabulary import Vocabulary

FRENCH_WORDS: Final = Path(__file__).with_name("data") / "known_words.txt"

MIN_LETTERS: Final = 2
"""A single letter is one edit from every other."""

MIN_DOCUMENTS: Final = 3
"""Releases that have a word that is offered: in one or two it may be a slip itself. The name of a
place is none: it may be in one."""

MIN_PLACE: Final = 5
"""Letters of a word that a place in one release may put right: shorter ones are names themselves
(leon and Leone, gafa and Gaza)."""

MAX_LETTERS: Final = 30
"""No French word is longer; candidates grow with length."""

RARER: Final = 100
"""A word that the archive has is taken for a slip of one a hundred times as frequent, not less:
marge (50 releases) is no misspelling of marche (4,000), victmes (12) is one of victimes."""

FAR_MORE: Final = 10
"""How many times as much a correction must find, when the question as typed finds something."""

MAX_WORDS: Final = 3
"""Words corrected in one question; with more, it is in another language."""

TRIED: Final = 3
"""Candidates for a word that are asked what they would find."""

LIKELIHOOD: Final = {
    "swapped": 12.0,  # neighbours
    "left out": 12.0,
    "left out first": 6.0,
    "doubled": 6.0,  # a letter typed twice
    "vowel": 2.0,  # another vowel
    "other": 1.0,  # a letter too many, or another letter
    "first": 0.5,  # the same at the beginning, where readers look
}
"""How likely a slip is beside another. Two neighbours can be swapped, or a letter left out, in
one way; a wrong letter or one too many may be any of 26, of which half are far on the keyboard."""

ACCENTS_AGREE: Final = 2.0
"""A candidate that has the accents typed is likelier: « régoin » is région before rejoin."""

Count = Callable[[Clause | None], int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the archive one edit away, and how likely it was meant, beside others."""

    surface: str
    display: str
    documents: int
    weight: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A question to offer: its text, each word (typed, corrected), and how many it finds."""

    text: str
    changes: tuple[tuple[str, str], ...]
    found: int


def candidates(word: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The words one edit from a single word, likeliest first; none for a number or a short word.

    A word of the archive has none, unless another is ``RARER`` times as frequent.
    """
    tokens = list(analyze(word))
    return _candidates(tokens[0], vocabulary) if len(tokens) == 1 else []


def correct(
    asked: ParsedQuery,
    vocabulary: Vocabulary,
    count: Count,
    *,
    match: Match = "all",
    synonyms: bool = True,
) -> Correction | None:
    """The question with misspelt words put right; None when that does not find more.

    Args:
        asked: what the reader typed, as it was understood.
        vocabulary: the words of the archive.
        count: how many releases match a clause.
        match: as for ``parse``, which read the question with it.
        synonyms: the same.
    """
    text = asked.interpretation.text
    slips = [*islice(_slips(asked.interpretation, vocabulary), MAX_WORDS + 1)]
    if not 0 < len(slips) <= MAX_WORDS or len(text) > MAX_LENGTH - MAX_WORDS * MAX_LETTERS:
        return None  # nothing to correct, or a text that no correction will help
    before = most = count(asked.clause)
    changes = []
    for start, end, found in reversed(slips):  # from the right, so that offsets on the left hold
        for word in found:
            tried = text[:start] + word + text[end:]
            hits = count(parse(tried, match=match, synonyms=synonyms).clause)
            if hits > most:
                most = hits
                break
        else:
            word = found[0]
            tried = text[:start] + word + text[end:]
        changes.append((text[start:end], word))
        text = tried
    if most <= before * (FAR_MORE if before else 1) or _says_nothing(text):
        return None
    return Correction(text, tuple(reversed(changes)), most)


def _slips(
    interpretation: Interpretation, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, list[str]]]:
    """Where words may be misspelt, from left to right, and the likeliest others, as written."""
    text = interpretation.text
    pieces = (read.piece for read in interpretation.pieces if not read.synonyms)
    plain = (piece for piece in pieces if piece.kind in ("word", "phrase", "near"))
    spans = {(piece.start, piece.end) for piece in plain}
    for start, end in sorted(spans):
        for token in _parts(text[start:end]):
            first, last = start + token.start, start + token.end
            if _is_acronym(text[first:last], text):
                continue
            likeliest = _candidates(token, vocabulary)[:TRIED]
            written = [vocabulary.written(candidate.surface) for candidate in likeliest]
            if _is_name(first, text):
                written = [word for word in written if word[:1].isupper()]
            if written:
                yield first, last, written


def _parts(text: str) -> Iterator[Token]:
    """The words of a text, compounds in parts."""
    position = -1
    for token in analyze(text):
        if token.position > position:
            position = token.position
            yield token


def _says_nothing(text: str) -> bool:
    """Whether a text has little words alone: whoever types « ict » does not ask for « ici »."""
    return all(token.surface in stop_words() for token in analyze(text))


def _is_acronym(word: str, text: str) -> bool:
    """Whether a word stands in capitals among others that do not."""
    return word.isupper() and not text.isupper()


def _is_name(start: int, text: str) -> bool:
    """Whether a word has a capital after a word without."""
    return text[start].isupper() and any(map(str.islower, text[:start]))


@cache
def french_words() -> frozenset[str]:
    """Folded words of French that are meant when they are typed, whatever the archive has."""
    lines = FRENCH_WORDS.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _candidates(token: Token, vocabulary: Vocabulary) -> list[Candidate]:
    word = token.surface
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS or not word.isalpha() or word in stop_words():
        return []
    known = vocabulary.get(word)
    if not known and (word in french_words() or word in forms().places):
        return []  # the archive lacks it, but it is right
    least = RARER * known.documents if known else MIN_DOCUMENTS
    trusted = forms().places if not known and len(word) >= MIN_PLACE else frozenset()
    near = vocabulary.near(word, 1 if trusted else least)
    found: dict[str, Candidate] = {}
    for surface, slip in _edits(word) if near else ():
        seen = vocabulary.get(surface) if surface in near else None
        if seen is None or seen.documents < (1 if surface in trusted else least):
            continue
        weight = seen.documents * LIKELIHOOD[slip]
        if has_accent(token.exact) and _accents(token.exact) <= _accents(seen.display.lower()):
            weight *= ACCENTS_AGREE
        if surface not in found or weight > found[surface].weight:
            found[surface] = Candidate(surface, seen.display, seen.documents, weight)
    return sorted(found.values(), key=lambda candidate: (-candidate.weight, candidate.surface))


def _accents(word: str) -> set[str]:
    return {letter for letter in word if has_accent(letter)}


def _edits(word: str) -> Iterator[tuple[str, str]]:
    """Every string one edit from a word, and what kind of slip makes the word of it."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        plain = "first" if at == 0 else "other"
        for letter in ascii_lowercase:
            yield head + letter + tail, "left out" if at else "left out first"
        if not tail:
            break
        yield head + tail[1:], "doubled" if tail[0] in (head[-1:], tail[1:2]) else plain
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], "swapped"
        for letter in ascii_lowercase:
            vowels = letter in "aeiouy" and tail[0] in "aeiouy"
            yield head + letter + tail[1:], "vowel" if vowels and at else plain
