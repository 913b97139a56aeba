"""How a release lies in Whoosh: the fields, and the way there and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from index.french.whoosh_analyzer import FrenchAnalyzer
from index.releases import PARAGRAPH_BREAK, Aside, Contact, Mention, Release

SCHEMA_VERSION = 3
"""Raised whenever a field, or what it holds, changes: older indexes are then refused."""


def release_schema() -> Schema:
    """Fields to search (title, body), to rank by (surfaces, exacts), to count by, and to show."""
    return Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(analyzer=FrenchAnalyzer(), stored=True),
        body=TEXT(analyzer=FrenchAnalyzer(), stored=True),
        surfaces=TEXT(analyzer=FrenchAnalyzer("surfaces"), phrase=False),
        exacts=TEXT(analyzer=FrenchAnalyzer("exacts"), phrase=False),
        source=STORED(),
        url=STORED(),
        primary_country=ID(stored=True),
        countries=KEYWORD(stored=True, sortable=True),
        date=ID(stored=True, sortable=True),
        details=STORED(),
    )


def to_document(release: Release) -> dict[str, str]:
    """The field values of a release; fields without a value are left out."""
    details = {
        "dateline_place": release.dateline_place,
        "mentions": [asdict(mention) for mention in release.mentions],
        "contacts": [asdict(contact) for contact in release.contacts],
        "asides": [asdict(aside) for aside in release.asides],
        "renditions": release.renditions,
    }
    whole = release.title + PARAGRAPH_BREAK + release.body
    document = {
        "id": release.id,
        "title": release.title,
        "body": release.body,
        "surfaces": whole,
        "exacts": whole,
        "source": release.source,
        "url": release.url,
        "primary_country": release.primary_country,
        "countries": " ".join(release.countries),
        "date": release.date,
        "details": json.dumps(details, ensure_ascii=False),
    }
    return {name: value for name, value in document.items() if value}


def from_document(stored: Mapping[str, Any]) -> Release:
    """The release whose stored fields these are."""
    details = json.loads(stored["details"])
    body = stored.get("body", "")
    return Release(
        id=stored["id"],
        title=stored.get("title", ""),
        paragraphs=tuple(body.split(PARAGRAPH_BREAK)) if body else (),
        source=stored["source"],
        dateline_place=details["dateline_place"],
        date=stored.get("date"),
        primary_country=stored.get("primary_country"),
        countries=tuple(stored.get("countries", "").split()),
        mentions=tuple(Mention(**mention) for mention in details["mentions"]),
        contacts=tuple(Contact(**contact) for contact in details["contacts"]),
        asides=tuple(Aside(**aside) for aside in details["asides"]),
        renditions=tuple(details["renditions"]),
        url=stored.get("url"),
    )
