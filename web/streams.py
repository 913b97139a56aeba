"""Answers that are streamed: they let others in, and only so many are under way at once.

A piece of a stream is worked out in a few milliseconds without a break; between two pieces others
are answered. A stream ends only when its reader has taken it, or has gone, and until then it holds
what is found.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from threading import Semaphore
from typing import TYPE_CHECKING, Final

from flask import request

from index.errors import CommuniquesError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE: Final = 20
"""Answers that a process streams at once, at most.

A reader who takes nothing of all that an archive of 100,000 holds costs 1 MB; twenty who take
what they get let a search wait 40 ms.
"""

PAUSE: Final = 1e-6
"""Seconds between two pieces. Any will do but none: after ``sleep(0)`` gevent lets a greenlet go
on up to 50 times before it looks who else asks.
"""

BEGIN: Final = "communiques.begin_stream"
"""Where the function lies that ``begin_stream`` calls, in the WSGI environment."""


class TooManyStreams(CommuniquesError):
    """As much is streamed as may be at once."""

    def __init__(self) -> None:
        super().__init__(
            f"{AT_ONCE} exports are being read, and no more may be at once; "
            "try again when one of them has ended"
        )


def begin_stream() -> None:
    """Say that the answer to the current request will be streamed, before it costs anything.

    Raises:
        TooManyStreams: it may not, for now.
    """
    request.environ[BEGIN]()


def bounded(application: WSGIApplication) -> WSGIApplication:
    """The application, of whose answers ``AT_ONCE`` may be streams at the same time."""
    places = Semaphore(AT_ONCE)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        at_end = ExitStack()
        streamed = False

        def begin() -> None:
            nonlocal streamed
            if not places.acquire(blocking=False):
                raise TooManyStreams
            at_end.callback(places.release)
            streamed = True

        environ[BEGIN] = begin
        try:
            body = application(environ, start_response)
        except BaseException:
            at_end.close()
            raise
        return _Stream(body, at_end) if streamed else body

    return answer


class _Stream:
    """The pieces of an answer; whether they end, fail or are left, ``at_end`` is closed."""

    def __init__(self, pieces: Iterable[bytes], at_end: ExitStack) -> None:
        self._pieces, self._at_end = iter(pieces), at_end
        if hasattr(pieces, "close"):
            at_end.callback(pieces.close)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            time.sleep(PAUSE)  # as the server has it: gevent puts its own in the place of Python's
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of what the answer held; may be called again."""
        self._at_end.close()
