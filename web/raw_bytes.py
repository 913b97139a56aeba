"""Question strings with bytes that their client should have percent-encoded: read as if it had."""

from __future__ import annotations

from collections.abc import Iterable
from string import printable
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def percent_encoded(application: WSGIApplication) -> WSGIApplication:
    """The application, given query strings of ASCII alone.

    Werkzeug fails on bytes that are no UTF-8; where they are encoded it leaves them so.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = quote(query, safe=printable, encoding="latin-1")
        return application(environ, start_response)

    return answer
