"""What an archive has wrong, file by file, and what can be done about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.releases import Release
from index.sources import Item, Skipped

Kind = Literal["unreadable", "duplicate", "mojibake", "untitled", "undated", "countryless"]

ADVICE: dict[Kind, str] = {
    "unreadable": "save the file again, or take it out of the archive",
    "duplicate": "nothing to do: one copy is indexed and names the others",
    "mojibake": "save it again from its origin as UTF-8: letters were lost in an earlier copy",
    "untitled": "put the title on the first line, or in a record's title",
    "undated": "give the date in a record's date, or leave it: it sorts after dated releases",
    "countryless": "give countries in a record, or leave it: it is found as without a country",
}

# UTF-8 read as Windows-1252 (Ã©, â€™), and the sign that stands for a byte that meant nothing.
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”\u009d¦]|\ufffd"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a source; ``detail`` says what in it."""

    kind: Kind
    source: str
    detail: str

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE[self.kind]


def diagnose(item: Item) -> Iterator[Finding]:
    """Say what is wrong with what was read of a file."""
    if isinstance(item, Skipped):
        yield Finding("unreadable", item.source, item.reason)
        return
    for kind, detail in _CHECKS.items():
        said = detail(item)
        if said:
            yield Finding(kind, item.source, said)


def _duplicate(release: Release) -> str:
    return f"also in {', '.join(release.renditions)}" if release.renditions else ""


def _mojibake(release: Release) -> str:
    found = _MOJIBAKE.search(f"{release.title}\n{release.body}")
    if not found:
        return ""
    text = found.string[max(0, found.start() - 10) : found.end() + 10]
    return f"for instance “{' '.join(text.split())}”"


def _undated(release: Release) -> str:
    if release.date is None:
        return "no date is written in it"
    return f"the day is known without its year ({release.date[2:]})" if _partial(release) else ""


def _partial(release: Release) -> bool:
    return (release.date or "").startswith("--")


_CHECKS: dict[Kind, Callable[[Release], str]] = {
    "duplicate": _duplicate,
    "mojibake": _mojibake,
    "untitled": lambda release: "" if release.title else "no title was found",
    "undated": _undated,
    "countryless": lambda release: "" if release.countries else "it names no country",
}
