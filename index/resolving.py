"""What only all releases together can say: whose an identifier is, and who is a copy of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from index.duplicates import find_renditions
from index.making import Found
from index.reading import Identifiers, repeated
from index.releases import Release
from index.renditions import merge_copies
from index.sources import Skipped


class Place(NamedTuple):
    """A release by the piece it is in, and its number there."""

    piece: int
    number: int


@dataclass
class Resolution:
    """What becomes of releases that are not simply indexed as they were read.

    ``dropped`` are not indexed; ``changed`` are indexed otherwise. ``skipped`` and ``renditions``
    are for the report.
    """

    dropped: set[Place] = field(default_factory=set)
    changed: dict[Place, Release] = field(default_factory=dict)
    skipped: dict[int, list[Skipped]] = field(default_factory=dict)  # by piece
    renditions: int = 0

    @property
    def touched(self) -> set[int]:
        """The pieces that others had a say in."""
        return {place.piece for place in (*self.dropped, *self.changed)}


def resolve(found: Sequence[Found], release_at: Callable[[Place], Release]) -> Resolution:
    """Decide about all releases of an archive, in its order; ``release_at`` reads one."""
    result = Resolution()
    renamed = _identify(found, result)

    def read(place: Place) -> Release:
        id = renamed.get(place, found[place.piece].ids[place.number])
        return release_at(place)._replace(id=id)

    _merge_copies(found, read, result)
    for place in renamed.keys() - result.dropped - result.changed.keys():
        result.changed[place] = read(place)
    return result


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


def _merge_copies(
    found: Sequence[Found], read: Callable[[Place], Release], result: Resolution
) -> None:
    """Keep the best copy of each release.

    Two records are never taken for copies of one another: whoever gave them identifiers knows
    that they are two.
    """
    places = [place for place in _sketched(found) if place not in result.dropped]
    if not places:
        return
    rows = np.array([found[piece].sketches[number] for piece, number in places])
    records = {
        row for row, (piece, _) in enumerate(places) if found[piece].piece.file.holds_records
    }
    for group in find_renditions(rows, lambda row: read(places[row]).text, records):
        copies = [read(places[row]) for row in group]
        for place, release in merge_copies([places[row] for row in group], copies):
            if release is None:
                result.dropped.add(place)
            else:
                result.changed[place] = release
        result.renditions += len(group) - 1


def _sketched(found: Sequence[Found]) -> Iterator[Place]:
    for number, piece in enumerate(found):
        for n in range(len(piece.sketches)):
            yield Place(number, n)
