"""The segments of a new index: those of the one before, those that were made, and what is gone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index.building import Finish, complete
from index.errors import BuildFailed
from index.helpers import Helpers
from index.making import IN_INDEX, Found, Plan
from index.manifest import Manifest
from index.pieces import Piece, read_piece
from index.previous import Previous
from index.releases import Release
from index.resolving import Place, Resolution
from index.segments.building import LOSSES, remove_segment
from index.segments.bulk import Made, SegmentMaker, digest_of
from index.segments.merging import Part
from index.segments.reading import Segment
from index.segments.records import Compression, from_record, to_record
from index.sources import Skipped, SourceFile


class Assembly:
    """Puts a new index together in its folder.

    ``read_again`` are files with a release that was asked for, which the index before had not.
    """

    def __init__(
        self, plan: Plan, previous: Previous | None, made: list[Made], found: Sequence[Found]
    ) -> None:
        self._plan, self._previous, self._found = plan, previous, found
        self._made = made
        self._gone: list[set[int]] = [set() for _ in made]
        self._gone_before: dict[int, set[int]] = {}
        self._digest = sum(segment.digest for segment in made)
        self._compression = Compression(plan.dictionary)
        self._segment = lru_cache(8)(Segment)
        self.read_again = set[SourceFile]()

    def release(self, place: Place) -> Release:
        """A release as it was read.

        Raises:
            BuildFailed: its file has to be read again, and is not what it was.
        """
        found = self._found[place.piece]
        doc = found.docs[place.number]
        if doc != IN_INDEX:
            return from_record(self._record(found.segment, doc))
        id = found.ids[place.number]
        indexed = dict(found.entry.otherwise).get(place.number, id) if found.entry else id
        if indexed is None:
            return self._read_again(found.piece, place.number)
        assert self._previous is not None
        release = self._previous.stored.get(indexed)
        assert release is not None  # its piece was kept because it is there
        return release._replace(id=id, renditions=())

    def _read_again(self, piece: Piece, number: int) -> Release:
        """A release that the index has not."""
        self.read_again.add(piece.file)
        releases = [item for item in read_piece(piece) if isinstance(item, Release)]
        if number >= len(releases):
            raise BuildFailed(
                f"{piece.file.shown} changed, and its time did not; "
                "run the command without --update"
            )
        return releases[number]

    def _record(self, segment: int, doc: int) -> bytes:
        return self._compression.unpack(self._segment(self._made[segment].path).packed(doc))

    def apply(self, resolution: Resolution) -> None:
        """Take out what is not to be found any more, and put in what is to be found otherwise."""
        out = resolution.dropped | resolution.changed.keys()
        for piece, number in out:
            found = self._found[piece]
            if found.docs[number] != IN_INDEX:
                self._gone[found.segment].add(found.docs[number])
                self._digest -= digest_of(self._record(found.segment, found.docs[number]))
        if self._previous is not None:
            self._take_out_before(self._previous, resolution)
        if resolution.changed:
            maker = SegmentMaker(self._plan.folder, self._plan.dictionary, self._plan.share)
            for _, release in sorted(resolution.changed.items()):
                maker.add(release, to_record(release))
            self._made.append(maker.write())
            self._gone.append(set())
            self._digest += self._made[-1].digest

    def _take_out_before(self, previous: Previous, resolution: Resolution) -> None:
        """Delete from the old segments what was not found again as it is there."""
        staying = set(resolution.staying.values())
        touched = resolution.touched
        for piece, found in enumerate(self._found):
            if found.segment == IN_INDEX and piece not in touched:
                staying.update(found.ids)
                continue
            staying.update(
                id
                for number, (id, doc) in enumerate(zip(found.ids, found.docs, strict=True))
                if doc == IN_INDEX and Place(piece, number) not in resolution
            )
        self._digest += int(previous.manifest.content, 16)
        for id in set(previous.ledger.indexed()) - staying:
            place = previous.stored.find(id)
            if place is not None:
                segment, doc = place
                self._gone_before.setdefault(segment, set()).add(doc)
                record = previous.stored.record(id)
                assert record is not None
                self._digest -= digest_of(record)

    def complete(
        self, skipped: list[Skipped], location: Path, finish: Finish, helpers: Helpers | None
    ) -> Manifest:
        """Finish the index; see ``building.complete``."""
        listed: list[tuple[Part, int]] = []
        if self._previous is not None:
            for number, (path, count, deleted) in enumerate(self._previous.stored.parts):
                gone = deleted | self._gone_before.get(number, set())
                if len(gone) < count:
                    listed.append(((_linked(path, self._plan.folder), gone), count))
        old = len(listed)
        for made, gone_now in zip(self._made, self._gone, strict=True):
            if len(gone_now) < made.documents:
                listed.append(((made.path, frozenset(gone_now)), made.documents))
            elif made.documents:
                remove_segment(made.path)
        parts, documents = [part for part, _ in listed], [count for _, count in listed]
        folder = self._plan.folder
        return complete(
            folder, parts, documents, self._digest, skipped, location, finish, old, helpers
        )


def _linked(path: Path, folder: Path) -> Path:
    """The same segment in another folder: a segment never changes, so both may have its files."""
    for file in path.parent.glob(f"{path.name}.*"):
        if file.suffix == LOSSES:
            continue  # more may have been deleted since
        try:
            os.link(file, folder / file.name)
        except OSError:  # another file system, or one without links
            shutil.copy2(file, folder / file.name)
    return folder / path.name
