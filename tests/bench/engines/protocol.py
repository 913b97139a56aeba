"""What an engine must do to be compared."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

import click

from index.releases import Release
from tests.bench.speed_questions import Question


class NotInstalled(click.ClickException):
    """An engine was asked for that is not on this machine; the message says how to install it."""


class Refused(Exception):
    """An engine does not answer a question because it would cost too much."""


@contextmanager
def needed_by(name: str) -> Iterator[None]:
    """Say how to install the library that an import within lacks.

    Raises:
        NotInstalled: instead of ``ModuleNotFoundError``.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise NotInstalled(f"{name} needs {error.name}: pip install -e '.[bench]'") from error


class Answer(NamedTuple):
    """What a search found: how many, the titles of the ten best, how many of each country."""

    total: int
    titles: list[str]
    countries: dict[str, int]


class Searcher(Protocol):
    """An engine over a folder. Those that run in this process need no more than three methods.

    Raises:
        NotInstalled: when it is made, if its programs or libraries are not there.
    """

    stems: bool
    """Whether it finds inflections."""

    warm_ups: int = 1
    """How often it is asked the same questions before any are timed."""

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        """Index releases into an empty folder. What it needed for that is over at the end."""

    def open(self, folder: Path) -> None:
        """Make ready to search, with no answer remembered from when it was opened before."""

    def search(self, question: Question) -> Answer | None:
        """Do the whole work of a search; None for what the engine cannot be asked.

        Raises:
            Refused: it gives up, which counts as an answer that never comes.
        """

    def processor_seconds(self) -> float:
        """What the process that searches has used of the processor so far."""
        return time.process_time()

    def close(self) -> None:
        """End what was started."""


def day(date: str | None) -> int:
    """A date as a number that sorts: 20120521."""
    return int((date or "0").replace("-", ""))
