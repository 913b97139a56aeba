"""Style sheets and scripts that browsers keep: their address changes with their content."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from flask import Flask

YEAR: Final = 365 * 24 * 60 * 60
"""Seconds that a browser may keep a file for without asking again."""


def register_assets(app: Flask) -> None:
    """Name the version of each static file in its address, and let browsers keep it."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            file = folder / str(values.get("filename"))
            if file.is_file():
                values["v"] = _version(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _version(file: Path, changed: int) -> str:
    """Eight hexadecimal digits of a file's content, read again when it ``changed``."""
    return sha256(file.read_bytes()).hexdigest()[:8]
