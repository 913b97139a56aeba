"""A release to be read: its text with numbered marks, and the evidence for each country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from index.releases import Aside, Mention, Release
from search.snippets import MarkedText, Match, snippets
from web.formatting import marked
from web.text_fragments import text_fragment

PASSAGES = 3
"""Passages shown for a country at most; a release may name it fifty times."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a release names a country: why it counts, the passage, and the way to it."""

    reason: str
    text: MarkedText
    fragment: str


@dataclass(frozen=True, slots=True)
class CountryEvidence:
    """A country of a release; ``mentions`` counts every passage, shown or not."""

    code: str
    primary: bool
    passages: tuple[Passage, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """A release with the searched words marked.

    Marks are numbered on from title to last paragraph (``id="m1"`` …); ``marks`` counts them.
    """

    release: Release
    title: Markup
    paragraphs: tuple[Markup, ...]
    marks: int
    countries: tuple[CountryEvidence, ...]

    @property
    def asides(self) -> tuple[Aside, ...]:
        """Texts set aside, the captions first."""
        return tuple(sorted(self.release.asides, key=lambda aside: aside.kind != "caption"))


def read_release(release: Release, texts: Iterable[MarkedText]) -> ReadRelease:
    """Prepare a release for its page.

    Args:
        release: what to show.
        texts: its title and its paragraphs, marked.
    """
    html, count = [], 0
    for text in texts:
        html.append(marked(text, first=count + 1))
        count += len(text.marks)
    return ReadRelease(
        release=release,
        title=html[0],
        paragraphs=tuple(html[1:]),
        marks=count,
        countries=tuple(_evidence(release, code) for code in release.countries),
    )


def _evidence(release: Release, code: str) -> CountryEvidence:
    mentions = [mention for mention in release.mentions if mention.country == code]
    passages: list[Passage] = []
    for mention in mentions:
        if len(passages) < PASSAGES and mention.end > mention.start:
            passage = _passage(release, mention)
            if not any(passage.text.text in shown.text.text for shown in passages):
                passages.append(passage)
    return CountryEvidence(code, code == release.primary_country, tuple(passages), len(mentions))


def _passage(release: Release, mention: Mention) -> Passage:
    text = release.title if mention.part == "title" else release.body
    found = (Match(mention.country, mention.start, mention.end),)
    shown = snippets(text, (), found=found, count=1)[0]
    return Passage(mention.reason, shown, text_fragment(shown.text))
