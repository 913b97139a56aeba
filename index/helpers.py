"""Other processes that take a share of a large job."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext

from index.errors import BuildFailed


@dataclass(frozen=True)
class Helpers:
    """So many processes, which start when they are given something to do."""

    pool: Executor
    count: int


@contextmanager
def other_processes(
    count: int, begin: Callable[[], None] | None = None, context: BaseContext | None = None
) -> Iterator[Helpers]:
    """Processes that leave interruptions to this one, and end with the block.

    Args:
        count: how many.
        begin: what each of them does first.
        context: how they are started; if not given, as Python does by default.

    Raises:
        BuildFailed: one of them died, for want of memory most likely.
    """
    pool = ProcessPoolExecutor(count, context, _begin, (begin,))
    try:
        yield Helpers(pool, count)
    except BrokenProcessPool:
        raise BuildFailed(
            "A process that helps died; free some memory, or try again with --jobs 1"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if begin:
        begin()


def do_all(tasks: Sequence[Callable[[], None]], helpers: Helpers | None) -> None:
    """Do the first task here and the others in other processes; all of them here without any.

    What goes wrong in another process is raised when the task here is done, and what goes wrong
    here when the others have done what they began.
    """
    begun = []
    if helpers:
        begun = [helpers.pool.submit(task) for task in tasks[1:]]
        tasks = tasks[:1]
    for task in tasks:
        task()
    for future in begun:
        future.result()
