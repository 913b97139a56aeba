"""Which texts are renditions of one another."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Collection

import numpy as np
import pytest

from index.duplicates import SKETCH, are_renditions, best_copy, find_renditions, sketch
from index.releases import Contact, Release

WORDS = [
    f"{a}{b}" for a in ("mar", "sol", "pont", "val", "bois") for b in ("ais", "ine", "eur", "on")
]


def text(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def groups(*texts: str, identified: Collection[int] = ()) -> list[list[int]]:
    def same(one: int, other: int) -> bool:
        return are_renditions(texts[one], texts[other])

    return find_renditions(np.stack([sketch(t) for t in texts]), same, identified)


def test_other_capitals_accents_lines_and_punctuation_make_a_rendition() -> None:
    one = "Les réfugiés, hébergés à l'école, ont reçu des couvertures. " + text(1)
    other = one.upper().replace("É", "E").replace(" ", "\n", 9).replace(".", " !")
    assert groups(one, text(2), other) == [[0, 2]]


def test_some_changed_words_still_make_a_rendition() -> None:
    words = text(1, 300).split()
    words[40], words[200] = "autre", "chose"
    assert groups(text(1, 300), " ".join(words)) == [[0, 1]]


def test_the_same_event_with_other_facts_is_no_rendition() -> None:
    half = text(1, 60)
    assert groups(half + " " + text(2, 60), half + " " + text(3, 60)) == []


def test_other_numbers_are_other_facts() -> None:
    report = "{} familles ont reçu {} tentes et {} couvertures. " + text(1)
    assert groups(report.format(10, 20, 30), report.format(11, 21, 31)) == []


def test_a_passage_quoted_in_a_long_text_is_no_rendition() -> None:
    assert groups(text(1, 60), text(1, 60) + " " + text(2, 600)) == []


def test_an_extract_of_half_the_text_is_a_rendition() -> None:
    assert groups(text(1, 200), " ".join(text(1, 200).split()[:110])) == [[0, 1]]


@pytest.mark.parametrize(
    "short", ["", "un", "Une phrase trop brève pour prouver quoi que ce soit."]
)
def test_short_texts_prove_nothing(short: str) -> None:
    assert groups(short, short) == []


def test_three_copies_are_one_group_whatever_the_order() -> None:
    assert groups(text(3), text(1), text(2), text(1), text(3), text(1)) == [[0, 4], [1, 3, 5]]


def test_texts_that_are_known_to_be_two_stay_two_even_by_way_of_a_third() -> None:
    texts = [text(1), text(1), text(1)]
    assert groups(*texts, identified={0, 2}) in ([[0, 1]], [[1, 2]])
    assert groups(*texts, identified={0, 1, 2}) == []


def test_boilerplate_is_not_enough() -> None:
    shared = text(0, 60)
    assert groups(*(f"{text(seed, 200)} {shared}" for seed in range(1, 60))) == []


def test_nothing_is_no_group() -> None:
    assert find_renditions(np.empty((0, SKETCH), np.uint64), lambda one, other: True) == []


def test_a_sketch_is_the_same_in_every_process() -> None:
    script = f"from index.duplicates import sketch; print(sketch({text(1)!r}).tolist())"
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    other = subprocess.check_output([sys.executable, "-c", script], env=environment, text=True)
    assert json.loads(other) == sketch(text(1)).tolist()


def test_the_best_copy_has_more_fields_then_accents_then_length() -> None:
    plain = Release(id="a", title="T", body="Des ecoles ouvrent.", source="a")
    accented = plain._replace(id="b", body="Des écoles")
    dated = plain._replace(id="c", date="2012-05-21", contacts=(Contact("Ana"),))
    longer = accented._replace(id="d", body="Des écoles ouvrent.")
    assert best_copy([plain, accented]) is accented
    assert best_copy([accented, longer]) is longer
    assert best_copy([longer, dated, plain]) is dated
    assert (
        best_copy([plain, plain._replace(id="z")]).id
        == best_copy([plain._replace(id="z"), plain]).id
    )
