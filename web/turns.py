"""Answers are worked out one after the other in a process: threads at once only take it turns.

They share one interpreter lock, which numpy gives up for moments and takes back hundreds of times
in a search. With four threads at it an answer took 6.6 ms of processor, in turn 4.7
(``python -m tests.bench.http_speed``, 100,000 releases). Threads are for what waits: slow readers,
files sent bit by bit, and answers that are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE: Final = 0.05
"""Seconds to wait for a turn: a question that costs a hundred others does not hold them all up."""


def in_turn(application: WSGIApplication, patience: float = PATIENCE) -> WSGIApplication:
    """The application, begun for one request at a time; after ``patience`` seconds all the same."""
    turn = Lock()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        has_turn = turn.acquire(timeout=patience)
        try:
            return application(environ, start_response)
        finally:
            if has_turn:
                turn.release()

    return answer
