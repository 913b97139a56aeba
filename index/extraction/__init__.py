"""How does a messy file become a release? Bytes in, ``Release`` or ``InvalidRelease`` out.

decoding → html → layout (chrome, reflow) → ligatures → dateline, dates, contacts → countries
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.countries import find_countries
from index.extraction.contacts import parse_contacts
from index.extraction.dateline import find_dateline
from index.extraction.dates import date_in, release_date
from index.extraction.decoding import clean, decode, unescape
from index.extraction.errors import InvalidRelease
from index.extraction.html import is_html, is_tangled, page_lines, strip_inline_tags, without_tags
from index.extraction.layout import Layout, lay_out
from index.extraction.ligatures import restore_ligatures
from index.releases import PARAGRAPH_BREAK, Aside, Release

__all__ = ["InvalidRelease", "extract", "place_and_date", "with_countries"]

MIN_LETTERS = 40  # less text than a short sentence is no release
_SENTENCE_END = re.compile(r"[.!?…»”]\s*$")
_SPACES = re.compile(r"[ \u00a0\u202f]{2,}")


def extract(data: bytes, *, id: str, source: str) -> Release:
    """The release a file holds.

    ``id`` and ``source`` are kept as given. Offsets of mentions point into ``title`` and
    ``body`` of the result. A file without a title line gives an empty title. Raises
    InvalidRelease, with the reason, for a file that holds no release.
    """
    layout = _layout(decode(data))
    title = _tidy(layout.title)
    paragraphs = tuple(text for raw in layout.paragraphs if (text := _tidy(raw)))
    if not paragraphs and _SENTENCE_END.search(title):
        title, paragraphs = "", (title,)  # one paragraph that has no title
    if sum(sum(map(str.isalpha, text[:200])) for text in paragraphs[:20]) < MIN_LETTERS:
        raise InvalidRelease(_what_is_missing(title, paragraphs))
    place, date = place_and_date(paragraphs, dated=layout.dated)
    release = Release(
        id=id,
        title=title,
        body=PARAGRAPH_BREAK.join(paragraphs),
        source=source,
        dateline_place=place,
        date=date,
        contacts=parse_contacts(layout.contact) if layout.contact else (),
        asides=_asides(layout),
    )
    return with_countries(release)


def place_and_date(
    paragraphs: Sequence[str], *, given: str | None = None, dated: str | None = None
) -> tuple[str | None, str | None]:
    """The place of a text's dateline, and its date: that which is ``given``, or what it says.

    ``dated`` is a line beside the text that gives the date of publication; the dateline's own
    date goes before it.
    """
    first, *others = paragraphs
    dateline = find_dateline(first)
    date = given or (dateline.date if dateline else None)
    if date is None and dated:
        written = date_in(dated)
        date = written.iso if written else None
    date = date or release_date(first, PARAGRAPH_BREAK.join(others))
    return dateline.place if dateline else None, date


def with_countries(release: Release) -> Release:
    """A release with the countries that its title, its text and its dateline speak of."""
    findings = find_countries(release.title, release.body, release.dateline_place)
    return release._replace(
        primary_country=findings.primary,
        countries=findings.countries,
        mentions=findings.mentions,
    )


def _layout(text: str) -> Layout:
    title: str | None = None
    boxes: list[str] = []
    if is_html(text) and is_tangled(text):
        text = unescape(without_tags(text))
    elif is_html(text):
        title, lines, boxes = page_lines(text)
        text = clean("\n".join(lines))
    else:
        text = unescape(strip_inline_tags(text))
    return lay_out(restore_ligatures(text).split("\n"), title, boxes)


def _tidy(text: str) -> str:
    """One text as it is stored, with single spaces."""
    return _SPACES.sub(" ", text).strip(" \u00a0\u202f\n")


def _asides(layout: Layout) -> tuple[Aside, ...]:
    asides = list(layout.asides)
    if layout.dated:
        asides.append(Aside("other", layout.dated))
    if layout.contact:
        asides.append(Aside("contact", layout.contact))
    return tuple(asides)


def _what_is_missing(title: str, paragraphs: tuple[str, ...]) -> str:
    if not title and not paragraphs:
        return "navigation only, no release text"
    return "title only, no release text" if not paragraphs else "too little text for a release"
