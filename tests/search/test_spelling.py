"""« Vouliez-vous dire »: words of the archive, accents restored, and only when they find more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release
from search.engine import Engine
from search.parsing import parse
from search.query import All, Any, Clause, Phrase, Term, Weighted
from search.spelling import candidates, correct
from search.vocabulary import Seen


class Words(dict[str, Seen]):
    """A vocabulary that writes its words as it has them."""

    def near(self, surface: str, least: int) -> set[str]:
        return {*self}

    def written(self, surface: str) -> str:
        return self[surface].display


VOCABULARY = Words({
    "perou": Seen(40, "Pérou"),
    "victimes": Seen(3000, "victimes"),
    "victime": Seen(2000, "victime"),
    "victmes": Seen(12, "victmes"),
    "region": Seen(100, "région"),
    "rejoin": Seen(100, "rejoin"),
    "commission": Seen(50, "commission"),
    "compassion": Seen(50, "compassion"),
    "marche": Seen(4000, "marché"),
    "marge": Seen(50, "marge"),
    "migrants": Seen(900, "migrants"),
    "rare": Seen(1, "rare"),
    "eau": Seen(40, "eau"),
    "limas": Seen(40, "limas"),
    "cas": Seen(40, "cas"),
    "bolivie": Seen(1, "Bolivie"),
    "iran": Seen(1, "Iran"),
})  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("peruo", "Pérou", "two neighbours swapped, the accent given back"),
        ("péruo", "Pérou", "with the accent typed"),
        ("victmies", "victimes", "a swap"),
        ("migrents", "migrants", "one vowel for another"),
        ("comission", "commission", "a double letter left out"),
        ("régoin", "région", "the one that has the accent typed"),
        ("victmes", "victimes", "a slip that the archive has, against 3,000"),
        ("migrans", "migrants", "a letter left out at the end"),
        ("bolvie", "Bolivie", "a place is no slip, in one release either"),
    ],
)
def test_the_likeliest_word_comes_first(typed: str, first: str, why: str) -> None:
    assert candidates(typed, VOCABULARY)[0].display == first, why


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("perou", "right without its accent"),
        ("marge", "rare beside marche, but not a hundred times"),
        ("rarre", "what is in one release may be a slip itself"),
        ("peau", "French, though the archive lacks it"),
        ("lima", "a place"),
        ("x", "too short"),
        ("2012", "a number"),
        ("les", "a little word"),
        ("prou" * 10, "too long"),
        ("rendez-vous", "two words"),
        ("iren", "a place in one release, but four letters are too few to tell"),
    ],
)
def test_no_word_is_put_right_without_need(typed: str, why: str) -> None:
    assert candidates(typed, VOCABULARY) == [], why


def counting(**found: int) -> Callable[[Clause | None], int]:
    """Count a clause by the word of it that fewest releases have."""

    def count(clause: Clause | None) -> int:
        match clause:
            case Term():
                return found.get(clause.surface, 0)
            case All(clauses):
                return min(map(count, clauses))
            case Any(clauses):
                return max(map(count, clauses))
            case Phrase(terms):
                return min(map(count, terms))
            case Weighted(inner):
                return count(inner)
        return 0

    return count


@pytest.mark.parametrize(
    ("text", "found", "offered", "why"),
    [
        ("victimes peruo", {"victimes": 9, "perou": 4}, "victimes Pérou", "the rest stays"),
        ("l’peruo", {"perou": 4}, "l’Pérou", "only the word is replaced"),
        (
            '"migrents au peruo"',
            {"migrants": 3, "au": 9, "perou": 4},
            '"migrants au Pérou"',
            "both",
        ),
        ("titre:peruo -lima", {"perou": 0}, None, "nothing more is found"),
        ("victimes", {"victimes": 9}, None, "nothing to put right"),
        ("migrents", {"migrents": 2, "migrants": 3}, None, "finds little more"),
        ("migrents", {"migrents": 2, "migrants": 900}, "migrants", "finds far more"),
        ("peruo*", {"perou": 4}, None, "what is truncated is as meant"),
        ("=peruo", {"perou": 4}, None, "so is an exact form"),
        ("le PERUO", {"perou": 4}, None, "an acronym is no slip"),
        ("LE PERUO", {"perou": 4}, "LE Pérou", "capitals throughout say nothing"),
        ("à la Caf", {"cas": 40}, None, "a capital makes a name, which no word puts right"),
        ("Migrents", {"migrants": 40}, "migrants", "but not at the beginning"),
        ("au Peruo", {"au": 9, "perou": 4}, "au Pérou", "another name does"),
    ],
)
def test_an_offer_finds_more(
    text: str, found: dict[str, int], offered: str | None, why: str
) -> None:
    made = correct(parse(text), VOCABULARY, counting(**found))
    assert (made.text if made else None) == offered, why


def test_an_other_wording_is_no_slip() -> None:
    vocabulary = Words(her=Seen(90, "her"))
    assert candidates("hcr", vocabulary)
    assert correct(parse("hcr"), vocabulary, counting(her=90)) is None


def test_little_words_alone_are_no_offer() -> None:
    vocabulary = Words(dans=Seen(90, "dans"), lima=Seen(9, "Lima"))
    assert candidates("dabs", vocabulary)
    assert correct(parse("dabs"), vocabulary, counting(dans=90)) is None
    made = correct(parse("dabs lima"), vocabulary, counting(dans=90, lima=9))
    assert made is not None
    assert made.text == "dans lima"


def test_an_offer_says_what_it_changes_and_finds() -> None:
    made = correct(parse("Peruo"), VOCABULARY, counting(perou=4))
    assert made is not None
    assert made.changes == (("Peruo", "Pérou"),)
    assert made.found == 4


def test_a_candidate_that_finds_nothing_gives_way_to_the_next() -> None:
    vocabulary = Words(mines=Seen(90, "mines"), mires=Seen(5, "mires"))
    made = correct(parse("mives"), vocabulary, counting(mires=2))
    assert made is not None
    assert made.text == "mires"


def test_the_vocabulary_counts_releases_and_keeps_the_usual_spelling(
    engine_of: Callable[..., Engine], release_of: Callable[..., Release]
) -> None:
    engine = engine_of(
        release_of("a", "Le Pérou, le Pérou. Des femmes.", "PÉROU"),
        release_of("b", "Femmes du Perou et du Pérou. L’énergie."),
    )
    assert engine.vocabulary.get("perou") == Seen(2, "pérou")
    assert engine.vocabulary.written("perou") == "Pérou"
    assert engine.vocabulary.get("femmes") == Seen(2, "femmes")
    assert engine.vocabulary.get("energie") == Seen(1, "énergie")
    assert engine.vocabulary.get("lima") is None


def test_near_words_are_all_that_an_edit_leads_to(
    engine_of: Callable[..., Engine], release_of: Callable[..., Release]
) -> None:
    texts = ("Lima, limas, lame, mail.", "Lima, lima. Ligma, ami, clima.", "Lima et élima, œil.")
    engine = engine_of(*(release_of(str(at), text) for at, text in enumerate(texts)))
    near = engine.vocabulary.near("lima", 1)
    assert {"limas", "ligma", "clima", "elima"} <= {*near}
    assert not {"lame", "mail", "ami", "oeil"} & {*near}
    assert {*engine.vocabulary.near("lmia", 3)} >= {"lima"}
    assert not engine.vocabulary.near("lima", 4)  # more releases than there are
