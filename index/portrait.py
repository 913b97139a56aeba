"""What an extraction found, for people: the text with the evidence for each country."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from index.countries import country_name
from index.releases import PARAGRAPH_BREAK, Mention, Part, Release

WIDTH = 96


def portrait(path: str, result: Release | str) -> str:
    """Lines for a terminal; a passage that names a country is followed by its code."""
    heading = click.style(path, bold=True)
    if isinstance(result, str):
        return f"{heading}\n  {click.style('no release', fg='red')}: {result}\n"
    return "\n".join([heading, *_fields(result), "", *_text(result), *_asides(result)]) + "\n"


def _fields(release: Release) -> Iterator[str]:
    countries = [f"{country_name(code, 'en')} ({code})" for code in release.countries]
    fields = {
        "title": release.title and _with_evidence(release.title, "title", release.mentions),
        "dateline": release.dateline_place,
        "date": release.date,
        "primary": release.primary_country and country_name(release.primary_country, "en"),
        "countries": ", ".join(countries),
    }
    for name, value in fields.items():
        yield f"  {name:10}{value or click.style('none', dim=True)}"
    for contact in release.contacts:
        known = (contact.name, contact.office, contact.phone, contact.email)
        yield f"  {'contact':10}{' · '.join(filter(None, known))}"


def _text(release: Release) -> Iterator[str]:
    body = _with_evidence(release.body, "body", release.mentions)
    for paragraph in body.split(PARAGRAPH_BREAK):
        yield _indented(paragraph)
        yield ""


def _asides(release: Release) -> Iterator[str]:
    for aside in release.asides:
        yield click.style(f"  [{aside.kind}]", dim=True)
        yield from (_indented(line) for line in aside.text.splitlines() if line.strip())


def _with_evidence(text: str, part: Part, mentions: tuple[Mention, ...]) -> str:
    parts, end = [], 0
    here = {(m.start, m.end): m for m in mentions if m.part == part and m.end > m.start}
    for (start, stop), mention in sorted(here.items()):
        if start < end:
            continue  # inside the passage before it
        passage = click.style(text[start:stop], fg="yellow", underline=True)
        parts += [text[end:start], passage, click.style(f"[{mention.country}]", dim=True)]
        end = stop
    return "".join([*parts, text[end:]])


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
