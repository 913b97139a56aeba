"""Completions of what is being typed, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from search.completion import Completion


def suggestions_json(text: str, completions: Iterable[Completion]) -> dict[str, Any]:
    """The body of ``GET /api/v1/suggest``."""
    return {"q": text, "completions": [asdict(completion) for completion in completions]}
