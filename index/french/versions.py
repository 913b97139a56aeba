"""The fingerprint of the analysis: an index made under another one must not answer."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent
# Libraries whose tables decide about terms; their fixes (third number) do not.
LIBRARIES = ("snowballstemmer", "unidecode")
# What only reads questions, or tells of the analysis, decides about no term.
OUTSIDE = frozenset({"query.py", "explain.py"})


@cache
def fingerprint() -> str:
    """Return 16 hexadecimal digits that change when any rule, table or library changes."""
    return fingerprint_of(
        PACKAGE, (f"{name} {_minor(version(name))}" for name in LIBRARIES), OUTSIDE
    )


def fingerprint_of(
    folder: Path, libraries: Iterable[str], outside: Collection[str] = frozenset()
) -> str:
    """Hash the code and data files of ``folder``, but some, with the versions of libraries."""
    digest = hashlib.sha256("\n".join(libraries).encode())
    patterns = ("*.py", "*.t[sx][vt]", "data/*.t[sx][vt]")
    found = {path for pattern in patterns for path in folder.glob(pattern)}
    for path in sorted(path for path in found if path.name not in outside):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _minor(number: str) -> str:
    return ".".join(number.split(".")[:2])
