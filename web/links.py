"""Addresses of searches: where a link on a page leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import parse_qs, quote, urlencode

from flask import has_request_context, request, url_for

from web.parameters import SearchParameters

UNDATED: Final[Mapping[str, object]] = {"from_": None, "to": None, "year": None}
"""The changes that take the dates away."""

UNFILTERED: Final[Mapping[str, object]] = {"country": (), "country_match": "any", **UNDATED}
"""The changes that take every filter away."""

VIEWS: Final = ("pages.search", "pages.world", "pages.concordance")
"""The endpoints that show a search: as a list, as a map, in contexts."""

_UNQUOTED: Final = "!$'()*,/:;?@"
"""What ``url_for`` leaves as it is in a query string."""


def search_url(
    parameters: SearchParameters, view: str = "pages.search", /, **changes: object
) -> str:
    """The address of a search with some parameters changed, and always back on its first page.

    Args:
        parameters: the search.
        view: the endpoint that shows it.
        changes: parameters to set; the page is kept only when it is among them.
    """
    return search_urls(view)(parameters, **changes)


def search_urls(view: str) -> Callable[..., str]:
    """Gives what ``search_url`` gives for a view; the rules of routing are asked once for all."""
    path, _, kept = url_for(view).partition("?")

    def url(parameters: SearchParameters, /, **changes: object) -> str:
        given = _given(parameters, {"page": 1} | changes)
        query = urlencode(given, doseq=True, safe=_UNQUOTED)
        return "?".join(filter(None, (path, "&".join(filter(None, (query, kept))))))

    return url


def view_url(parameters: SearchParameters, /, **changes: object) -> str:
    """The address of a search with some parameters changed, in the view that the reader is in."""
    return search_url(parameters, current_view(), **changes)


def release_url(parameters: SearchParameters, id: str) -> str:
    """The address of a release, which remembers the search that led to it."""
    return url_for("pages.release", id=id, **_given(parameters, {}))  # type: ignore[arg-type]


def why_url(parameters: SearchParameters, id: str) -> str:
    """The address that tells why a release answers a search."""
    return url_for("pages.why", id=id, **_given(parameters, {}))  # type: ignore[arg-type]


def current_view() -> str:
    """The view of a search that the reader is in, for another search to be shown in it too."""
    return request.endpoint if request.endpoint in VIEWS else "pages.search"


def feed_url(parameters: SearchParameters) -> str:
    """The address of a feed of the results, the latest first."""
    latest_first = parameters.model_copy(update={"sort": "newest"})
    return f"{url_for('api.search_atom')}?{latest_first.filter_string()}"


def results_file_url(parameters: SearchParameters) -> str:
    """The address of all results as comma-separated values, in their order."""
    return f"{url_for('api.search_csv')}?{parameters.filter_string()}".rstrip("?")


def addresses() -> Callable[[str], str]:
    """Gives the absolute address of the release with an identifier, outside of the request too.

    The rules of routing would take a second for 50,000 of them.
    """
    before = url_for("pages.release", id="ID", lang=None, _external=True).removesuffix("ID")
    return lambda id: before + quote(id, errors="replace")


def _given(parameters: SearchParameters, changes: dict[str, object]) -> dict[str, list[str]]:
    return parse_qs(parameters.query_string(**changes))


def script_root() -> str:
    """The path that the application is mounted under; a plain question is asked without one."""
    return request.script_root if has_request_context() else ""


def asked_address() -> str:
    """The address of the request, as it came: Werkzeug's own fails where a host is no name."""
    place = f"{request.scheme}://{request.host}{request.script_root}{request.path}"
    query = request.query_string.decode("utf-8", "replace")
    return f"{place}?{query}" if query else place
