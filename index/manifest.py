"""The manifest beside an index: what was indexed, when, and under which rules."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from index.errors import IndexMissing, IndexStale
from index.french import fingerprint as analysis_fingerprint
from index.schema import SCHEMA_VERSION

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``built_at`` is UTC in ISO 8601; ``content`` a digest of the releases in any order."""

    schema: int
    analysis: str
    content: str
    releases: int
    skipped: int
    built_at: str

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the rules or with the content."""
        return _digest(f"{self.schema} {self.analysis} {self.content} {self.releases}")

    def write(self, folder: Path) -> None:
        """Write the manifest into a folder."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


@lru_cache(maxsize=16)
def _digest(parts: str) -> str:
    """Every answer is given with its fingerprint: it is computed once."""
    return sha256(parts.encode()).hexdigest()[:16]


def content_of(digest: int) -> str:
    """The digest of a set of releases as 64 hexadecimal digits, whatever their order.

    Args:
        digest: the sum of the SHA-256 of their records (``digest_of``), which is taken modulo
            2**256 (Bellare and Micciancio's AdHash): an update adds and takes away without
            reading the other releases. Two archives have one sum by chance once in 2**128 tries.
            Whoever may write an archive could contrive such a pair, and gain a stale page of it.
    """
    return f"{digest % 2**256:064x}"


def current_rules() -> tuple[int, str]:
    """The schema and analysis that this program writes and reads."""
    return SCHEMA_VERSION, analysis_fingerprint()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an index that this program can serve.

    Raises:
        IndexMissing: no index there.
        IndexStale: made under another schema or analysis, or not readable.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(folder) from None
    except (OSError, ValueError, TypeError) as error:
        raise IndexStale(folder, f"its manifest cannot be read ({error})") from None
    if (manifest.schema, manifest.analysis) != current_rules():
        raise IndexStale(folder, "it was made under other rules of analysis or storage")
    return manifest
