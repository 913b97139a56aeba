"""The releases themselves: one compressed record each, one after the other in a file.

A record is a line of JSON with all but the body, then the body as it is: a text put into JSON would
cost five times as much to write and to read. It is compressed in Zstandard (RFC 8878).
Press releases are short and alike, so that is done with a dictionary of phrases (``Compression``)
learnt from the first of them: on generated releases of 2.7 kB a record takes 0.42 of its text,
against 0.56 with zlib, in a quarter of the time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import zstandard

from index.named_tuples import maker
from index.releases import Aside, Contact, Mention, Release
from index.segments.arrays import Array, ArraysDamaged
from index.segments.mapping import MappedFile
from index.segments.strings import encode

DICTIONARY_BYTES = 64 * 1024
LEARNT_FROM = 1000
"""Releases that the dictionary is learnt from, at most."""

FEWEST = 100
"""With fewer releases there is nothing to learn a dictionary from."""

_LEVEL = 3

_SEGMENT, _SHINGLE = 64, 8
"""Bytes of the phrases that the dictionary is made of, and of what phrases are compared by (the
``k`` and ``d`` of zstd's COVER). Left to find them itself, zstd takes four times as long, and
records come out 0.6 % larger."""

_HEADER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_record(release: Release) -> bytes:
    """A release as a header in JSON, a line end, and its body."""
    header = [
        release.id,
        release.title,
        release.source,
        release.dateline_place,
        release.date,
        release.primary_country,
        release.countries,
        release.mentions,
        release.contacts,
        release.asides,
        release.renditions,
        release.url,
    ]
    return b"%b\n%b" % (_written(header), encode(release.body))


def from_record(record: bytes) -> Release:
    """The release that was written so."""
    end = record.index(b"\n")
    header, body = record[:end], str(memoryview(record)[end + 1 :], "utf-8", "surrogatepass")
    (
        id, title, source, place, date, primary, countries,
        mentions, contacts, asides, renditions, url,
    ) = _parse(header)  # fmt: skip
    return Release(
        id,
        title,
        body,
        source,
        place,
        date,
        primary,
        tuple(countries),
        tuple(map(_mention, mentions)),
        tuple(map(_contact, contacts)),
        tuple(map(_aside, asides)),
        tuple(renditions),
        url,
    )


_mention, _contact, _aside = maker(Mention), maker(Contact), maker(Aside)


def _written(header: list[Any]) -> bytes:
    try:
        return orjson.dumps(header, default=tuple)  # default: named tuples
    except orjson.JSONEncodeError:  # a lone surrogate, which only the standard library writes
        return encode(_HEADER.encode(header))


def _parse(header: bytes) -> list[Any]:
    parts: list[Any]
    try:
        parts = orjson.loads(header)
    except orjson.JSONDecodeError:  # a lone surrogate, which only the standard library reads
        parts = json.loads(header.decode("utf-8", "surrogatepass"))
    return parts


def learn_dictionary(records: Sequence[bytes]) -> bytes:
    """The dictionary for records like these; empty when there are too few."""
    if len(records) < FEWEST:
        return b""
    try:
        return zstandard.train_dictionary(
            DICTIONARY_BYTES, list(records), k=_SEGMENT, d=_SHINGLE
        ).as_bytes()
    except zstandard.ZstdError:  # too short or too uniform to learn anything from
        return b""


class Compression:
    """Packs and unpacks records under one dictionary. Not to be shared by threads."""

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._packer = zstandard.ZstdCompressor(level=_LEVEL, dict_data=known)
        self._unpacker = zstandard.ZstdDecompressor(dict_data=known)

    def pack(self, record: bytes) -> bytes:
        """Compress a record."""
        return self._packer.compress(record)

    def unpack(self, packed: bytes | memoryview) -> bytes:
        """Give back what was compressed."""
        return self._unpacker.decompress(packed)


class Records:
    """The records of a segment, by document number.

    Args:
        path: the file they lie in.
        offsets: where each begins, and the end of the last; documents + 1 of them.

    Raises:
        ArraysDamaged: the file is not as long as that.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path, offsets: Array) -> None:
        self._offsets = offsets.data
        self._file = MappedFile(path)
        self._packed = self._file.bytes
        if len(self._packed) != self._offsets[-1]:
            raise ArraysDamaged(f"{path.name} is cut off")

    def packed(self, doc: int) -> memoryview:
        """The compressed record of a document."""
        return self._packed[self._offsets[doc] : self._offsets[doc + 1]]

    def release(self, doc: int, compression: Compression) -> Release:
        """The release with this document number."""
        return from_record(compression.unpack(self.packed(doc)))

    def map_now(self, room: int) -> int:
        """Have the system map the records now if there is room for them; return what is left."""
        size = len(self._packed)
        if size > room:
            return room
        self._file.map_now(0, size)
        return room - size

    def forget_pages(self) -> None:
        """See ``MappedFile.forget_pages``."""
        self._file.forget_pages()
