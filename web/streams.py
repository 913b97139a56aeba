"""How many answers may be streamed at once: a reader who takes nothing holds a thread meanwhile.

A stream ends only when its reader has taken it, or has gone. Half of the threads of a process may
wait for such readers; the others go on answering, ``/healthz`` among what they answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from threading import Semaphore
from typing import TYPE_CHECKING, Final

from flask import request

from index.errors import CommuniquesError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE: Final = 2
"""Answers that a process streams at once, at most."""

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

        def begin() -> None:
            if not places.acquire(blocking=False):
                raise TooManyStreams
            at_end.callback(places.release)

        environ[BEGIN] = begin
        try:
            return _Body(application(environ, start_response), at_end)
        except BaseException:
            at_end.close()
            raise

    return answer


class _Body:
    """The pieces of an answer; whether they end, fail or are left, ``at_end`` is closed."""

    def __init__(self, pieces: Iterable[bytes], at_end: ExitStack) -> None:
        self._pieces, self._at_end = iter(pieces), at_end
        if hasattr(pieces, "close"):
            at_end.callback(pieces.close)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of what the answer held; may be called again."""
        self._at_end.close()
