"""The forms of frequent terms are counted when an index is made, and searches go without, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import forms
from index.building import build_index
from index.forms import write_forms
from index.releases import Release
from index.segments.arrays import Array
from index.segments.forms import SUFFIX
from index.segments.reading import Segment
from search.archive import open_engine
from search.parsing import parse
from search.query import Query

Make = Callable[..., Release]


def releases(make: Make) -> list[Release]:
    return [
        make(
            f"r{n}",
            "migrante " * (n % 2)
            + "Migrants " * (n % 3)
            + "migrânts " * (n % 5 // 4)
            + "pays " * n,
            "migrants" * (n % 7 // 6),
        )
        for n in range(40)
    ]


@pytest.fixture
def file(tmp_path: Path, release_of: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was counted of a small index, all of whose terms are frequent."""
    monkeypatch.setattr(forms, "FEWEST", 1)
    build_index(tmp_path / "index", releases(release_of))
    (file,) = (tmp_path / "index").resolve().glob(f"*{SUFFIX}")
    return file


def test_forms_are_counted_by_posting(file: Path) -> None:
    segment = Segment(file.with_suffix(""))
    term, words = words_of(segment, "migrants")
    counted = segment.times(term, words)
    assert counted is not None
    docs = segment.docs[segment.term_range(term)].tolist()
    expected = {n: n % 3 + n % 5 // 4 + n % 7 // 6 for n in range(40)}
    assert dict(zip(docs, counted.tolist(), strict=True)) == {
        n: times for n, times in expected.items() if times or n % 2
    }


def test_only_whole_forms_of_terms_with_several_are_counted(file: Path) -> None:
    segment = Segment(file.with_suffix(""))
    term, words = words_of(segment, "migrants")
    assert len(words) == 2
    assert segment.times(term, words[:1]) is None
    assert segment.times(*words_of(segment, "pays")) is None
    assert segment.times(words_of(segment, "pays")[0], words) is None


def words_of(segment: Segment, text: str) -> tuple[int, Array]:
    """The term of a surface, and the words."""
    surface = segment.surface_number(text)
    assert surface is not None
    words = segment.words_of_surface(surface)
    return int(segment.word_term[words.start]), np.array(words)


def test_searches_give_the_same_with_the_file_without_it_and_with_a_damaged_one(file: Path) -> None:
    whole = file.read_bytes()
    expected = answers(file.parent)
    file.unlink()
    assert answers(file.parent) == expected
    file.write_bytes(whole[: len(whole) // 2])
    assert answers(file.parent) == expected
    file.unlink()
    write_forms(file.parent)
    assert file.read_bytes() == whole


def answers(location: Path) -> list[list[tuple[str, float]]]:
    engine = open_engine(location)
    asked = ["migrants", "migrânts", "migrante pays", "titre:migrants", "migr*", '"pays pays"']
    found = [engine.search(Query(parse(text).clause), size=50).hits for text in asked]
    engine.close()
    return [[(hit.release.id, hit.score) for hit in hits] for hits in found]
