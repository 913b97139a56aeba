"""What a release is: plain values, without Whoosh, Flask or files."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Part = Literal["title", "body"]
Reason = Literal["dateline", "title", "name", "demonym", "place", "given"]
AsideKind = Literal["caption", "sidebar", "contact", "other"]

NO_COUNTRY: Final = "none"
"""Stands among country codes for releases that name no country."""

PARAGRAPH_BREAK = "\n\n"
"""Between two paragraphs of a body; no paragraph holds a line break."""


class Contact(NamedTuple):
    """A person or office named in the contact block; what is not written is None."""

    name: str | None = None
    office: str | None = None
    phone: str | None = None
    email: str | None = None


class Mention(NamedTuple):
    """Why a release counts for a country: the passage that says so.

    ``start`` and ``end`` are character offsets into the title or the body (``Release.body``);
    ``given`` marks a country that came with a structured record and has no passage (0, 0). Nor has
    a dateline that is not in the body.
    """

    country: str
    reason: Reason
    part: Part
    start: int
    end: int


class Aside(NamedTuple):
    """Text kept apart from the body: shown on the release page, never searched or ranked."""

    kind: AsideKind
    text: str


class Release(NamedTuple):
    """One press release, cleaned.

    Texts are NFC and free of invisible characters, so offsets into them stay valid; ``body`` is
    the paragraphs, with ``PARAGRAPH_BREAK`` between them.
    ``date`` is ISO 8601, as precise as what is written: ``2012-05-21``, ``2012-05``, ``2012``,
    or ``--05-21`` for a day without a year. Countries are ISO 3166-1 alpha-2 codes; when there is
    a primary country it comes first in ``countries``. ``renditions`` are the sources of other
    copies of the same release, which are not indexed by themselves.
    """

    id: str
    title: str
    body: str
    source: str
    dateline_place: str | None = None
    date: str | None = None
    primary_country: str | None = None
    countries: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    contacts: tuple[Contact, ...] = ()
    asides: tuple[Aside, ...] = ()
    renditions: tuple[str, ...] = ()
    url: str | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the body."""
        return tuple(self.body.split(PARAGRAPH_BREAK)) if self.body else ()

    @property
    def text(self) -> str:
        """Title and body as one text."""
        return self.title + PARAGRAPH_BREAK + self.body
