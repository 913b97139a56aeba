"""What was read from which file, so that an update reads only what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from pydantic import TypeAdapter

from index.french.versions import fingerprint_of
from index.reading import Reading, is_repeated
from index.releases import Release
from index.sources import Skipped, SourceFile

LEDGER = "ledger.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a file: size in bytes, time of change in nanoseconds, SHA-256."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(slots=True)
class Entry:
    """What one file gave: identifiers of releases, and what was skipped of it."""

    name: str
    stamp: Stamp
    releases: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def stands_alone(self) -> bool:
        """Whether no other file had a say in what this one gave."""
        return not any(map(is_repeated, self.skipped))


class Ledger:
    """The entries of a build, by path."""

    def __init__(self, entries: dict[str, Entry] | None = None) -> None:
        self._entries = entries or {}

    def entry(self, file: SourceFile) -> Entry | None:
        """What was noted of a file under the same name, if anything."""
        entry = self._entries.get(file.shown)
        return entry if entry and entry.name == file.name else None

    def recording(
        self, readings: Iterable[Reading], stamps: dict[SourceFile, Stamp]
    ) -> Iterator[Reading]:
        """Pass readings on, noting what each file gave.

        Args:
            readings: what is read.
            stamps: the files' states from before they were read, so that a change in between is
                seen next time; a file without one is not noted, and read again next time.
        """
        for reading in readings:
            stamp = stamps.get(reading.file)
            if stamp:
                new = Entry(reading.file.name, stamp)
                entry = self._entries.setdefault(reading.file.shown, new)
                for item in reading.items:
                    if isinstance(item, Release):
                        entry.releases.append(item.id)
                    else:
                        entry.skipped.append(item)
            yield reading

    def write(self, folder: Path) -> None:
        """Write the ledger beside an index."""
        book = _Book(_rules(), self._entries)
        (folder / LEDGER).write_bytes(_BOOK.dump_json(book))

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """Read the ledger of an index; an empty one when it is of no use.

        That is when there is none, or when other rules of extraction read the files then.
        """
        try:
            book = _BOOK.validate_json((folder / LEDGER).read_bytes())
        except (OSError, ValueError):
            return cls()
        return cls(book.files) if book.rules == _rules() else cls()


@dataclass(frozen=True, slots=True)
class _Book:
    rules: str
    files: dict[str, Entry]


_BOOK = TypeAdapter(_Book)


def stamp_of(file: SourceFile, known: Stamp | None = None) -> Stamp | None:
    """The state of a file, or None when it cannot be read.

    A file of the same size and time of change as ``known`` is taken not to have changed.
    """
    try:
        status = file.path.stat()
        if known and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return known
        with file.path.open("rb") as content:
            digest = file_digest(content, "sha256").hexdigest()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, digest)


def _rules() -> str:
    """A fingerprint of all that decides what is read from a file."""
    package = Path(__file__).parent
    folders = (package, package / "extraction", package / "countries")
    return " ".join(fingerprint_of(folder, ()) for folder in folders)
