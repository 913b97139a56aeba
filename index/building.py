"""Releases into an index: written aside, checked, and swapped in whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from whoosh import index as whoosh_index

from index.errors import BuildFailed
from index.generations import new_generation
from index.manifest import ContentDigest, Manifest, current_rules
from index.releases import Release
from index.segments.bulk import write_index
from index.segments.records import to_record
from index.sources import Skipped

DEFAULT_MEMORY_MB = 512


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    location: str
    releases: int
    skipped: tuple[Skipped, ...]
    seconds: float
    fingerprint: str


def build_index(
    location: Path,
    items: Iterable[Release | Skipped],
    *,
    jobs: int | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
) -> BuildReport:
    """Build a new index of these releases and put it where the old one was.

    Args:
        location: the folder that names the index; it is replaced in one step at the end.
        items: releases with identifiers of their own, and what could not be read.
        jobs: processes to use; as many as there are processors by default.
        memory_mb: memory that they may use together, about.

    Raises:
        BuildFailed: there was no release, the check failed, or another build is under way;
            what was at ``location`` is untouched.
    """
    started = perf_counter()
    with new_generation(location) as folder:
        manifest, skipped = _write(folder, items, jobs or available_processors(), memory_mb)
        if not manifest.releases:
            raise BuildFailed(_nothing_found(location, skipped))
        manifest.write(folder)
        _check(folder, manifest)
    return BuildReport(
        location=str(location),
        releases=manifest.releases,
        skipped=tuple(skipped),
        seconds=perf_counter() - started,
        fingerprint=manifest.fingerprint,
    )


def available_processors() -> int:
    """How many processors this process may run on."""
    return len(os.sched_getaffinity(0))


def _write(
    folder: Path, items: Iterable[Release | Skipped], jobs: int, memory_mb: int
) -> tuple[Manifest, list[Skipped]]:
    digest, count, skipped = ContentDigest(), 0, list[Skipped]()

    def records() -> Iterator[bytes]:
        nonlocal count
        for item in items:
            if isinstance(item, Skipped):
                skipped.append(item)
                continue
            record = to_record(item)
            digest.add(record)
            count += 1
            yield record

    write_index(folder, records(), jobs=jobs, memory_mb=memory_mb)
    schema, analysis = current_rules()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(schema, analysis, digest.hexdigest(), count, len(skipped), now), skipped


def _check(folder: Path, manifest: Manifest) -> None:
    """Open what was written as a reader would; a damaged index must not be swapped in."""
    with whoosh_index.open_dir(folder).reader() as reader:
        written = reader.doc_count()
        last = reader.stored_fields(written - 1)
        if written != manifest.releases or reader.first_id("id", last["id"]) != written - 1:
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
