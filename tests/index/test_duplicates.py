"""Renditions of one release are recognised; near twins are not."""

from __future__ import annotations

import random

from index.duplicates import Renditions, best_copy
from index.releases import Release

WORDS = [f"mot{n}" for n in range(4000)]


def text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_same_text_in_other_clothes() -> None:
    body = "Des Éthiopiens et leurs sœurs sont rentrés chez eux hier. " * 3 + " ".join(text(1, 60))
    found = Renditions()
    assert found.add("a", body) is None
    assert found.add("b", body.upper().replace(" ", "\n")) == "a"
    assert found.add("c", body.replace("É", "E").replace("œ", "oe")) == "a"
    assert found.groups() == [("a", "b", "c")]


def test_few_corrections_do_not_make_another_text() -> None:
    words = text(2)
    corrected = [*words[:100], "corrigé", *words[101:], "fin"]
    found = Renditions()
    found.add("a", " ".join(words))
    assert found.add("b", " ".join(corrected)) == "a"


def test_half_a_text_is_a_rendition_of_the_whole() -> None:
    words = text(3)
    found = Renditions()
    found.add("a", " ".join(words))
    assert found.add("b", " ".join(words[:150])) == "a"


def test_near_twin_is_another_text() -> None:
    words = text(4)
    twin = [word if n % 3 else f"autre{n}" for n, word in enumerate(words)]
    found = Renditions()
    found.add("a", " ".join(words))
    assert found.add("b", " ".join(twin)) is None
    assert found.groups() == []


def test_same_sentences_with_other_figures_are_another_report() -> None:
    words = text(5, 400)
    first, second = list(words), list(words)
    for n in range(0, 400, 60):
        first[n], second[n] = str(1000 + n), str(5000 + n)
    found = Renditions()
    found.add("a", " ".join(first))
    assert found.add("b", " ".join(second)) is None


def test_shared_boilerplate_is_not_enough() -> None:
    shared = text(6, 60)
    found = Renditions()
    for seed in range(200):
        assert found.add(str(seed), " ".join(text(100 + seed, 200) + shared)) is None


def test_too_short_to_tell() -> None:
    found = Renditions()
    found.add("a", "un deux trois quatre cinq")
    assert found.add("b", "un deux trois quatre cinq") is None


def release(id: str, **fields: object) -> Release:
    defaults = {"title": "Titre", "paragraphs": ("Un été.",), "source": id}
    return Release(id=id, **(defaults | fields))  # type: ignore[arg-type]


def test_best_copy_has_the_most_fields_then_accents_then_length() -> None:
    poor = release("a", paragraphs=("UN ÉTÉ LONG ET BEAU.",))
    plain = release("b", paragraphs=("Un ete long et beau.",))
    accents = release("c")
    dated = release("d", date="2012-05-21", paragraphs=("Un ete.",))
    assert best_copy([poor, plain, accents]).id == "c"
    assert best_copy([poor, plain, accents, dated]).id == "d"
    assert best_copy([dated, accents, plain, poor]).id == "d"
