"""Messages to and from a program in another language: lists of strings.

All big-endian: the number of strings, then each as the length of its UTF-8 in bytes and the bytes;
numbers have four bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import IO

_NUMBER = struct.Struct(">I")


def packed(strings: Sequence[str]) -> bytes:
    """A message as bytes; lone surrogates, which UTF-8 lacks, become question marks."""
    parts = [_NUMBER.pack(len(strings))]
    for string in strings:
        encoded = string.encode("utf-8", "replace")
        parts += [_NUMBER.pack(len(encoded)), encoded]
    return b"".join(parts)


def read(stream: IO[bytes]) -> list[str]:
    """Read the next message.

    Raises:
        EOFError: the stream ended before it, or in its midst.
    """
    return [_exactly(stream, _number(stream)).decode() for _ in range(_number(stream))]


def _number(stream: IO[bytes]) -> int:
    (number,) = _NUMBER.unpack(_exactly(stream, _NUMBER.size))
    return int(number)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    held = stream.read(size)
    if len(held) < size:
        raise EOFError("the stream ended within a message")
    return held
