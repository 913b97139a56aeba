"""The stored fields of a release, as Whoosh's searcher gives them back."""

from __future__ import annotations

import json
from typing import Any

from index.releases import Release


def stored_fields(release: Release) -> dict[str, Any]:
    """Field values by name; fields without a value are left out."""
    details = {
        "dateline_place": release.dateline_place,
        "mentions": [mention._asdict() for mention in release.mentions],
        "contacts": [contact._asdict() for contact in release.contacts],
        "asides": [aside._asdict() for aside in release.asides],
        "renditions": release.renditions,
    }
    fields = {
        "id": release.id,
        "title": release.title,
        "body": release.body,
        "source": release.source,
        "url": release.url,
        "primary_country": release.primary_country,
        "countries": " ".join(release.countries),
        "date": release.date,
        "details": json.dumps(details, ensure_ascii=False),
    }
    return {name: value for name, value in fields.items() if value}
