"""Other processes that take a share of a large job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass


@dataclass(frozen=True)
class Helpers:
    """So many processes, which start when they are given something to do."""

    pool: Executor
    count: int


def do_all(tasks: Sequence[Callable[[], None]], helpers: Helpers | None) -> None:
    """Do the first task here and the others in other processes; all of them here without any.

    What goes wrong in another process is raised when the task here is done, and what goes wrong
    here when the others have done what they began.
    """
    here = tasks[:1] if helpers else tasks
    begun = [helpers.pool.submit(task) for task in tasks[1:]] if helpers else []
    for task in here:
        task()
    for future in begun:
        future.result()
