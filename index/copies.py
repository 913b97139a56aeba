"""Which releases of an archive are copies, and what was decided about that the last time.

A row is a release's number among all that were read of an archive, in the order of its files.
Whether two texts are renditions of one another depends on these texts alone, so an update need
not compare again what it has compared. Which ones are to be compared depends on all of them, and
is worked out each time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from index.duplicates import Hashes, are_renditions, find_renditions

SKETCHES = "sketches.npy"
COPIES = "copies.json"


@dataclass(frozen=True)
class Decisions:
    """What was decided about the releases of an archive.

    ``sketches`` has a row for each, ``SKETCH`` hashes (u8); ``same`` says of pairs of rows, the
    lower first, whether their texts are renditions; ``groups`` are the rows of those that were
    merged, with the identifiers they had then.
    """

    sketches: Hashes
    same: dict[tuple[int, int], bool] = field(default_factory=dict)
    groups: dict[tuple[int, ...], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def merged(self) -> frozenset[int]:
        """The rows of all groups."""
        return frozenset(row for rows in self.groups for row in rows)


def group_copies(
    sketches: Hashes,
    text_of: Callable[[int], str],
    identified: Collection[int],
    rows_before: npt.NDArray[np.int64],
    before: Decisions | None,
) -> tuple[list[list[int]], dict[tuple[int, int], bool]]:
    """Group the rows that are copies of one another; say also which pairs were judged, and how.

    Args:
        sketches: one row a release (see ``find_renditions``).
        text_of: gives the text of a row; asked only for pairs that were never judged.
        identified: rows that are releases of their own (see there, too).
        rows_before: the number each row had the last time; -1 for those that are new.
        before: what was decided then.
    """
    known = before.same if before else {}
    judged: dict[tuple[int, int], bool] = {}

    def same(one: int, other: int) -> bool:
        was, other_was = sorted((int(rows_before[one]), int(rows_before[other])))
        verdict = known.get((was, other_was))
        if verdict is None:
            verdict = are_renditions(text_of(one), text_of(other))
        judged[one, other] = verdict
        return verdict

    return find_renditions(sketches, same, identified), judged


def write_decisions(folder: Path, decisions: Decisions) -> None:
    """Write what was decided into the folder of an index."""
    np.save(folder / SKETCHES, decisions.sketches, allow_pickle=False)
    pairs = [[*pair, same] for pair, same in decisions.same.items()]
    copies = {"same": pairs, "groups": [*decisions.groups.items()]}
    (folder / COPIES).write_bytes(orjson.dumps(copies))


def read_decisions(folder: Path) -> Decisions | None:
    """Read what ``write_decisions`` wrote; None where it wrote nothing.

    Raises:
        OSError, ValueError, KeyError, TypeError: the files are damaged.
    """
    if not (folder / SKETCHES).exists():
        return None
    copies = orjson.loads((folder / COPIES).read_bytes())
    return Decisions(
        np.load(folder / SKETCHES, allow_pickle=False),
        {(one, other): same for one, other, same in copies["same"]},
        {tuple(rows): tuple(ids) for rows, ids in copies["groups"]},
    )
