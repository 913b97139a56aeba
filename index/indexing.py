"""Sources into an index: all of them, or only what has changed since the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from index.assembly import Assembly
from index.building import DEFAULT_MEMORY_MB, BuildReport, Finish, report_of
from index.garbage import collecting_rarely
from index.generations import new_generation
from index.ledger import write_ledger
from index.making import Plan, helpers_of, make_segments
from index.pieces import Piece, read_piece
from index.previous import open_previous
from index.reading import Reading, distinct, read_all
from index.releases import Release
from index.renditions import merge_renditions
from index.resolving import Resolver
from index.segments.bulk import share_of
from index.segments.records import LEARNT_FROM, learn_dictionary, to_record
from index.sources import Item, Skipped, SourceFile
from index.survey import Survey

Progress = Callable[[Iterable[SourceFile]], Iterable[SourceFile]]


def read_sources(
    files: Iterable[SourceFile], workspace: Path, *, jobs: int = 1, progress: Progress = iter
) -> Iterator[Item]:
    """Read files as they would be indexed: one copy of each release, identifiers of their own.

    Args:
        files: what to read.
        workspace: a folder that may hold a temporary file.
        jobs: processes that read files.
        progress: is handed the files, and passes them on as their turn comes.
    """
    readings = _in_turn(progress(files), read_all(files, jobs=jobs))
    return merge_renditions(distinct(readings), workspace)


def check_sources(
    files: list[SourceFile], *, jobs: int = 1, progress: Progress = iter
) -> BuildReport:
    """Read everything and say what would be indexed."""
    started = perf_counter()
    releases, renditions = 0, 0
    skipped: list[Skipped] = []
    with TemporaryDirectory() as workspace:
        for item in read_sources(files, Path(workspace), jobs=jobs, progress=progress):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                releases += 1
                renditions += len(item.renditions)
    seconds = perf_counter() - started
    return BuildReport(None, releases, renditions, tuple(skipped), seconds, None, len(files))


@collecting_rarely()
def index_sources(
    location: Path,
    files: list[SourceFile],
    *,
    jobs: int = 1,
    memory_mb: int = DEFAULT_MEMORY_MB,
    update: bool = False,
    progress: Progress = iter,
    finish: Finish | None = None,
) -> BuildReport:
    """Build the index of these files at ``location``.

    Args:
        location: the folder that names the index.
        files: every file of the archive, also those that have not changed.
        jobs: processes that read files and make segments.
        memory_mb: memory that they may use together, about.
        update: keep from the index at ``location`` what was read from pieces of files that have
            not changed. Searches then find what they would find after a rebuild; without a
            usable index everything is read.
        progress: see ``read_sources``.
        finish: see ``Finish``.

    Raises:
        BuildFailed: see ``build_index``.
    """
    started = perf_counter()
    with new_generation(location) as folder:
        sketched = not all(file.holds_records for file in files)
        previous = open_previous(location, sketched=sketched) if update else None
        survey = Survey(files, previous)
        pieces = survey.to_read(progress)
        read_twice: list[Piece] = []
        dictionary = previous.dictionary if previous else _learn(pieces, read_twice)
        plan = Plan(
            folder,
            dictionary,
            share_of(memory_mb, jobs),
            sketched,
            previous.folder if previous else None,
            jobs,
        )
        with helpers_of(plan) as helpers:
            making = make_segments(plan, chain(read_twice, pieces), helpers, survey.expected)
            made = survey.fill(making)
            assembly = Assembly(plan, previous, made, survey.found)
            before = previous.ledger.decisions if previous else None
            resolution = Resolver(survey.found, assembly.release, before).resolve(sketched=sketched)
            assembly.apply(resolution)
            skipped = survey.skipped(resolution)

            def with_ledger(folder: Path) -> None:
                write_ledger(folder, survey.noted(resolution), resolution.decisions)
                if finish:
                    finish(folder)

            manifest = assembly.complete(skipped, location, with_ledger, helpers)
    report = report_of(manifest, location, resolution.renditions, skipped, started)
    return replace(report, files_read=len(survey.read | assembly.read_again))


def _learn(pieces: Iterator[Piece], read: list[Piece]) -> bytes:
    """The dictionary for an archive that begins with these pieces; they go into ``read``."""
    records = list[bytes]()
    for piece in pieces:
        read.append(piece)
        records += [to_record(item) for item in read_piece(piece) if isinstance(item, Release)]
        if len(records) >= LEARNT_FROM:
            break
    return learn_dictionary(records[:LEARNT_FROM])


def _in_turn(files: Iterable[SourceFile], readings: Iterator[Reading]) -> Iterator[Reading]:
    """Pass readings on while the files they are of are gone through."""
    ahead = next(readings, None)
    for file in files:
        while ahead and ahead.file == file:
            yield ahead
            ahead = next(readings, None)
