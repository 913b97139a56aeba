"""What pages are made of, before any HTML: shades, bars, evidence, fragments."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import web
from index.countries.gazetteer import gazetteer
from index.releases import Mention, Release
from search.engine import Engine
from search.query import Query
from search.snippets import MarkedText, mark
from web.choropleth import SHADES, shades, world_map
from web.facets import country_facet
from web.histogram import MOST, histogram
from web.parameters import SearchParameters
from web.reading import read_release
from web.results import FacetValue, FacetYear, facet_page
from web.text_fragments import text_fragment

WORLD = Path(web.__file__).parent / "maps" / "world.json"


def country(code: str, count: int, selected: bool = False) -> FacetValue:
    return FacetValue(code=code, label=code, count=count, selected=selected)


@pytest.mark.parametrize(
    ("largest", "classes"),
    [
        (0, []),
        (1, [(1, 1)]),
        (3, [(1, 1), (2, 2), (3, 3)]),
        (7, [(1, 1), (2, 4), (5, 7)]),
        (66, [(1, 1), (2, 4), (5, 19), (20, 49), (50, 66)]),
        (8500, [(1, 9), (10, 99), (100, 499), (500, 4999), (5000, 8500)]),
    ],
)
def test_shades_begin_with_round_numbers(largest: int, classes: list[tuple[int, int]]) -> None:
    assert [(shade.first, shade.last) for shade in shades(largest)] == classes


@given(st.integers(1, 10**7))
def test_every_count_has_one_shade(largest: int) -> None:
    classes = shades(largest)
    assert len(classes) <= SHADES
    assert classes[0].first == 1
    assert classes[-1].last == largest
    levels = [shade.level for shade in classes]
    assert levels == sorted(set(levels))
    assert levels[-1] == SHADES or largest == 1


def test_every_country_that_a_release_can_have_is_on_the_map() -> None:
    world = json.loads(WORLD.read_text("utf-8"))
    assert set(gazetteer().display) <= set(world["paths"]) | set(world["points"])
    assert WORLD.stat().st_size < 150_000
    for code in ("LC", "MU", "VA", "TV", "SG"):
        assert code in world["points"]


def test_points_lie_apart_on_the_map() -> None:
    world = json.loads(WORLD.read_text("utf-8"))
    points = list(world["points"].values())
    nearest = min(
        (x - u) ** 2 + (y - v) ** 2
        for place, (x, y) in enumerate(points)
        for u, v in points[place + 1 :]
    )
    assert nearest**0.5 > 70


def test_small_countries_are_drawn_over_large_ones_and_chosen_ones_over_all() -> None:
    drawn = world_map([country("LC", 9), country("US", 5, selected=True), country("BR", 1)])
    assert [one.value["code"] for one in drawn.countries] == ["BR", "LC", "US"]
    assert "none" not in [one.value["code"] for one in world_map([country("none", 3)]).countries]


def test_countries_fold_after_the_chosen_and_the_frequent(app: Flask) -> None:
    codes = ["AF", "AL", "DZ", "AD", "AO", "AR", "AM", "AU", "AT", "AZ", "BH", "BD", "BE", "BJ"]
    values = [country(code, 20 - place) for place, code in enumerate(codes)]
    values += [country("PE", 1, selected=True), country("none", 4), country("TD", 0)]
    with app.test_request_context("/"):
        facet = country_facet(values)
    assert facet.first[0]["code"] == "PE"
    assert [value["code"] for value in facet.first[1:]] == codes[:11]
    assert [value["code"] for value in facet.others] == ["BD", "BE", "BJ", "none"]


def test_countries_of_one_count_are_in_the_order_of_their_names(
    app: Flask, engine_of: Callable[..., Engine], release_of: Callable[..., Release]
) -> None:
    engine = engine_of(
        release_of("a", "Un convoi.", countries="ES US SE ET"),
        *(release_of(id, f"Sans lieu {id}.") for id in ("b", "c")),
    )

    def codes() -> list[str]:
        return [
            value["code"] for value in facet_page(engine, Query(), SearchParameters()).countries
        ]

    assert codes() == ["ES", "US", "ET", "SE", "none"]
    with app.test_request_context("/?lang=en"):
        assert codes() == ["ET", "ES", "SE", "US", "none"]


Years = st.dictionaries(st.integers(1, 9999), st.integers(1, 50), min_size=1, max_size=60)


@given(Years)
def test_bars_hold_every_release_once(counts: dict[int, int]) -> None:
    years = [
        FacetYear(year=year, count=count, selected=False) for year, count in sorted(counts.items())
    ]
    app = Flask(__name__)
    app.add_url_rule("/", "pages.search", lambda: "")
    with app.test_request_context("/"):
        bars = histogram(years, SearchParameters())
    assert 1 <= len(bars) <= MOST
    assert sum(bar.count for bar in bars) == sum(counts.values())
    assert max(bar.height for bar in bars) == 1
    for left, right in pairwise(bars):
        assert left.last + 1 == right.first


def test_a_chosen_year_is_shown_among_its_neighbours(app: Flask) -> None:
    years = [FacetYear(year=year, count=1, selected=year == 2012) for year in range(1990, 2025)]
    with app.test_request_context("/"):
        bars = histogram(years, SearchParameters(year=2012, q="traite"))
    assert [bar.label for bar in bars] == [str(year) for year in range(2006, 2019)]
    assert [bar.first for bar in bars if bar.selected] == [2012]
    assert bars[0].url == "/?q=traite&from=2006&to=2006"


def test_no_year_no_bar() -> None:
    assert histogram([], SearchParameters()) == []


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("Lima, le 5 mai", "#:~:text=Lima%2C%20le%205%20mai"),
        ("… Guinée-Bissau …", "#:~:text=Guin%C3%A9e%2DBissau"),
        (
            "Un deux trois quatre cinq six sept huit neuf dix onze",
            "#:~:text=Un%20deux%20trois%20quatre%20cinq,sept%20huit%20neuf%20dix%20onze",
        ),
    ],
)
def test_a_passage_is_named_by_its_words(passage: str, fragment: str) -> None:
    assert text_fragment(passage) == fragment


def test_marks_are_numbered_on_from_title_to_text(release_of: Callable[..., Release]) -> None:
    release = release_of("a", "La traite.\n\nRien.\n\nTraites.", title="Traite")
    texts = [mark(text, {"trait"}) for text in (release.title, *release.paragraphs)]
    read = read_release(release, texts)
    assert read.marks == 3
    assert read.title == '<mark id="m1">Traite</mark>'
    assert '<mark id="m3">' in read.paragraphs[2]


def test_each_country_has_its_passages_once_and_the_number_of_all(
    release_of: Callable[..., Release],
) -> None:
    body = "Au Pérou. Les Péruviens."
    places = ((3, 8), (14, 23), (3, 8))
    named = (Mention("PE", "name", "body", start, end) for start, end in places)
    mentions = (*named, Mention("BO", "given", "body", 0, 0))
    release = release_of("a", body, countries="PE BO", mentions=mentions)
    read = read_release(release, [MarkedText("", ()), MarkedText(body, ())])
    peru, bolivia = read.countries
    assert (peru.primary, peru.mentions) == (True, 3)
    assert [passage.text.text for passage in peru.passages] == [body]
    assert (bolivia.passages, bolivia.mentions) == ((), 1)
