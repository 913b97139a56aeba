"""Which page numbers to offer: the ends, and those around the current one."""

from __future__ import annotations

AROUND = 2
"""Numbers on either side of the current page, so that the row fits a phone."""


def page_numbers(current: int, last: int) -> list[int | None]:
    """Numbers in order, None where some are left out; never for one page alone.

    Of 20 pages, on the 8th: 1, None, 6, 7, 8, 9, 10, None, 20.
    """
    near = range(max(1, current - AROUND), min(last, current + AROUND) + 1)
    numbers = sorted({1, *near, last})
    row: list[int | None] = []
    for number in numbers:
        if row and row[-1] is not None and number - row[-1] == 2:
            row.append(number - 1)  # a gap of one is shorter as its number
        elif row and row[-1] is not None and number - row[-1] > 2:
            row.append(None)
        row.append(number)
    return row
