"""The fields of a release as Whoosh knows them: to search, to rank by, to count by, to show."""

from __future__ import annotations

from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from index.french.whoosh_analyzer import FrenchAnalyzer

SCHEMA_VERSION = 9
"""Raised whenever a field, or how it lies on disk, changes: older indexes are then refused."""


def release_schema() -> Schema:
    """Title and body are searched; surfaces and exacts hold the words of both, unstemmed."""
    return Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(analyzer=FrenchAnalyzer(), stored=True),
        body=TEXT(analyzer=FrenchAnalyzer(), stored=True),
        surfaces=TEXT(analyzer=FrenchAnalyzer("surfaces"), phrase=False),
        exacts=TEXT(analyzer=FrenchAnalyzer("exacts"), phrase=False),
        source=STORED(),
        url=STORED(),
        primary_country=STORED(),
        countries=KEYWORD(stored=True, sortable=True),
        date=ID(stored=True, sortable=True),
        details=STORED(),
    )
