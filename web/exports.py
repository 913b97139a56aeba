"""Whole answers as files, piece by piece: memory does not grow with the number of releases."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from index.manifest import Manifest
from index.releases import Release
from web.api_parameters import ExportField
from web.json_provider import to_json

PIECE: Final = 64 * 1024
"""Bytes that are handed on at once, about: fewer pieces, fewer system calls."""

PARTS: Final = 100
"""Lines or entries in a piece at most: a short one may take as long to find as a long one."""

_VALUES: Final[dict[ExportField, Callable[[Release], object]]] = {
    "id": lambda release: release.id,
    "title": lambda release: release.title,
    "date": lambda release: release.date,
    "primary_country": lambda release: release.primary_country,
    "countries": lambda release: release.countries,
    "source": lambda release: release.source,
    "url": lambda release: release.url,
    "text": lambda release: release.body,
}

_FORMULA: Final = frozenset("=+-@\t\r")

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def csv_export(releases: Iterable[Release], columns: Sequence[ExportField]) -> Iterator[bytes]:
    """Comma-separated values (RFC 4180) with a line of names; countries stand apart by spaces."""

    def lines() -> Iterator[bytes]:
        yield csv_line(columns)
        for release in releases:
            yield csv_line([cell(_VALUES[column](release)) for column in columns])

    return in_pieces(lines())


def jsonl_export(releases: Iterable[Release], columns: Sequence[ExportField]) -> Iterator[bytes]:
    """One JSON object a line; ``communiques index`` reads such lines."""
    return in_pieces(
        to_json({column: _VALUES[column](release) for column in columns}) + b"\n"
        for release in releases
    )


def atom_export(
    releases: Iterable[Release],
    manifest: Manifest,
    *,
    title: str,
    address: str,
    address_of: Callable[[str], str],
) -> Iterator[bytes]:
    """A feed (RFC 4287), an entry a release.

    Args:
        releases: the entries, in their order.
        manifest: when the index was built stands for a date that is not known.
        title: of the feed.
        address: of the feed itself, absolute; it is its identifier, too.
        address_of: gives the absolute address of a release by its identifier.
    """

    def parts() -> Iterator[bytes]:
        yield (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
            f"<id>{_text(address)}</id>\n<title>{_text(title)}</title>\n"
            f"<updated>{_text(manifest.built_at)}</updated>\n"
            "<author><name>Communiqués</name></author>\n"
            f'<link rel="self" type="application/atom+xml" href={_quoted(address)}/>\n'
        ).encode()
        for release in releases:
            yield _entry(release, address_of(release.id), manifest.built_at).encode()
        yield b"</feed>\n"

    return in_pieces(parts())


def _entry(release: Release, address: str, built_at: str) -> str:
    title = release.title or "Communiqué sans titre"
    countries = "".join(f"<category term={_quoted(code)}/>" for code in release.countries)
    return (
        f"<entry><id>{_text(address)}</id><title>{_text(title)}</title>"
        f"<updated>{_text(_moment(release.date) or built_at)}</updated>"
        f"<link href={_quoted(address)}/>{countries}"
        f"<summary>{_text(release.paragraphs[0] if release.paragraphs else '')}</summary>"
        "</entry>\n"
    )


def _moment(date: str | None) -> str | None:
    """The first moment of a date, as RFC 3339; None without a year."""
    if not date or date.startswith("-"):
        return None
    return date + "-01" * (2 - date.count("-")) + "T00:00:00Z"


def csv_line(cells: Sequence[str]) -> bytes:
    """A line of comma-separated values.

    What a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection):
    quotation marks would not stop it, and a text may well begin with a dash.
    """
    line = io.StringIO()
    csv.writer(line).writerow("'" + cell if cell[:1] in _FORMULA else cell for cell in cells)
    return line.getvalue().encode()


def cell(value: object) -> str:
    """A value as it stands in a CSV file: several apart by spaces, nothing for none."""
    if isinstance(value, list | tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("\ufffd", text))


def in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer, larger pieces, each made in a few milliseconds."""
    piece, count = bytearray(), 0
    for part in parts:
        piece += part
        count += 1
        if len(piece) >= PIECE or count == PARTS:
            yield bytes(piece)
            piece.clear()
            count = 0
    if piece:
        yield bytes(piece)
