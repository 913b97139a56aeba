"""Answers kept and revalidated: one key for the ETag, for 304, and for the memory of a process.

An answer is determined by the index (its fingerprint, and when it was built), the other wordings
in use, the address with its host, the parameters in their one spelling, who reads it, and this
program. Nothing is ever stale: a rebuild changes the first of these, so browsers and proxies ask
again each time (``no-cache``) and mostly hear 304.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from cachetools import LRUCache
from flask import Response, request
from werkzeug.http import quote_etag

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

_MADE_OF: Final = frozenset({".css", ".html", ".js", ".json", ".po", ".py", ".tsv", ".txt", ".xml"})


class Key(NamedTuple):
    """What determines an answer. Addresses name the representation: ``search``, ``search.csv``.

    They are absolute, since an answer may hold absolute links.
    """

    state: str
    address: str
    parameters: str
    origin: str
    reader: str = ""

    @property
    def etag(self) -> str:
        """An entity tag, without its quotation marks."""
        told = "\n".join((_program(), *self)).encode("utf-8", "surrogatepass")
        return blake2b(told, digest_size=12).hexdigest()


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
        self,
        manifest: Manifest,
        parameters: Parameters,
        make: Callable[[], Response],
        *,
        reader: str = "",
    ) -> Response:
        """Answer the current request: 304 when the reader has it, from memory, or anew.

        Args:
            manifest: the state of the index that answers.
            parameters: what was asked.
            make: makes the answer; not called when the reader says to have it.
            reader: what else it depends on, such as a language. Then its tag is weak, since it is
                the same page as gzip, and with the time that another search took; and it is not
                remembered, since a request does not spell these out.
        """
        environ = request.environ
        key = key_of(environ, manifest, parameters, reader)
        etag, asked = key.etag, request.if_none_match
        if asked.star_tag or not asked.contains_weak(etag):
            response = self._known(key) or _validated(make(), key)
            if not response.is_streamed and not reader:
                environ[KEY] = key
        if asked.contains_weak(etag):
            response = _validated(Response(status=304), key)
            environ.pop(KEY, None)
        return response

    def kept(self, key: Key) -> Kept | None:
        """The answer that is remembered for a key, or None."""
        with self._lock:
            return self._kept.get(key)

    def _known(self, key: Key) -> Response | None:
        kept = self.kept(key)
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


def key_of(
    environ: WSGIEnvironment, manifest: Manifest, parameters: Parameters, reader: str = ""
) -> Key:
    """The key of the answer to a request; ``manifest`` is of the state of the index it asks."""
    origin = environ.get("HTTP_ORIGIN", "")
    return Key(_state(manifest), _address(environ), parameters.query_string(), origin, reader)


def validators(key: Key) -> list[tuple[str, str]]:
    """The headers by which an answer is kept and revalidated."""
    return [
        ("ETag", quote_etag(key.etag, weak=bool(key.reader))),
        ("Cache-Control", "public, no-cache"),
        ("Vary", "Accept-Encoding"),  # a proxy in front compresses
    ]


def _validated(response: Response, key: Key) -> Response:
    response.headers.extend(validators(key))
    return response


@cache
def _program() -> str:
    """What tells this program from its other versions: a checkout changes without its number."""
    digest = blake2b(version("communiques").encode())
    root = Path(__file__).parent.parent
    for package in ("index", "search", "web"):
        for file in sorted((root / package).rglob("*")):
            if file.suffix in _MADE_OF:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _state(manifest: Manifest) -> str:
    return f"{manifest.fingerprint} {manifest.built_at} {synonyms_in_use().fingerprint}"


def _address(environ: WSGIEnvironment) -> str:
    """Where a request goes, as it was written: Werkzeug's properties cost ten times as much."""
    host, root = environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", "")
    return f"{environ['wsgi.url_scheme']}://{host}{root}{environ.get('PATH_INFO', '')}"


def _spelling(environ: WSGIEnvironment) -> tuple[str, ...]:
    """What a request says that its answer may depend on, as it was written."""
    return (
        environ["REQUEST_METHOD"] if "HTTP_IF_NONE_MATCH" not in environ else "conditional",
        _address(environ),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ORIGIN", ""),
    )


def _size(kept: Kept) -> int:
    return len(kept.body) + OVERHEAD


def _size_key(key: Key) -> int:
    return 2 * sum(map(len, key)) + OVERHEAD
