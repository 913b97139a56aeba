"""What only all releases together can say: whose an identifier is, and who is a copy of whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.copies import Decisions, group_copies
from index.duplicates import NOBODY, SKETCH, Hashes
from index.making import Found
from index.reading import Identifiers, repeated
from index.releases import Release
from index.renditions import merge_copies
from index.sources import Skipped

Rows = npt.NDArray[np.int64]


class Place(NamedTuple):
    """A release by the piece it is in, and its number there."""

    piece: int
    number: int


@dataclass
class Resolution:
    """What becomes of releases that are not simply indexed as they were read.

    ``dropped`` are not indexed; ``changed`` are indexed otherwise than the index that is updated
    has them; ``staying`` are indexed as it has them, under these identifiers, though otherwise
    than they were read. ``skipped`` and ``renditions`` are for the report, ``decisions`` for the
    next update.
    """

    dropped: set[Place] = field(default_factory=set)
    changed: dict[Place, Release] = field(default_factory=dict)
    staying: dict[Place, str] = field(default_factory=dict)
    skipped: dict[int, list[Skipped]] = field(default_factory=dict)  # by piece
    renditions: int = 0
    decisions: Decisions | None = None

    def __contains__(self, place: Place) -> bool:
        """Whether it says what becomes of a release."""
        return place in self.dropped or place in self.changed or place in self.staying

    @property
    def touched(self) -> dict[int, list[tuple[int, str | None]]]:
        """By piece, its releases of which the index has not what was read (see ``Entry``)."""
        ids: dict[Place, str | None] = dict.fromkeys(self.dropped)
        ids |= self.staying
        ids |= {place: release.id for place, release in self.changed.items()}
        by_piece: dict[int, list[tuple[int, str | None]]] = {}
        for (piece, number), id in sorted(ids.items()):
            by_piece.setdefault(piece, []).append((number, id))
        return by_piece


class Resolver:
    """Decides about all releases of an archive."""

    def __init__(
        self,
        found: Sequence[Found],
        release_at: Callable[[Place], Release],
        before: Decisions | None = None,
    ) -> None:
        """Go by what was found, in the order of the archive.

        Args:
            found: what the pieces gave.
            release_at: gives a release as it was read.
            before: what was decided the last time, if the index is updated.
        """
        self._found, self._release_at, self._before = found, release_at, before
        self._result = Resolution()
        self._renamed = _identify(found, self._result)

    def resolve(self, *, sketched: bool) -> Resolution:
        """Decide; ``sketched`` says whether there may be copies."""
        if sketched:
            self._merge_copies()
        known = (
            Place(piece, number)
            for piece, found in enumerate(self._found)
            if found.entry and found.entry.otherwise
            for number, _ in found.entry.otherwise
        )
        for place in sorted({*self._renamed, *known}):
            if place in self._result:
                continue
            if self._is_as_before(place):
                self._result.staying[place] = self._id(place)
            else:
                self._result.changed[place] = self._read(place)
        return self._result

    def _id(self, place: Place) -> str:
        return self._renamed.get(place) or self._found[place.piece].ids[place.number]

    def _read(self, place: Place) -> Release:
        return self._release_at(place)._replace(id=self._id(place))

    def _is_as_before(self, place: Place) -> bool:
        """Whether a release that is no copy of any now was none, and had the same identifier."""
        found = self._found[place.piece]
        if found.entry is None:
            return False
        copy = self._before is not None and found.row + place.number in self._before.merged
        return not copy and dict(found.entry.otherwise).get(place.number) == self._id(place)

    def _merge_copies(self) -> None:
        """Keep the best copy of each release.

        Two records are never taken for copies of one another: whoever gave them identifiers knows
        that they are two.
        """
        pieces, numbers, rows_before = self._rows()

        def place_of(row: int) -> Place:
            return Place(int(pieces[row]), int(numbers[row]))

        sketches = self._sketches(rows_before)
        holds_records = [found.piece.file.holds_records for found in self._found]
        records = np.flatnonzero(np.array(holds_records, bool)[pieces]).tolist()
        starts = np.searchsorted(pieces, np.arange(len(self._found)))
        dropped = [int(starts[piece]) + number for piece, number in self._result.dropped]
        searched = sketches.copy() if dropped else sketches
        searched[dropped] = NOBODY
        groups, same = group_copies(
            searched,
            lambda row: self._read(place_of(row)).text,
            records,
            rows_before,
            self._before,
        )
        decisions = Decisions(sketches, same)
        for group in groups:
            members = [*map(place_of, group)]
            ids = tuple(map(self._id, members))
            decisions.groups[tuple(group)] = ids
            self._merge(members, ids, tuple(rows_before[group].tolist()))
        self._result.decisions = decisions

    def _merge(self, members: list[Place], ids: tuple[str, ...], before: tuple[int, ...]) -> None:
        """Keep one of these copies; ``before`` are the rows that they had the last time."""
        self._result.renditions += len(members) - 1
        if self._before and self._before.groups.get(before) == ids:
            for place in members:
                entry = self._found[place.piece].entry
                assert entry is not None  # who has a row from the last time has one
                id = dict(entry.otherwise)[place.number]
                if id is None:
                    self._result.dropped.add(place)
                else:
                    self._result.staying[place] = id
            return
        for place, release in merge_copies(members, [*map(self._read, members)]):
            if release is None:
                self._result.dropped.add(place)
            else:
                self._result.changed[place] = release

    def _rows(self) -> tuple[Rows, Rows, Rows]:
        """Of each row the piece, the number there, and the row it was the last time, or -1."""
        counts = np.array([len(found.ids) for found in self._found], np.int64)
        firsts = np.array([found.row for found in self._found], np.int64)
        pieces = np.repeat(np.arange(len(counts)), counts)
        numbers = np.arange(len(pieces)) - np.repeat(np.cumsum(counts) - counts, counts)
        before = np.where(firsts[pieces] < 0, -1, firsts[pieces] + numbers)
        return pieces, numbers, before

    def _sketches(self, rows_before: Rows) -> Hashes:
        """The sketches of all rows."""
        sketches = np.empty((len(rows_before), SKETCH), np.uint64)
        known = rows_before >= 0
        if self._before:
            sketches[known] = self._before.sketches[rows_before[known]]
        new = [sketch for found in self._found for sketch in found.sketches]
        if new:
            sketches[~known] = new
        return sketches


def _identify(found: Sequence[Found], result: Resolution) -> dict[Place, str]:
    """Find identifiers that are taken; return what files are called instead."""
    identifiers = Identifiers()
    renamed = {}
    for number, piece in enumerate(found):
        if identifiers.take_all(piece.ids):
            continue
        file = piece.piece.file
        for n, id in enumerate(piece.ids):
            own = identifiers.take(id, file)
            if own is None:
                result.dropped.add(Place(number, n))
                skipped = repeated(f"{file.name}:{id}", id)
                result.skipped.setdefault(number, []).append(skipped)
            elif own != id:
                renamed[Place(number, n)] = own
    return renamed
