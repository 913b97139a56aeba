"""Answers as gzip for whoever accepts it: a page of results is a sixth of its size.

Nothing secret is ever in an answer, so the length of what is compressed gives nothing away.
"""

from __future__ import annotations

import gzip
from typing import Final

from flask import Response, request

SMALLEST: Final = 1_000
"""Bytes below which an answer fits one packet anyway."""

LEVEL: Final = 6

_TEXTS: Final = ("text/", "application/json", "application/xml")
_SUFFIXES: Final = ("+json", "+xml")


def compressed(response: Response) -> Response:
    """Compress the body, unless it is a stream or a file, or the reader did not ask for it."""
    mimetype = response.mimetype or ""
    if not mimetype.startswith(_TEXTS) and not mimetype.endswith(_SUFFIXES):
        return response
    if response.is_streamed or response.direct_passthrough or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < SMALLEST or not request.accept_encodings["gzip"]:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.content_encoding = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(tag, weak=True)  # the same content, in other bytes
    return response
