"""The fingerprint of the analysis: an index made under another one must not answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent
# Libraries whose tables decide about terms; their fixes (third number) do not.
LIBRARIES = ("snowballstemmer", "unidecode")


@cache
def fingerprint() -> str:
    """Return 16 hexadecimal digits that change when any rule, table or library changes."""
    return fingerprint_of(PACKAGE, (f"{name} {_minor(version(name))}" for name in LIBRARIES))


def fingerprint_of(folder: Path, libraries: Iterable[str]) -> str:
    """Hash the code and data files of ``folder`` with the versions of the libraries."""
    digest = hashlib.sha256("\n".join(libraries).encode())
    patterns = ("*.py", "*.t[sx][vt]", "data/*.t[sx][vt]")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _minor(number: str) -> str:
    return ".".join(number.split(".")[:2])
