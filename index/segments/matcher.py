"""How Whoosh walks the postings of a term, and the terms of a field."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh.codec import base
from whoosh.matching import LeafMatcher, Matcher, ReadTooFar

from index.segments.fields import FieldPostings


class FlatCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field, as Whoosh's fuzzy queries do."""

    def __init__(self, texts: list[bytes], fieldobj: Any) -> None:
        self._texts, self._fieldobj, self._at = texts, fieldobj, 0

    def first(self) -> Any:
        self._at = 0
        return self.text()

    def find(self, string: Any) -> Any:
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._at = bisect_left(self._texts, wanted)
        return self.text()

    def next(self) -> Any:
        self._at += 1
        return self.text()

    def text(self) -> Any:
        if not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._texts[self._at])

    def is_valid(self) -> bool:
        return self._at < len(self._texts)


class FlatMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks the postings of one term in one field."""

    def __init__(
        self,
        term: tuple[str, bytes],
        postings: FieldPostings,
        format_: Any,
        scorer: Any,
        at: int = 0,
    ) -> None:
        self._term, self._postings = term, postings
        self.format, self.scorer = format_, scorer
        self._docs: list[int] = postings.docs.tolist()
        self._at = at

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def id(self) -> int:
        return self._docs[self._at]

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._at = int(self._postings.docs.searchsorted(id))

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> Matcher:
        return FlatMatcher(self._term, self._postings, self.format, self.scorer, self._at)

    def weight(self) -> float:
        return float(self._postings.frequencies[self._at])

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._postings.positions(self._at)
        return int(self.weight()) if astype == "frequency" else self.weight()

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs)

    def supports_block_quality(self) -> bool:
        return False
