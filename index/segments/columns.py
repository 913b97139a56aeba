"""What is kept once a release, beside its words: identifier, date and countries.

The countries of a release are one number, that of their combination: an archive has far fewer
combinations than releases, so counting matches by country costs one count a match, however many
countries a release names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

import numpy as np

from index.releases import Release
from index.segments.arrays import Array, ArraysWriter, smallest_unsigned
from index.segments.strings import encode, write_strings

T = TypeVar("T", str, tuple[str, ...])

UNKNOWN_LOW, UNKNOWN_HIGH = "00", "99"


def span(date: str | None) -> tuple[int, int]:
    """The first and last day of an ISO date, as ``yyyymmdd``; (0, 0) without a year.

    What is not written counts from 00 to 99: ``2012-05`` is 20120500 to 20120599, which compares
    rightly with every day of that month and sorts before them.
    """
    if not date or date.startswith("-"):
        return 0, 0
    parts = date.split("-")
    missing = 3 - len(parts)
    low, high = ("".join([*parts, *[fill] * missing]) for fill in (UNKNOWN_LOW, UNKNOWN_HIGH))
    return int(low), int(high)


@dataclass
class Columns:
    """The columns of some releases, in their order."""

    ids: list[bytes] = field(default_factory=list)  # in UTF-8
    dates: list[str] = field(default_factory=list)  # "" for none
    countries: list[tuple[str, ...]] = field(default_factory=list)
    primaries: list[str] = field(default_factory=list)  # "" for none

    def add(self, release: Release) -> None:
        """Note a release's values."""
        self.ids.append(encode(release.id))
        self.dates.append(release.date or "")
        self.countries.append(release.countries)
        self.primaries.append(release.primary_country or "")

    def extend(self, other: Columns) -> None:
        """Note the values of further releases."""
        self.ids += other.ids
        self.dates += other.dates
        self.countries += other.countries
        self.primaries += other.primaries

    def write(self, writer: ArraysWriter) -> None:
        """Write the columns, sorted values with their documents for identifiers and dates."""
        order = sorted(range(len(self.ids)), key=self.ids.__getitem__)
        write_strings(writer, "ids", [self.ids[doc] for doc in order])
        writer.add("id_docs", np.array(order, "<u4"))
        dates, values = _numbered(self.dates)
        write_strings(writer, "dates", [encode(date) for date in dates])
        writer.add("date", values)
        spans = np.array([span(date) for date in dates], "<u4").reshape(-1, 2)
        writer.add("first_day", spans[values, 0])
        writer.add("last_day", spans[values, 1])
        combinations, values = _numbered(self.countries)
        held = {code for combination in combinations for code in combination}
        codes = sorted((held | set(self.primaries)) - {""})
        number = {code: index for index, code in enumerate(codes)}
        write_strings(writer, "countries", [encode(code) for code in codes])
        writer.add("combination", values)
        members = [number[code] for combination in combinations for code in combination]
        writer.add("combination_countries", np.array(members, "<u2"))
        writer.add("combination_starts", np.array([0, *accumulate(map(len, combinations))], "<u4"))
        places = {"": 0} | {code: place for place, code in enumerate(codes, 1)}
        primaries = np.array([places[code] for code in self.primaries], np.int64)
        writer.add("primary", primaries.astype(smallest_unsigned(len(codes))))


def _numbered(values: Sequence[T]) -> tuple[list[T], Array]:
    """The distinct values in order, and the number of each value among them."""
    distinct = sorted(set(values))
    number = {value: index for index, value in enumerate(distinct)}
    numbers = np.fromiter((number[value] for value in values), np.int64, len(values))
    return distinct, numbers.astype(smallest_unsigned(len(distinct)))
