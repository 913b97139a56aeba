"""What was worked out for words that are asked for again and again, within bounds.

The words of questions are as unequally frequent as those of texts, so a few megabytes answer for
most of what is asked. What is remembered holds for one generation of an index, and goes with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Entry(NamedTuple, Generic[Value]):
    value: Value
    size: int


class Memory(Generic[Key, Value]):
    """Remembers what was used last, up to a sum of sizes; may be shared by threads.

    Args:
        room: the sizes that all values may have together, in any unit.
    """

    def __init__(self, room: int) -> None:
        self._free = room
        self._entries: OrderedDict[Key, _Entry[Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """What is remembered under a key."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry.value

    def put(self, key: Key, value: Value, size: int = 1) -> None:
        """Remember a value; what was not used for longest is forgotten for it."""
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = _Entry(value, size)
            self._free -= size
            while self._free < 0:
                self._free += self._entries.popitem(last=False)[1].size
