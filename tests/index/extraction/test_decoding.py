"""Bytes of every encoding found in the archives give the same text."""

from __future__ import annotations

import unicodedata

import pytest

from index.extraction import InvalidRelease
from index.extraction.decoding import decode, unescape

TEXT = "Communiqué\nL’œuvre de l’été : 12 000 € remis à Cần Thơ\n"
WESTERN = "Communiqué\nL’œuvre de l’été : 12\u00a0000 €\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_windows_1252() -> None:
    assert decode(WESTERN.encode("cp1252")) == WESTERN


def test_decomposed_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()) == TEXT


def test_utf8_read_once_as_windows_1252_is_put_right() -> None:
    broken = WESTERN.encode("utf-8").decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert decode(broken.encode("utf-8")) == WESTERN


def test_utf8_with_one_broken_byte_stays_utf8() -> None:
    data = WESTERN.encode() + "ét".encode() + b"\xe9 dernier, \xc3\xa0 No\xc3\xabl"
    assert decode(data).endswith("été dernier, à Noël")


def test_control_characters_of_windows_are_letters() -> None:
    assert decode("mis en \x9cuvre, l\x92été".encode()) == "mis en œuvre, l’été"


def test_invisible_characters_go() -> None:
    assert decode("\ufeffPé\u00adrou\u200b et \u202aChili\u202c".encode()) == "Pérou et Chili"


def test_line_ends_are_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\x0cd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("num&eacute;ris&#233;s", "numérisés"),
        ("mis en &#156;uvre", "mis en œuvre"),
        ("R&D; AT&T & fils", "R&D; AT&T & fils"),
        ("&laquo;&nbsp;oui&nbsp;&raquo;", "«\u00a0oui\u00a0»"),
    ],
)
def test_entities(written: str, read: str) -> None:
    assert unescape(written) == read


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\r\n", "empty file"),
        (b"%PDF-1.4 ...", "binary file, not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary file, not text"),
        (bytes(range(256)) * 8, "binary file, not text"),
    ],
)
def test_what_is_not_text(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidRelease) as error:
        decode(data)
    assert error.value.reason == reason
