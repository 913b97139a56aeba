"""A file of named arrays: written once, then memory-mapped and read in place.

Layout: the magic number, the arrays (each at a multiple of ``ALIGNMENT`` bytes), a directory in
JSON that says where each one lies, the directory's length as a little-endian 64-bit number, and
the magic number again. A file whose end is missing is therefore never mistaken for a whole one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.segments.mapping import MappedFile

Array: TypeAlias = npt.NDArray[Any]

MAGIC = b"CMQARR01"
ALIGNMENT = 64
_LENGTH_BYTES = 8


class ArraysDamaged(ValueError):
    """The file is not one of arrays, or is cut off."""


def smallest_unsigned(largest: int) -> np.dtype[Any]:
    """The narrowest little-endian unsigned type that holds ``largest``."""
    for name in ("<u1", "<u2", "<u4"):
        if largest <= np.iinfo(name).max:
            return np.dtype(name)
    return np.dtype("<u8")


def distinct(values: Array) -> Array:
    """The different values, ascending.

    ``np.unique`` hashes numbers first, which takes several times as long as to sort them.
    """
    ordered = np.sort(values)
    return np.asarray(ordered[changes(ordered)])


def changes(values: Array) -> Array:
    """Say of values whether each is another than the one before it; the first always is."""
    new = np.empty(len(values), bool)
    new[:1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def nonzero(mask: Array) -> Array:
    """The places where a mask is set, or numbers are not 0: ``np.flatnonzero`` without detours."""
    places: Array = mask.nonzero()[0]
    return places


def ranges(starts: Array, lengths: Array) -> tuple[Array, Array]:
    """The numbers of several ranges one after the other, and the range each belongs to."""
    lengths = lengths.astype(np.int64)
    owner = np.arange(len(starts)).repeat(lengths)
    shifts = starts - (lengths.cumsum() - lengths)
    return np.arange(len(owner)) + shifts[owner], owner


class Ranges(NamedTuple):
    """Parts of arrays, one after the other: where each begins, and where it ends."""

    begins: Array
    ends: Array

    def of(self, values: Array) -> Array:
        """The values in these parts of an array, copied."""
        bounds = zip(self.begins.tolist(), self.ends.tolist(), strict=True)
        return np.concatenate([values[:0], *(values[begin:end] for begin, end in bounds)])

    def places(self, rows: Array) -> Array:
        """Where the values of ``of``, by their numbers, lie in the array."""
        before = np.cumsum(self.ends - self.begins)
        part = before.searchsorted(rows, "right")
        return np.asarray(rows + (self.ends - before)[part])


def find_in(haystack: Array, needles: Array, side: Literal["left", "right"] = "left") -> Array:
    """Bisect in a sorted array; numbers of another type would make numpy convert all of it."""
    return haystack.searchsorted(needles.astype(haystack.dtype), side)


class Slot:
    """Room for one array in a file, filled from front to back; other processes may fill it, too."""

    def __init__(self, path: Path, offset: int, dtype: np.dtype[Any], size: int) -> None:
        self._path = path
        self._at = offset
        self._end = offset + dtype.itemsize * size
        self.dtype = dtype

    def part(self, first: int) -> Slot:
        """The room from value ``first`` on, counted from where the next one goes."""
        start = self._at + first * self.dtype.itemsize
        return Slot(self._path, start, self.dtype, (self._end - start) // self.dtype.itemsize)

    def write(self, values: Array) -> None:
        """Write the next values, converted to the type of the array."""
        data = np.ascontiguousarray(values, self.dtype).data.cast("B")
        if self._at + len(data) > self._end:
            raise ValueError("more values than there is room for")
        with self._path.open("r+b", buffering=0) as file:
            file.seek(self._at)
            while data:  # the system writes 2 GB at once at most
                written = file.write(data)
                self._at += written
                data = data[written:]


class ArraysWriter:
    """Writes a file of arrays; use it in a ``with`` block, the directory is written at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(self._descriptor, MAGIC)
        self._end = len(MAGIC)
        self._directory: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, Any] = {}

    def reserve(self, name: str, dtype: npt.DTypeLike, size: int) -> Slot:
        """Make room for an array that is written bit by bit."""
        kind = np.dtype(dtype).newbyteorder("<")
        offset = -(-self._end // ALIGNMENT) * ALIGNMENT
        self._directory[name] = {"dtype": kind.str, "size": size, "offset": offset}
        self._end = offset + kind.itemsize * size
        return Slot(self._path, offset, kind, size)

    def add(self, name: str, values: Array) -> None:
        """Write a whole array of one dimension."""
        self.reserve(name, values.dtype, len(values)).write(values)

    def __enter__(self) -> ArraysWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            text = json.dumps({"arrays": self._directory, "facts": self.facts}).encode()
            end = text + len(text).to_bytes(_LENGTH_BYTES, "little") + MAGIC
            os.pwrite(self._descriptor, end, self._end)
        os.close(self._descriptor)


def _bytes_of(entry: dict[str, Any]) -> int:
    return int(np.dtype(entry["dtype"]).itemsize * entry["size"])


class Arrays(Mapping[str, Array]):
    """The arrays of a file by name, read in place; ``facts`` is what was noted beside them.

    Raises:
        ArraysDamaged: the file is not whole.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file = MappedFile(path)
        held = self._file.bytes
        end = len(held) - len(MAGIC)
        if end < len(MAGIC) + _LENGTH_BYTES:
            raise ArraysDamaged(f"{path.name} is cut off")
        if held[: len(MAGIC)] != MAGIC or held[end:] != MAGIC:
            raise ArraysDamaged(f"{path.name} is not a whole file of arrays")
        length = int.from_bytes(held[end - _LENGTH_BYTES : end], "little")
        directory = json.loads(bytes(held[end - _LENGTH_BYTES - length : end - _LENGTH_BYTES]))
        if not isinstance(directory, dict) or not {"arrays", "facts"} <= directory.keys():
            raise ArraysDamaged(f"{path.name} does not say where its arrays are")
        self._directory: dict[str, dict[str, Any]] = directory["arrays"]
        self.facts: dict[str, Any] = directory["facts"]
        self._views: dict[str, Array] = {}

    @classmethod
    def usable(cls, path: Path, version: int) -> Arrays | None:
        """A file that can be done without: None when it is missing, damaged, or of another version.

        ``version`` is the fact of that name.
        """
        try:
            arrays = cls(path)
        except (OSError, ValueError):
            return None
        return arrays if arrays.facts.get("version") == version else None

    def forget_pages(self) -> None:
        """See ``MappedFile.forget_pages``."""
        self._file.forget_pages()

    def subtract(self, name: str, at: Array, amounts: Array) -> None:
        """Read an array as if it were less in some places."""
        corrected = self[name].copy()
        corrected[at] -= amounts
        self._views[name] = corrected

    def __getitem__(self, name: str) -> Array:
        if name not in self._views:
            entry = self._directory[name]
            self._views[name] = np.frombuffer(
                self._file.bytes, entry["dtype"], entry["size"], entry["offset"]
            )
        return self._views[name]

    def map_now(self, room: int) -> int:
        """Have the system map the arrays now, the smallest first, up to ``room`` bytes of them.

        Returns:
            The room that is left.
        """
        for entry in sorted(self._directory.values(), key=_bytes_of):
            room -= _bytes_of(entry)
            if room < 0:
                return 0
            self._file.map_now(entry["offset"], _bytes_of(entry))
        return room

    def __iter__(self) -> Any:
        return iter(self._directory)

    def __len__(self) -> int:
        return len(self._directory)
