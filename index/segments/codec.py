"""A segment as Whoosh sees it: a codec whose readers answer from the flat arrays.

Whoosh's own searcher, its matchers and queries work over it unchanged. Only reading goes through
Whoosh: segments are filled in bulk (building.py), because Whoosh's writers take one posting at a
time, and know nothing of what several fields share. So a Whoosh writer is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.reading import TermInfo, TermNotFound

from index.segments.fields import COLUMN_FIELDS, Field, FieldPostings, fields_of
from index.segments.matcher import FlatCursor, FlatMatcher
from index.segments.reading import Segment
from index.segments.records import Compression
from index.segments.stored import stored_fields

_NO_WRITER = "this index is filled in bulk; build it with: communiques index SOURCE"


@lru_cache(4)
def _opened(path: str) -> Segment:
    """Readers of one segment share it."""
    return Segment(Path(path))


class FlatCodec(base.Codec):  # type: ignore[misc]  # whoosh has no types
    """Reads the segments that this package writes."""

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        raise NotImplementedError(_NO_WRITER)

    def field_writer(self, storage: Any, segment: Any) -> NoReturn:
        raise NotImplementedError(_NO_WRITER)

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        raise NotImplementedError(_NO_WRITER)

    def terms_reader(self, storage: Any, segment: FlatSegment) -> FlatTermsReader:
        return FlatTermsReader(_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: FlatSegment) -> FlatDocumentReader:
        return FlatDocumentReader(_segment(storage, segment), segment.deleted)


def _segment(storage: Any, segment: FlatSegment) -> Segment:
    return _opened(str(Path(storage.folder).resolve() / segment.segment_id()))


class FlatSegment(base.Segment):  # type: ignore[misc]
    """A segment in Whoosh's table of contents: a name, its size, and what was deleted since."""

    def __init__(self, indexname: str, documents: int, deleted: Collection[int] = ()) -> None:
        super().__init__(indexname)
        self.documents = documents
        self.deleted = frozenset(deleted)

    def codec(self) -> FlatCodec:
        return FlatCodec()

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> frozenset[int]:
        return self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        self.deleted = self.deleted | {docnum} if delete else self.deleted - {docnum}

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def should_assemble(self) -> bool:
        return False


class FlatTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of the indexed fields, each a view of the segment's arrays (fields.py)."""

    def __init__(self, segment: Segment) -> None:
        self._fields: dict[str, Field] = fields_of(segment)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._postings(*term) is not None

    def _postings(self, field: str, text: bytes) -> FieldPostings | None:
        return self._fields[field].postings(text) if field in self._fields else None

    def indexed_field_names(self) -> Collection[str]:
        return self._fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._fields):
            yield from self._from(name, b"")

    def _from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((field, text) for text in self._fields[field].texts_from(prefix))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Whoosh expects the terms of the fields after this one to follow."""
        if fieldname in self._fields:
            yield from self._from(fieldname, prefix)
        for name in sorted(name for name in self._fields if name > fieldname):
            yield from self._from(name, b"")

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def frequency(self, fieldname: str, text: bytes) -> float:
        found = self._postings(fieldname, text)
        return 0.0 if found is None else float(found.frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        found = self._postings(fieldname, text)
        return 0 if found is None else len(found.docs)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        found = self._postings(fieldname, text)
        if found is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        lengths = self._fields[fieldname].lengths[found.docs]
        return TermInfo(
            weight=float(found.frequencies.sum()),
            df=len(found.docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(found.frequencies.max()),
            minid=int(found.docs[0]),
            maxid=int(found.docs[-1]),
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> FlatMatcher:
        found = self._postings(fieldname, text)
        if found is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return FlatMatcher((fieldname, text), found, format_, scorer)

    def cursor(self, fieldname: str, fieldobj: Any) -> FlatCursor:
        texts = self._fields[fieldname].texts_from(b"") if fieldname in self._fields else ()
        return FlatCursor([*texts], fieldobj)

    def close(self) -> None:
        self._fields = {}


class FlatDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks about single documents."""

    def __init__(self, segment: Segment, deleted: frozenset[int]) -> None:
        self._segment, self._deleted = segment, deleted
        self._compression = Compression(segment.dictionary)
        self._fields = fields_of(segment)

    def doc_count(self) -> int:
        return self._segment.documents - len(self._deleted)

    def doc_count_all(self) -> int:
        return self._segment.documents

    def has_deletions(self) -> bool:
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in COLUMN_FIELDS

    def column_reader(self, fieldname: str, column: Any) -> FlatColumnReader:
        return FlatColumnReader(self._segment, fieldname)

    def _lengths(self, fieldname: str) -> Any:
        return self._fields[fieldname].lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum]) if fieldname in self._fields else default

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum()) if fieldname in self._fields else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min()) if fieldname in self._fields else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max()) if fieldname in self._fields else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return stored_fields(self._segment.release(docnum, self._compression))


class FlatColumnReader(ColumnReader):  # type: ignore[misc]
    """The sortable value of each document, in bytes as Whoosh keeps it."""

    def __init__(self, segment: Segment, fieldname: str) -> None:
        self._doccount = segment.documents
        self._numbers, self._values = COLUMN_FIELDS[fieldname](segment)

    def __getitem__(self, docnum: int) -> bytes:
        return self._values[int(self._numbers[docnum])]

    def sort_key(self, docnum: int) -> bytes:
        return self[docnum]
