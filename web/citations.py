"""How to cite a release: ISO 690 in French, RIS and BibTeX."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from index.french.folding import fold
from index.releases import Release
from web.formatting import date
from web.typography import typographic

SITE: Final = "Communiqués"
GENRE: Final = "Communiqué de presse"
UNTITLED: Final = "Communiqué sans titre"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference to a release says.

    Args:
        release: the release.
        address: of its page, absolute: what the reader has seen.
        accessed: the day on which it was seen.
        publisher: who issued the releases; empty when the archive does not say.
    """

    release: Release
    address: str
    accessed: datetime.date
    publisher: str = ""

    @property
    def key(self) -> str:
        """Letters, digits and hyphens: LaTeX and BibTeX give most other signs a meaning."""
        words = (re.sub("[^a-z0-9]", "", fold(word)) for word in _WORD.findall(self.release.id))
        return "-".join(filter(None, words)) or "communique"

    def iso_690(self) -> Markup:
        """The reference after ISO 690:2021 as French usage punctuates it, the title in ``cite``.

        What the archive added is in square brackets: a title, or that there is no date.
        """
        release = self.release
        author = f"{self.publisher.upper()}. " if self.publisher else ""
        title = _one_line(release.title) or f"[{UNTITLED}]"
        place = f"{release.dateline_place}, " if release.dateline_place else ""
        day = date(release.date, "fr") if release.date and _year(release) else "[s. d.]"
        seen = date(self.accessed.isoformat(), "fr")
        rest = typographic(
            f" [en ligne]. {GENRE}. {place}{day} [consulté le {seen}]. Disponible à l’adresse : "
        )
        return Markup("{}<cite>{}</cite>{}{}").format(author, title, rest, self.address)

    def ris(self) -> str:
        """A RIS record, with the line ends that its specification asks for.

        The type is ELEC, a web page: the specification of 2001 has no press release, and Zotero
        makes a journal article of the later PRESS, which it does not know. The genre is in M3.
        """
        release = self.release
        lines = [
            ("TY", "ELEC"),
            ("ID", release.id),
            ("AU", self.publisher),
            ("TI", release.title or UNTITLED),
            ("T2", SITE),
            ("M3", GENRE),
            ("PY", _year(release)),
            ("DA", _slashed(release.date) if _year(release) else ""),
            ("CY", release.dateline_place or ""),
            ("LA", "fr"),
            ("UR", self.address),
            ("Y2", _slashed(self.accessed.isoformat())),
            ("N1", f"Adresse d’origine : {release.url}" if release.url else ""),
        ]
        said = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
        return "\r\n".join([*said, "ER  - ", ""])

    def bibtex(self) -> str:
        """A BibTeX entry in UTF-8.

        ``date`` is for biblatex, which keeps the day; ``year`` and ``month`` are for BibTeX, which
        passes over what it does not know. The title is braced twice, so that no style changes its
        capitals.
        """
        release = self.release
        year = _year(release)
        dated = (release.date or "") if year else ""
        fields = [
            ("author", f"{{{_escaped(self.publisher)}}}" if self.publisher else ""),
            ("title", f"{{{_escaped(release.title or UNTITLED)}}}"),
            ("howpublished", GENRE),
            ("address", _escaped(release.dateline_place or "")),
            ("date", dated),
            ("year", year),
            ("month", str(int(dated[5:7])) if len(dated) > 4 else ""),
            ("language", "french"),
            ("url", self.address),
            ("urldate", self.accessed.isoformat()),
            ("note", f"Adresse d’origine : {_escaped(release.url)}" if release.url else ""),
        ]
        said = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
        return f"@misc{{{self.key},\n{said}}}\n"


FORMATS: Final[Mapping[str, tuple[Callable[[Citation], str], str]]] = {
    "ris": (Citation.ris, "application/x-research-info-systems"),
    "bib": (Citation.bibtex, "application/x-bibtex"),
}
"""What a citation is offered as, by the end of the file's name: how it is written, its type."""

_WORD: Final = re.compile(r"\w+")

_LATEX: Final = str.maketrans(
    {
        # BibTeX counts braces even behind a backslash: a lone one would swallow what follows.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def _escaped(text: str) -> str:
    return _one_line(text).translate(_LATEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _year(release: Release) -> str:
    """The year of a release; empty when it is not known."""
    return release.date[:4] if release.date and not release.date.startswith("-") else ""


def _slashed(iso: str | None) -> str:
    """A date as RIS writes it: year/month/day/other, unknown parts empty."""
    parts = [*(iso or "").split("-"), "", ""][:3]
    return "/".join(parts) + "/"
