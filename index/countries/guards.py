"""When a name of a country is not about the country: case, people, waters, treaties, languages."""

from __future__ import annotations

import re
from typing import Literal

from index.countries.folding import Words
from index.countries.gazetteer import Entry, gazetteer

Case = Literal["mixed", "upper", "lower"]

SAMPLE = 2000  # characters that show how a text is written
_ARTICLES = frozenset({"la", "le", "les", "l", "ile", "iles"})
_BEFORE_NAME = _ARTICLES | {"a", "au", "aux", "d", "de", "du", "en", "et", "vers", "depuis", "pour"}
WITH_ARTICLE = frozenset({"le", "la", "les", "au", "aux", "du", "des"})
_TAIL_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "en", "sur", "sous", "l", "d"})
_HYPHENS = ("-", "‑", "‐")
_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l"})
_NOUN_BEFORE = frozenset({"en", "le", "l", "du", "au", "de", "d"})
_CHAIN = re.compile(r"(?:\s*,\s*|\s+(?:et|ou)\s+)(?:(?:en|le|du|de)\s+|l['’]|d['’])?")


class Guards:
    """The context of one text: asks about a phrase of ``length`` words at word ``i``."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self.case = case_of(text)
        self._sets = gazetteer().sets
        self._language_end = -1
        self._headed = -2  # the word of the last name that a head took away

    def spelled(self, i: int, length: int, entry: Entry) -> bool:
        """Whether the phrase is written as its kind asks: names and cities with a capital."""
        if entry.kind == "exact":
            start, end = self.words.starts[i], self.words.ends[i + length - 1]
            return self.text[start:end].lower() == entry.spelling and self._capital(i)
        if entry.kind in ("demonym", "mask") or self.case == "lower":
            return True
        first = i
        while first < i + length - 1 and self.words.folded[first] in _ARTICLES:
            first += 1
        return self._capital(first) or self._capital(i + length - 1)

    def in_small_letters(self, i: int) -> bool:
        """Whether word ``i`` starts with a small letter where names would have a capital."""
        return self.case == "mixed" and not self._capital(i)

    def reject(self, i: int, length: int, entry: Entry) -> bool:
        """Whether a well-spelled phrase is about something else than its country."""
        if entry.kind == "demonym":
            return self._is_language(i, length)
        return (
            self._is_part(i, length)
            or self._is_common_word(i, length)
            or self._is_acronym(i, length, entry)
            or self._follows_head(i, entry)
            or self._is_person(i, length, entry)
            or self._is_headquarters(i, length)
        )

    def starts_double_demonym(self, i: int) -> bool:
        """Whether word ``i`` is the first half of one: "américano-" before a demonym."""
        if i + 1 >= len(self.words.folded) or self._gap(i) not in ("-", "‑", "–"):
            return False
        following = gazetteer().phrases.get(self.words.folded[i + 1])
        return following is not None and following.kind == "demonym"

    def _capital(self, i: int) -> bool:
        return self.text[self.words.starts[i]].isupper()

    def _gap(self, i: int) -> str:
        """The text between word ``i`` and the next."""
        return self.text[self.words.ends[i] : self.words.starts[i + 1]]

    def _word(self, i: int) -> str:
        return self.text[self.words.starts[i] : self.words.ends[i]]

    def _before(self, i: int) -> str:
        return self.words.folded[i - 1] if i else ""

    def _is_part(self, i: int, length: int) -> bool:
        """As in "le Cap Bon", "Le Cap-Martin", "Saint-Georges-du-Maroni": part of a longer name.

        A name with its article ends where no word with a capital follows; the tail of a
        hyphenated name hangs on a preposition.
        """
        after = i + length - 1
        if self.words.folded[i] in WITH_ARTICLE and after + 1 < len(self.words.folded):
            gap = self._gap(after)
            titled = self.case == "mixed" and self._word(after + 1).istitle()
            if gap in _HYPHENS or (gap == " " and titled):
                return True
        return (
            i > 1
            and self._gap(i - 1) in _HYPHENS
            and self._gap(i - 2) in _HYPHENS
            and self._before(i) in _TAIL_LINKS
        )

    def _is_common_word(self, i: int, length: int) -> bool:
        """Where case says nothing, "GRENADE" needs an article or a preposition before it."""
        sets = self._sets
        key = " ".join(self.words.folded[i : i + length])
        doubtful = key in sets["word"] or key in sets["given"]
        return self.case != "mixed" and doubtful and i > 0 and self._before(i) not in _BEFORE_NAME

    def _is_acronym(self, i: int, length: int, entry: Entry) -> bool:
        """NEMA is an agency, Néma a town."""
        return (
            entry.kind == "place"
            and length == 1
            and self.case == "mixed"
            and len(self._word(i)) > 1
            and self._word(i).isupper()
        )

    def _follows_head(self, i: int, entry: Entry) -> bool:
        """As in "golfe de Guinée", "processus de Colombo et de Rome", "rue de Paris"."""
        sets = self._sets
        j = i - 1
        while j >= 0 and i - j <= 3 and self.words.folded[j] in _LINKS:
            j -= 1
        if j > 0 and j == self._headed + 1 and self.words.folded[j] == "et" and j < i - 1:
            self._headed = i
            return True
        if j < 0 or (j == i - 1 and entry.kind != "name"):
            return False
        head = self.words.folded[j]
        followed = (
            head in sets["water"]
            or (head in sets["treaty"] and entry.kind == "place")
            or (head in sets["street"] and j == i - 2 and self._before(i) in ("de", "d"))
        )
        followed = followed and "." not in self.text[self.words.ends[j] : self.words.starts[i]]
        if followed:
            self._headed = i
        return followed

    def _is_person(self, i: int, length: int, entry: Entry) -> bool:
        """As in "Maurice Appadoo", "M. Lima", "Pilar Lima"."""
        key = " ".join(self.words.folded[i : i + length])
        given = key in self._sets["given"]
        if self._follows_title(i):
            return True
        if self.case != "mixed" or length > 2:
            return False
        if given and self._surname_follows(i + length - 1, " -\u00a0"):
            return True
        if entry.kind != "place" and not given:
            return False
        alone = length == 1 and self._before(i) not in _BEFORE_NAME
        return (alone and self._surname_follows(i, " ")) or self._follows_first_name(i)

    def _follows_title(self, i: int) -> bool:
        """Whether "M." or "Mme" stands before the word, or before a first name before it."""
        titles = self._sets["title"]
        if (
            i > 1
            and self._capital(i - 1)
            and self._gap(i - 1) == " "
            and self._before(i - 1) in titles
        ):
            i -= 1
        if not i or self._before(i) not in titles or not self._capital(i - 1):
            return False
        return self._gap(i - 1) in (" ", ". ", ".\u00a0", "\u00a0", ".")

    def _surname_follows(self, i: int, gaps: str) -> bool:
        """Whether a word with a capital, no acronym and no place, comes right after word ``i``."""
        if i + 1 >= len(self.words.folded) or self._gap(i) not in tuple(gaps):
            return False
        surname = self._word(i + 1)
        acronym = len(surname) > 1 and surname.isupper()
        return (
            surname[0].isupper()
            and not acronym
            and (self.words.folded[i + 1] not in gazetteer().phrases or "-" in gaps)
        )

    def _follows_first_name(self, i: int) -> bool:
        """Whether the word before reads as a first name inside the same sentence."""
        if not i or self._gap(i - 1) not in (" ", "\u00a0"):
            return False
        first = self._word(i - 1)
        if not first[0].isupper() or (first.isupper() and len(first) > 1) or len(first) < 3:
            return False
        if self._before(i) in self._sets["lead"] or self._before(i) in gazetteer().phrases:
            return False
        starts_sentence = i < 2 or self._gap(i - 2).strip(" \u00a0\u202f-'’") != ""
        return not starts_sentence

    def _is_headquarters(self, i: int, length: int) -> bool:
        """As in "au siège de l'Organisation à Genève": an address, not a country."""
        key = " ".join(self.words.folded[i : i + length])
        if key not in self._sets["headquarters"]:
            return False
        before = self.words.folded[max(0, i - 7) : i]
        return "siege" in before or before[-2:] == ["oim", "a"] or before[-1:] == ["oim"]

    def _is_language(self, i: int, length: int) -> bool:
        """As in "en espagnol", "parler l'arabe", "langue française", "anglais et français"."""
        key = " ".join(self.words.folded[i : i + length])
        noun = gazetteer().languages.get(key)
        if noun is None:
            return False
        before = self._before(i)
        two_before = self._before(i - 1) if i else ""
        start, end = self.words.starts[i], self.words.ends[i + length - 1]
        lower = not self._capital(i) or self.case == "upper"
        speech = self._sets["spoken"]
        spoken = before in speech or (before in _NOUN_BEFORE and two_before in speech)
        nouns_follow = _NOUN_BEFORE if self.case == "mixed" else {"en"}
        as_noun = noun and lower and before in nouns_follow
        chained = (
            noun
            and self._language_end >= 0
            and _CHAIN.fullmatch(self.text, self._language_end, start) is not None
        )
        if spoken or as_noun or chained:
            self._language_end = end
            return True
        return False


def case_of(text: str) -> Case:
    """How a text is written: in capitals, without any, or normally (too short to say: mixed)."""
    text = text[:SAMPLE]
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    if upper + lower < 12:
        return "mixed"
    if upper > 4 * lower:
        return "upper"
    return "lower" if upper == 0 else "mixed"
