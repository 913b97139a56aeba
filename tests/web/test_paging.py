"""Which page numbers are offered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.paging import AROUND, page_numbers


def test_the_ends_and_the_neighbours_are_offered() -> None:
    assert page_numbers(1, 1) == [1]
    assert page_numbers(2, 4) == [1, 2, 3, 4]
    assert page_numbers(8, 20) == [1, None, 6, 7, 8, 9, 10, None, 20]
    assert page_numbers(5, 9) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_every_row_is_short_ordered_and_holds_the_current_page(current: int, last: int) -> None:
    current = min(current, last)
    row = page_numbers(current, last)
    numbers = [number for number in row if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, current, last} <= set(numbers)
    assert len(row) <= 2 * AROUND + 5
    for left, gap, right in zip(row, row[1:], row[2:], strict=False):
        if gap is None:
            assert left is not None
            assert right is not None
            assert right - left > 2
