"""Releases into an index: written aside, checked, and swapped in whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from whoosh import index as whoosh_index

from index.completions import write_completions
from index.errors import BuildFailed
from index.frequent_terms import write_frequent_terms
from index.generations import new_generation, sync
from index.helpers import Helpers, do_all
from index.manifest import Manifest, content_of, current_rules
from index.releases import Release
from index.segments.building import LOSSES
from index.segments.bulk import consolidate, write_segments
from index.segments.losses import write_losses
from index.segments.merging import Part
from index.segments.reading import Segment
from index.segments.table import write_table
from index.sources import Item, Skipped

DEFAULT_MEMORY_MB = 512

WORTH_HELP: Final = 10_000
"""So many new releases are enough to do for several processes."""

Finish = Callable[[Path], None]
"""Is called with a new index's folder when all releases are in it, to put files beside them."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, or would do: then it has no ``location`` and no ``fingerprint``.

    ``renditions`` counts further copies of releases that were merged with a better one;
    ``files_read`` is less than all files when an update could do without the others.
    """

    location: str | None
    releases: int
    renditions: int
    skipped: tuple[Skipped, ...]
    seconds: float
    fingerprint: str | None
    files_read: int | None = None


def build_index(
    location: Path,
    items: Iterable[Item],
    *,
    memory_mb: int = DEFAULT_MEMORY_MB,
    finish: Finish | None = None,
) -> BuildReport:
    """Build a new index of these releases and put it where the old one was.

    Args:
        location: the folder that names the index; it is replaced in one step at the end.
        items: releases with identifiers of their own, and what could not be read.
        memory_mb: memory to use, about.
        finish: see ``Finish``.

    Raises:
        BuildFailed: there was no release, the check failed, or another build is under way;
            what was at ``location`` is untouched.
    """
    started = perf_counter()
    skipped: list[Skipped] = []
    renditions = 0

    def releases() -> Iterator[Release]:
        nonlocal renditions
        for item in items:
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                renditions += len(item.renditions)
                yield item

    with new_generation(location) as folder:
        made = write_segments(folder, releases(), memory_mb)
        parts: list[Part] = [(segment.path, frozenset()) for segment in made]
        manifest = complete(
            folder,
            parts,
            [segment.documents for segment in made],
            sum(segment.digest for segment in made),
            skipped,
            location,
            finish,
        )
    return report_of(manifest, location, renditions, skipped, started)


def complete(
    folder: Path,
    parts: list[Part],
    documents: list[int],
    digest: int,
    skipped: list[Skipped],
    location: Path,
    finish: Finish | None,
    old: int = 0,
    helpers: Helpers | None = None,
) -> Manifest:
    """Make a folder of segments an index that can be swapped in.

    Args:
        folder: where the segments lie.
        parts: the segments, and what was deleted from each.
        documents: how many documents each has, the deleted ones included.
        digest: the sum of the digests of all records (see ``content_of``).
        skipped: what could not be read.
        location: what a message calls the index.
        finish: see ``Finish``.
        old: the first so many segments are those of the index before.
        helpers: processes that take their share when a lot was made.

    Raises:
        BuildFailed: there is no release, or the index cannot be read back.
    """
    if sum(documents[old:]) < WORTH_HELP:
        helpers = None
    releases = sum(documents) - sum(len(deleted) for _, deleted in parts)
    if not releases:
        raise BuildFailed(_nothing_found(location, skipped))
    segments = consolidate(folder, parts, documents, old, helpers)
    write_table(folder, [(*part, count) for part, count in segments])
    for (path, deleted), _ in segments:
        if deleted:
            write_losses(Segment(path), deleted, path.with_name(path.name + LOSSES))
    schema, analysis = current_rules()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(schema, analysis, content_of(digest), releases, len(skipped), now)
    if finish:
        finish(folder)
    beside = [partial(write_completions, folder), partial(write_frequent_terms, folder)]
    if helpers:
        beside.append(partial(_sync_early, folder))
    do_all(beside, helpers)
    manifest.write(folder)
    _check(folder, manifest)
    return manifest


def _sync_early(folder: Path) -> None:
    """Have the disk take what there is while others work, so that little is left in the end."""
    with suppress(FileNotFoundError):  # it was found to be of no use, and is made anew
        sync(folder)


def report_of(
    manifest: Manifest, location: Path, renditions: int, skipped: list[Skipped], started: float
) -> BuildReport:
    """What was done, since ``started`` (of ``perf_counter``)."""
    return BuildReport(
        location=str(location),
        releases=manifest.releases,
        renditions=renditions,
        skipped=tuple(skipped),
        seconds=perf_counter() - started,
        fingerprint=manifest.fingerprint,
    )


def _check(folder: Path, manifest: Manifest) -> None:
    """Open what was written as a reader would; a damaged index must not be swapped in."""
    with whoosh_index.open_dir(folder).reader() as reader:
        written = reader.doc_count()
        last = reader.doc_count_all() - 1
        while reader.is_deleted(last):
            last -= 1
        id = reader.stored_fields(last)["id"]
        if written != manifest.releases or reader.first_id("id", id) != last:
            raise BuildFailed(
                f"The new index holds {written} releases of {manifest.releases}; "
                "the old one was kept: check the disk and run the command again"
            )


def _nothing_found(location: Path, skipped: list[Skipped]) -> str:
    read = (
        f"{len(skipped)} skipped, e.g. {skipped[0].source}: {skipped[0].reason}" if skipped else ""
    )
    return (
        f"No release was found{f' ({read})' if read else ''}; {location} was left as it was. "
        "Name folders or files with .txt, .html or .jsonl releases"
    )
