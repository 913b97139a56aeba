"""Named tuples made by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

Named = TypeVar("Named", bound=tuple[Any, ...])


def maker(kind: type[Named]) -> Callable[[Iterable[Any]], Named]:
    """What makes a named tuple of its values, like ``kind._make`` but unchecked.

    That one is written in Python and takes three times as long.
    """
    return partial(tuple.__new__, kind)
