"""Commands that make an index and show what is in a file: ``index``, ``inspect``, ``analyze``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from index.building import BuildReport, build_index
from index.french import analyze as analyze_text
from index.inspection import as_inspection
from index.releases import Release
from index.settings import load_settings
from index.sources import (
    Skipped,
    SourceFile,
    list_files,
    read_file,
    read_files,
    sample_archive,
)

SKIPPED_SHOWN = 20

index_option = click.option(
    "--index",
    "location",
    metavar="DIR",
    help="Where the index lies.  [default: $COMMUNIQUES_INDEX or var/index]",
)


@click.command()
@click.argument(
    "sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@index_option
@click.option(
    "--jobs", type=click.IntRange(0), help="Processes; 0 is one a processor.  [default: 0]"
)
@click.option("--memory-mb", type=click.IntRange(64), help="Memory for them all.  [default: 512]")
@click.option("--json", "as_machine", is_flag=True, help="Print the summary as JSON.")
def index(
    sources: tuple[Path, ...],
    location: str | None,
    jobs: int | None,
    memory_mb: int | None,
    as_machine: bool,
) -> None:
    """Index folders and files of releases (.txt, .html, .jsonl).

    Without a SOURCE, the sample archive that ships with the program is indexed. The new index
    takes the place of the old one only when it is complete.
    """
    settings = load_settings(index=location, jobs=jobs, memory_mb=memory_mb)
    files = list_files(sources or [sample_archive()])
    with _progress(files) as listed:
        report = build_index(
            Path(settings.index),
            read_files(listed),
            jobs=settings.jobs or None,
            memory_mb=settings.memory_mb,
        )
    _print_report(report, as_machine=as_machine)


@contextmanager
def _progress(files: list[SourceFile]) -> Iterator[Iterable[SourceFile]]:
    with click.progressbar(
        files, label="Indexing", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield bar


def _print_report(report: BuildReport, *, as_machine: bool) -> None:
    if as_machine:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    for skipped in report.skipped[:SKIPPED_SHOWN]:
        click.echo(f"Skipped {skipped.source}: {skipped.reason}", err=True)
    hidden = len(report.skipped) - SKIPPED_SHOWN
    if hidden > 0:
        click.echo(f"… and {hidden} more; --json lists them all", err=True)
    click.echo(
        f"{report.releases} releases indexed in {report.location}, "
        f"{len(report.skipped)} skipped, {report.seconds:.1f} s"
    )


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def inspect(files: tuple[Path, ...]) -> None:
    """Show what extraction makes of files, without indexing them.

    Prints one JSON object a line: for each file, or for each record of a .jsonl file.
    """
    for path in files:
        for item in read_file(SourceFile(path, path.stem, named=True)):
            click.echo(json.dumps(_inspection(path, item), ensure_ascii=False))


def _inspection(path: Path, item: Release | Skipped) -> dict[str, object]:
    return as_inspection(str(path), item if isinstance(item, Release) else item.reason)


@click.command()
@click.argument("texts", default="-", type=click.File(encoding="utf-8", errors="replace"))
def analyze(texts: TextIO) -> None:
    """Show the terms of texts.

    Reads lines from a file, or from standard input, and prints a JSON array for each.
    """
    for line in texts:
        tokens = [
            {"term": t.term, "position": t.position, "start": t.start, "end": t.end}
            for t in analyze_text(line.rstrip("\r\n"))
        ]
        click.echo(json.dumps(tokens, ensure_ascii=False))
