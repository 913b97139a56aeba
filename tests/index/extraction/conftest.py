"""Raw pages of our own invention, in the layouts that archives of releases have."""

from __future__ import annotations

import html
import html.entities
from collections.abc import Callable, Sequence

import pytest

from index.extraction import extract
from index.releases import Release

MENU = """-
Qui sommes nous
Qui sommes nousL'Organisation internationale pour les migrations (OIM) fait partie du système des \
Nations Unies et promeut une migration humaine et ordonnée.
Structure
Structure
- Structure organisationnelle
- Directrice générale
-
Notre travail
Notre travailEn tant que principale organisation intergouvernementale, l'OIM joue un rôle clé.
Ce que nous faisons
Ce que nous faisons
- Où travaillons-nous
-
Agir
Agir
- Données et recherche
- 2030 AGENDA
"""


def entities(text: str) -> str:
    """Letters beyond ASCII as named entities, as the old pages stored them."""
    names = html.entities.codepoint2name
    return "".join(f"&{names[ord(c)]};" if ord(c) > 127 and ord(c) in names else c for c in text)


def hard_wrap(text: str, width: int = 67, *, encoded: bool = True) -> str:
    """Wrap one paragraph greedily, measured in its entities (with its tag) or plainly."""
    words = (entities(text) if encoded else text).split(" ")
    words[0] = ("<p>" if encoded else "") + words[0]
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return html.unescape("\n".join(lines).removeprefix("<p>"))


class Pages:
    """Ways to lay out a title, paragraphs and a contact block as the archives do."""

    menu = MENU

    @staticmethod
    def plain(title: str, paragraphs: Sequence[str], contact: str = "") -> str:
        """Under the menu, one paragraph a line."""
        return MENU + "\n".join([title, *paragraphs, contact])

    @staticmethod
    def wrapped(
        title: str, paragraphs: Sequence[str], contact: str = "", *, encoded: bool = True
    ) -> str:
        """Under the menu, hard-wrapped, without empty lines."""
        return MENU + "\n".join(
            [title, *(hard_wrap(p, encoded=encoded) for p in paragraphs), contact]
        )

    @staticmethod
    def blocks(title: str, paragraphs: Sequence[str], contact: str = "") -> str:
        """Under "Communiqué / Global", blocks between empty lines."""
        return "\n\n".join(["Communiqué\nGlobal", title, *paragraphs, contact])

    @staticmethod
    def wrapped_blocks(title: str, paragraphs: Sequence[str], contact: str = "") -> str:
        """Under "Communiqué / Global", hard-wrapped blocks between empty lines."""
        return "\n\n".join(
            ["Communiqué\nGlobal", title, *(hard_wrap(p) for p in paragraphs), contact]
        )


@pytest.fixture
def pages() -> type[Pages]:
    return Pages


@pytest.fixture
def read() -> Callable[[str | bytes], Release]:
    """Extract a release from text or bytes."""

    def read(raw: str | bytes) -> Release:
        data = raw.encode() if isinstance(raw, str) else raw
        return extract(data, id="essai", source="essai.txt")

    return read
