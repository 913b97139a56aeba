"""What search engines read of a release: a NewsArticle of schema.org, as JSON-LD."""

from __future__ import annotations

from typing import Any

from index.countries import country_name
from index.releases import Release
from web.citations import SITE, UNTITLED


def news_article(release: Release, address: str, publisher: str = "") -> dict[str, Any]:
    """The release as schema.org has it; what is not known is left out.

    Args:
        release: the release.
        address: of its page, absolute.
        publisher: who issued it, if that is known.
    """
    dated = release.date and not release.date.startswith("-")
    issuer = {"@type": "Organization", "name": publisher} if publisher else None
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": release.title or UNTITLED,
        "description": release.paragraphs[0] if release.paragraphs else None,
        "datePublished": release.date if dated else None,
        "author": issuer,
        "publisher": issuer,
        "locationCreated": _place(release.dateline_place),
        "contentLocation": [
            {"@type": "Country", "name": country_name(code), "identifier": code}
            for code in release.countries
        ],
        "inLanguage": "fr",
        "genre": "Communiqué de presse",
        "url": address,
        "mainEntityOfPage": address,
        "isBasedOn": release.url,
        "isPartOf": {"@type": "WebSite", "name": SITE},
    }
    return {name: value for name, value in article.items() if value}


def _place(name: str | None) -> dict[str, str] | None:
    return {"@type": "Place", "name": name} if name else None
