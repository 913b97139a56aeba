"""What a parameter means, and how it is written back into a link."""

from __future__ import annotations

from string import printable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict
from werkzeug.wrappers import Request

from search.query import CountryMatch, Dated, Match, Sort
from web.parameters import SearchParameters
from web.query_strings import Parameters

PIECES = [
    "q",
    "a",
    "=",
    "&",
    "+",
    ";",
    "%",
    "%26",
    "%3d",
    "%C3%A9",
    "%c3",
    "%A9",
    "%ff",
    "%ed%a0%80",
]
"""What query strings are made of, letters whole and broken among them."""


class Anything(Parameters):
    """Takes all parameters."""

    model_config = ConfigDict(extra="allow")


def read(query: str) -> SearchParameters:
    return SearchParameters.from_query_string(query)


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("", None),
        ("from=2012", Dated("2012", None)),
        ("to=2012-05", Dated(None, "2012-05")),
        ("from=2012-05-21&to=2012-05", Dated("2012-05-21", "2012-05")),
        ("year=2012", Dated("2012", "2012")),
        ("year=987", Dated("0987", "0987")),
        ("year=2012&from=2012-05", Dated("2012-05", "2012")),
        ("year=2012&from=2010&to=2012-05", Dated("2012", "2012-05")),
        ("year=2012&to=2010", Dated("2012", "2010")),
    ],
)
def test_dates_to_keep_are_what_from_to_and_year_have_in_common(
    query: str, dates: Dated | None
) -> None:
    assert read(query).dates == dates


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "q": st.text(max_size=20),
            "country": st.lists(st.sampled_from(["PE", "VN", "none"]), unique=True),
            "country_match": st.sampled_from(get_args(CountryMatch)),
            "from": st.sampled_from(["2001", "2002-05", "2002-02-28"]),
            "to": st.sampled_from(["2010", "2010-01", "2012-02-29"]),
            "year": st.integers(1, 9999),
            "match": st.sampled_from(get_args(Match)),
            "synonyms": st.booleans(),
            "sort": st.sampled_from(get_args(Sort)),
            "page": st.integers(1, 1000),
            "size": st.integers(1, 100),
        },
    )
)
def test_a_link_asks_for_what_it_was_made_of(given: dict[str, object]) -> None:
    parameters = SearchParameters.read(given)
    assert read(parameters.query_string()) == parameters


@given(st.text(printable, max_size=40) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_query_string_is_read_as_werkzeug_reads_it(query: str) -> None:
    told = Request({"QUERY_STRING": query}).args
    asked = Anything.from_query_string(query)
    assert asked.model_extra == {name: values[0] for name, values in told.lists()}
