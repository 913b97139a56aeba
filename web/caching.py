"""Answers kept and revalidated: one key for the ETag, for 304, and for the memory of a process.

An answer is determined by the index (its fingerprint, and when it was built), the other wordings
in use, the address, the parameters in their one spelling, and this program. Nothing is ever stale:
a rebuild changes the first of these, so browsers and proxies ask again each time (``no-cache``)
and mostly hear 304.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from cachetools import LRUCache
from flask import Response, request

from index.manifest import Manifest
from search.archive import Archive
from search.synonyms import synonyms_in_use
from web.metrics import ENDPOINT
from web.query_strings import Parameters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY: Final = "communiques.key"
"""Where a view leaves the key of an answer that may be kept, in the WSGI environment."""

OVERHEAD: Final = 1000
"""Bytes that an entry costs besides its body, about."""

_PROGRAM: Final = version("communiques")


class Key(NamedTuple):
    """What determines an answer. Addresses name the representation: ``search``, ``search.csv``."""

    state: str
    path: str
    parameters: str
    origin: str

    @property
    def etag(self) -> str:
        """A strong entity tag, without its quotation marks."""
        return sha256("\n".join((_PROGRAM, *self)).encode("utf-8", "surrogatepass")).hexdigest()[
            :24
        ]


class Kept(NamedTuple):
    """An answer that was given with status 200, and the name of what gave it."""

    endpoint: str
    headers: list[tuple[str, str]]
    body: bytes


class Answers:
    """The answers that a process remembers, the least used forgotten first.

    May be shared by threads.

    Args:
        archive: says which state of the index is current.
        limit: bytes to use, about; 0 remembers nothing.
    """

    def __init__(self, archive: Archive, limit: int) -> None:
        self._archive = archive
        self._lock = Lock()
        self._kept: LRUCache[Key, Kept] = LRUCache(limit, getsizeof=_size)
        # Finds the key of an address without reading its parameters, a tenth of the cost.
        self._spellings: LRUCache[tuple[str, ...], Key] = LRUCache(limit // 10, getsizeof=_size_key)

    def give(
        self, manifest: Manifest, parameters: Parameters, make: Callable[[], Response]
    ) -> Response:
        """Answer the current request: 304 when the reader has it, from memory, or anew."""
        key = Key(
            _state(manifest),
            request.script_root + request.path,
            parameters.query_string(),
            request.headers.get("Origin", ""),
        )
        response = self._known(key)
        if response is None:
            response = make()
        response.set_etag(key.etag)
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.add("Accept-Encoding")  # a proxy in front compresses
        if request.if_none_match.contains_weak(key.etag):
            response = Response(status=304, headers=_for_304(response.headers))
        elif not response.is_streamed:
            request.environ[KEY] = key
        return response

    def _known(self, key: Key) -> Response | None:
        with self._lock:
            kept = self._kept.get(key)
        return None if kept is None else Response(kept.body, headers=kept.headers)

    def in_front_of(self, application: WSGIApplication) -> WSGIApplication:
        """The application with what was asked before, in the same spelling, answered at once."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            spelling = _spelling(environ)
            kept = self._find(spelling)
            if kept is None:
                return self._remembering(application, spelling, environ, start_response)
            environ[ENDPOINT] = kept.endpoint
            start_response("200 OK", kept.headers)
            return [kept.body]

        return answer

    def _find(self, spelling: tuple[str, ...]) -> Kept | None:
        if spelling[0] != "GET":
            return None
        with self._lock:
            key = self._spellings.get(spelling)
            kept = self._kept.get(key) if key else None
        if key is None or kept is None:
            return None
        return kept if key.state == _state(self._archive.engine().manifest) else None

    def _remembering(
        self,
        application: WSGIApplication,
        spelling: tuple[str, ...],
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Run the application, and keep its answer when the view says that it may be kept."""
        given: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            given.append((status, headers))
            return start_response(status, headers, *rest)  # type: ignore[arg-type]

        body = application(environ, start)  # type: ignore[arg-type]
        key = environ.get(KEY)
        if key is None or spelling[0] != "GET" or not given[-1][0].startswith("200"):
            return body
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        self._keep(key, spelling, Kept(environ[ENDPOINT], given[-1][1], whole))
        return [whole]

    def _keep(self, key: Key, spelling: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            if _size(kept) <= self._kept.maxsize:
                self._kept[key] = kept
            if _size_key(key) <= self._spellings.maxsize:
                self._spellings[spelling] = key


def _state(manifest: Manifest) -> str:
    return f"{manifest.fingerprint} {manifest.built_at} {synonyms_in_use().fingerprint}"


def _spelling(environ: WSGIEnvironment) -> tuple[str, ...]:
    """What a request says that its answer may depend on, as it was written."""
    return (
        environ["REQUEST_METHOD"] if "HTTP_IF_NONE_MATCH" not in environ else "conditional",
        environ.get("SCRIPT_NAME", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ORIGIN", ""),
    )


def _for_304(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a 304 repeats of the answer that it stands for (RFC 9110, 15.4.5)."""
    wanted = {"etag", "cache-control", "vary"}
    return [(name, value) for name, value in headers if name.lower() in wanted]


def _size(kept: Kept) -> int:
    return len(kept.body) + OVERHEAD


def _size_key(key: Key) -> int:
    return 2 * sum(map(len, key)) + OVERHEAD
