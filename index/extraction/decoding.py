"""Bytes → clean text: encoding, entities, invisible characters, one kind of line end."""

from __future__ import annotations

import codecs
import html
import re

from index import french
from index.extraction.errors import InvalidRelease

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x7fELF", b"MZ\x90", b"RIFF", b"7z\xbc\xaf", b"BZh",
)  # fmt: skip
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAB = re.compile(r"\t[\t ]*| [\t ]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
# UTF-8 read as Windows-1252: "é" became "Ã©", "’" became "â€™".
_CONTINUATION = "".join(bytes([b]).decode("cp1252", "replace") for b in range(0x80, 0xC0))
_CONTINUATION = re.escape(_CONTINUATION.replace("\ufffd", "") + "\x81\x8d\x8f\x90\x9d")
_MOJIBAKE = re.compile(f"[Â-ß][{_CONTINUATION}]|[à-ï][{_CONTINUATION}]{{2}}")
_MOJIBAKE_SEEN = re.compile("Ã[\u00a0©¨ª§´®¢»¹‰€]|â€[™œ“”\x9d]|Â[«»\u00a0]")

MAX_BINARY_SHARE = 0.02


def decode(data: bytes) -> str:
    """The text of a file: NFC, line feeds, no invisible characters, entities kept.

    A mark at the start decides; then UTF-16 without a mark, UTF-8, and Windows-1252, which
    accepts everything and is right for old French files. UTF-8 read once as Windows-1252 is
    put right. Raises InvalidRelease for an empty or a binary file.
    """
    if not data.strip():
        raise InvalidRelease("empty file")
    if data.startswith(_SIGNATURES):
        raise InvalidRelease("binary file, not text")
    return clean(_repair_mojibake(_to_text(data)))


def _to_text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 8 and min(even, odd) <= max(even, odd) // 8:
        return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    if _binary(sample):
        raise InvalidRelease("binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _windows(data)


def _binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > MAX_BINARY_SHARE * len(sample)


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file cut or pasted together), or None."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(0xDC80 <= ord(c) <= 0xDCFF for c in text)
    whole = sum(ord(c) > 127 for c in text) - broken
    if broken * 4 > whole:
        return None
    return re.sub("[\udc80-\udcff]", lambda m: _windows(bytes([ord(m[0]) - 0xDC00])), text)


def _windows(data: bytes) -> str:
    """Windows-1252; its five unassigned bytes become control characters, removed later."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return _C1.sub(_from_c1, data.decode("latin-1"))


def _from_c1(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore")


def _repair_mojibake(text: str) -> str:
    if len(_MOJIBAKE_SEEN.findall(text)) < 2:
        return text
    return _MOJIBAKE.sub(_utf8_again, text)


def _utf8_again(match: re.Match[str]) -> str:
    try:
        raw = b"".join(
            c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in match[0]
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return match[0]


def clean(text: str) -> str:
    """Text with one kind of line end and no invisible characters, in NFC."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", _C1.sub(_from_c1, text))
    return french.clean(_TAB.sub(" ", text))


def unescape(text: str) -> str:
    """Entities that end in a semicolon become characters: "&eacute;" → "é", "&#156;" → "œ"."""
    if "&" not in text:
        return text
    return clean(_ENTITY.sub(lambda match: html.unescape(match[0]), text))
