"""What can go wrong with an index, each error one sentence that ends in the next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class CommuniquesError(Exception):
    """A failure to tell the user in one sentence; no traceback is shown."""


class WrongUsage(CommuniquesError):
    """What was asked for, or how it was set, cannot be."""


class IndexMissing(CommuniquesError):
    """There is no index at this location."""

    def __init__(self, location: object) -> None:
        super().__init__(
            f"There is no index at {location}; "
            f"build one with: communiques index [SOURCE…] --index {location}"
        )


class IndexStale(CommuniquesError):
    """The index was made under other rules, or by another version, or is damaged."""

    def __init__(self, location: object, why: str) -> None:
        self.why = why
        super().__init__(
            f"The index at {location} cannot be used: {why}; "
            f"rebuild it with: communiques index [SOURCE…] --index {location}"
        )


@contextmanager
def damage_reported(location: object) -> Iterator[None]:
    """Say ``IndexStale`` of whatever goes wrong while an index is opened.

    Any exception may: Whoosh unpickles its table of contents, and a damaged pickle raises what it
    likes.
    """
    try:
        yield
    except Exception as error:
        raise IndexStale(location, f"it is damaged ({type(error).__name__}: {error})") from None


class BuildFailed(CommuniquesError):
    """The new index was not finished; the previous one, if any, still answers."""
