"""Releases into an index: written aside, checked, and swapped in whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from whoosh import index as whoosh_index

from index.completions import write_completions
from index.errors import BuildFailed
from index.generations import new_generation
from index.manifest import ContentDigest, Manifest, current_rules
from index.segments.bulk import write_index
from index.segments.records import to_record
from index.settings import available_processors
from index.sources import Item, Skipped

DEFAULT_MEMORY_MB = 512


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
    jobs: int | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
    finish: Callable[[Path], None] | None = None,
) -> BuildReport:
    """Build a new index of these releases and put it where the old one was.

    Args:
        location: the folder that names the index; it is replaced in one step at the end.
        items: releases with identifiers of their own, and what could not be read.
        jobs: processes to use; as many as there are processors by default.
        memory_mb: memory that they may use together, about.
        finish: is called with the new index's folder when all items are in it, to put files of
            its own beside.

    Raises:
        BuildFailed: there was no release, the check failed, or another build is under way;
            what was at ``location`` is untouched.
    """
    started = perf_counter()
    with new_generation(location) as folder:
        manifest, renditions, skipped = _write(
            folder, items, jobs or available_processors(), memory_mb
        )
        if not manifest.releases:
            raise BuildFailed(_nothing_found(location, skipped))
        if finish:
            finish(folder)
        write_completions(folder)
        manifest.write(folder)
        _check(folder, manifest)
    return BuildReport(
        location=str(location),
        releases=manifest.releases,
        renditions=renditions,
        skipped=tuple(skipped),
        seconds=perf_counter() - started,
        fingerprint=manifest.fingerprint,
    )


def _write(
    folder: Path, items: Iterable[Item], jobs: int, memory_mb: int
) -> tuple[Manifest, int, list[Skipped]]:
    digest, count, renditions, skipped = ContentDigest(), 0, 0, list[Skipped]()

    def records() -> Iterator[bytes]:
        nonlocal count, renditions
        for item in items:
            if isinstance(item, Skipped):
                skipped.append(item)
                continue
            record = to_record(item)
            digest.add(record)
            count += 1
            renditions += len(item.renditions)
            yield record

    write_index(folder, records(), jobs=jobs, memory_mb=memory_mb)
    schema, analysis = current_rules()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(schema, analysis, digest.hexdigest(), count, len(skipped), now)
    return manifest, renditions, skipped


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
