"""What is not a release."""

from __future__ import annotations


class InvalidRelease(ValueError):
    """A file that holds no release; ``reason`` says why in one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
