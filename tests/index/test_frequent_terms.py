"""What is counted of frequent terms when an index is made; searches go without it, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import frequent_terms
from index.building import build_index
from index.frequent_terms import write_frequent_terms
from index.releases import NO_COUNTRY, Release
from index.segments.arrays import Array
from index.segments.frequent_terms import SUFFIX
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
            countries=("FR PE", "PE", "", "ML FR CI BE TN SN GN")[n % 4],
        )
        for n in range(40)
    ]


@pytest.fixture
def file(tmp_path: Path, release_of: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was counted of a small index, all of whose terms are frequent."""
    monkeypatch.setattr(frequent_terms, "FEWEST", 1)
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


def test_countries_are_counted_by_term(file: Path) -> None:
    segment = Segment(file.with_suffix(""))
    counts = segment.countries_of_term(words_of(segment, "pays")[0])
    assert counts is not None
    counted = dict(zip((NO_COUNTRY, *segment.country_codes), counts.tolist(), strict=True))
    few = (NO_COUNTRY, "ML", "CI", "BE", "TN", "SN", "GN")
    assert counted == {"FR": 19, "PE": 19} | dict.fromkeys(few, 10)


def test_nothing_is_counted_of_seldom_terms(
    tmp_path: Path, release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent_terms, "FEWEST", 2)
    build_index(tmp_path / "index", [release_of(f"r{n}", f"{n} pays") for n in range(40)])
    (file,) = (tmp_path / "index").resolve().glob(f"*{SUFFIX}")
    segment = Segment(file.with_suffix(""))
    assert segment.countries_of_term(words_of(segment, "7")[0]) is None
    assert segment.countries_of_term(words_of(segment, "pays")[0]) is not None


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


def test_a_damaged_file_is_replaced_and_not_written_over(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    of_another_generation = tmp_path / "linked"
    of_another_generation.hardlink_to(file)
    write_frequent_terms(file.parent)
    assert file.read_bytes() == whole
    assert of_another_generation.read_bytes() == whole[: len(whole) // 2]


def test_only_a_file_of_another_version_is_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.stat().st_ino, file.stat().st_mtime_ns
    write_frequent_terms(file.parent)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before
    monkeypatch.setattr(frequent_terms, "VERSION", frequent_terms.VERSION + 1)
    write_frequent_terms(file.parent)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) != before


def test_releases_are_mapped_where_there_is_room_left(file: Path) -> None:
    segment = Segment(file.with_suffix(""))
    room = segment.map_now(2**30)
    assert 0 < room < 2**30
    size = segment.record_file.stat().st_size
    assert segment.map_releases(size - 1) == size - 1
    assert segment.map_releases(room) == room - size


def answers(location: Path) -> list[tuple[object, ...]]:
    engine = open_engine(location)
    asked = ["migrants", "migrânts", "migrante pays", "titre:migrants", "migr*", '"pays pays"']
    found = [engine.search(Query(parse(text).clause), size=50) for text in asked]
    engine.close()
    return [(one.countries, *((hit.release.id, hit.score) for hit in one.hits)) for one in found]
