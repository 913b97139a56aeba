"""What an extraction found, as the JSON that `communiques inspect` prints."""

from __future__ import annotations

import re
from typing import Any

from index.releases import Release

_FULL = re.compile(r"\d{4}-\d\d-\d\d\Z")
_WITHOUT_YEAR = re.compile(r"--(\d\d-\d\d)\Z")


def as_inspection(path: str, result: Release | str) -> dict[str, Any]:
    """One file's result: the release, or the sentence that says why there is none.

    ``date`` is given only when day, month and year are written; ``date_partial`` is what is
    written otherwise: "05-21", "2012-05", "2012".
    """
    release = result if isinstance(result, Release) else None
    date = (release.date if release else None) or ""
    partial = _WITHOUT_YEAR.sub(r"\1", date)
    full = bool(_FULL.match(date))
    return {
        "path": path,
        "valid": release is not None,
        "error": None if release else result,
        "title": release.title if release else None,
        "dateline_place": release.dateline_place if release else None,
        "primary_country": release.primary_country if release else None,
        "countries": list(release.countries) if release else [],
        "date": date if full else None,
        "date_partial": None if full or not date else partial,
        "paragraphs": list(release.paragraphs) if release else [],
        "contacts": [contact._asdict() for contact in release.contacts] if release else [],
        "asides": [aside._asdict() for aside in release.asides] if release else [],
        "mentions": [mention._asdict() for mention in release.mentions] if release else [],
    }
