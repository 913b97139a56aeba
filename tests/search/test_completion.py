"""Completions: words, pairs of words and titles, accents restored, most frequent first."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from index.releases import Release
from search.completion import Completions, build_completions
from search.vocabulary import build_vocabulary


@pytest.fixture
def completions(release_of: Callable[..., Release]) -> Completions:
    releases = [
        release_of("a", "Des femmes victimes au Pérou. Les droits humains.", "Pérou : un foyer"),
        release_of("b", "Droits humains et personnes déplacées au Pérou.", "L’énergie à Lima"),
        release_of("c", "Des personnes déplacées. La personne. Une perle.", "Une ligne d’écoute"),
        release_of("d", "Les droits, humains. Le Pérou et la perle rare."),
    ]
    return build_completions(releases, build_vocabulary(releases))


@pytest.mark.parametrize(
    ("typed", "offered", "why"),
    [
        ("perou", ["Pérou", "Pérou : un foyer"], "accents are given back"),
        ("pér", ["Pérou", "perle", "personnes"], "by frequency: 3 releases before 2"),
        ("pers", ["personnes", "personnes déplacées"], "a pair of words"),
        ("droits h", ["droits humains"], "the last word, or the pair"),
        ("personnes ", ["personnes déplacées"], "after a space the next word"),
        ("l'éner", ["L’énergie à Lima"], "the elision does not matter"),
        ("lim", ["L’énergie à Lima"], "a title from any of its words"),
        ("foyer", ["Pérou : un foyer"], "a word of one release only by its title"),
        ("xyz", [], "nothing begins so"),
        ("  ", [], "nothing was typed"),
        (
            "victimes pe",
            ["victimes Pérou", "victimes perle", "victimes personnes"],
            "what is before it stays",
        ),
    ],
)
def test_completions(completions: Completions, typed: str, offered: list[str], why: str) -> None:
    found = completions.complete(typed)
    assert [completion.text for completion in found][: max(len(offered), 1)] == offered, why


def test_each_kind_has_its_share(completions: Completions) -> None:
    kinds = [completion.kind for completion in completions.complete("per", count=3)]
    assert kinds == ["word", "phrase", "title"]


def test_a_large_archive_is_completed_as_a_small_one_is(release_of: Callable[..., Release]) -> None:
    random = Random(6)
    syllables = [a + b for a in "bcdflmnprst" for b in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 5))) for _ in range(3000)]
    releases = [
        release_of(
            str(n), " ".join(random.choices(words, k=8)), " ".join(random.choices(words, k=8))
        )
        for n in range(3000)
    ]
    completions = build_completions(releases, build_vocabulary(releases))
    for text in ("b", "pe", "per", "rita lo", "m"):
        found = completions.complete(text)
        assert 0 < len(found) <= 8
        assert all(word.startswith(text.split()[0]) for word in (c.text for c in found)), found
