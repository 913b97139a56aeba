"""Requests of several threads are worked on one after the other, unless one takes long."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from web.turns import in_turn

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def test_one_request_at_a_time_is_worked_on() -> None:
    inside: list[str] = []
    most = 0

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        nonlocal most
        inside.append(environ["PATH_INFO"])
        most = max(most, len(inside))
        Event().wait(0.002)  # lets others in, if anything does
        inside.pop()
        start_response("200 OK", [])
        return [b""]

    client = Client(in_turn(application, patience=60))
    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(client.get, [f"/{number}" for number in range(20)])]
    assert {answer.status_code for answer in answers} == {200}
    assert most == 1


def test_a_long_one_does_not_hold_up_the_others() -> None:
    begun, others_answered = Event(), Event()

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        waited = True
        if environ["PATH_INFO"] == "/long":
            begun.set()
            waited = others_answered.wait(60)
        start_response("200 OK" if waited else "500 Too late", [])
        return [b""]

    client = Client(in_turn(application, patience=0.01))
    with ThreadPoolExecutor(1) as pool:
        long = pool.submit(client.get, "/long")
        assert begun.wait(60)
        assert client.get("/short").status_code == 200
        others_answered.set()
        assert long.result().status_code == 200


def test_a_failure_ends_a_turn() -> None:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raise LookupError

    client = Client(in_turn(application, patience=-1))  # waits for good
    for _ in range(2):
        with pytest.raises(LookupError):
            client.get("/")
