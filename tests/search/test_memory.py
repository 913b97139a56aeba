"""What is remembered: the last used, within its room."""

from __future__ import annotations

from search.memory import Memory


def test_the_least_used_is_forgotten_first() -> None:
    memory = Memory[str, int](3)
    for number, name in enumerate("abc"):
        memory.put(name, number)
    assert memory.get("a") == 0
    memory.put("d", 3)
    assert [memory.get(name) for name in "abcd"] == [0, None, 2, 3]


def test_sizes_count_and_what_is_too_large_is_not_kept() -> None:
    memory = Memory[str, str](10)
    memory.put("small", "s", 4)
    memory.put("medium", "m", 6)
    assert (memory.get("small"), memory.get("medium")) == ("s", "m")
    memory.put("huge", "h", 11)
    assert memory.get("huge") is None
    memory.put("small", "again", 4)
    assert memory.get("small") == "again"


def test_a_value_that_is_known_stays() -> None:
    memory = Memory[str, int](2)
    memory.put("a", 1)
    memory.put("a", 2)
    assert memory.get("a") == 1
