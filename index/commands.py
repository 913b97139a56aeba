"""Commands that make an index, and those that show what is in files beforehand."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import click

from index.building import BuildReport
from index.french import analyze as analyze_text
from index.french import explain
from index.garbage import collecting_rarely
from index.health import ADVICE, diagnose
from index.indexing import check_sources, index_sources, read_sources
from index.inspection import as_inspection
from index.portrait import portrait
from index.releases import Release
from index.settings import load_settings
from index.sources import SourceFile, list_files, read_file, sample_archive

SKIPPED_SHOWN = 20
NOTHING_TO_INDEX = 1

sources_argument = click.argument(
    "sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
index_option = click.option(
    "--index",
    "location",
    metavar="DIR",
    help="Where the index lies.  [default: $COMMUNIQUES_INDEX or var/index]",
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(0), help="Processes that read files; 0: one a processor."
)


@click.command()
@sources_argument
@index_option
@click.option("--update", is_flag=True, help="Read only what changed; the result is the same.")
@click.option("--check", is_flag=True, help="Read everything, say what would be indexed, stop.")
@jobs_option
@click.option("--memory-mb", type=click.IntRange(64), help="Memory to use.  [default: 512]")
@click.option("--json", "as_machine", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def index(
    context: click.Context,
    /,
    sources: tuple[Path, ...],
    location: str | None,
    update: bool,
    check: bool,
    jobs: int | None,
    memory_mb: int | None,
    as_machine: bool,
) -> None:
    """Index folders and files of releases (.txt, .html, .jsonl).

    Without a SOURCE, the sample archive that ships with the program is indexed. The new index
    takes the place of the old one only when it is complete.
    """
    settings = load_settings(index=location, jobs=jobs, memory_mb=memory_mb)
    with collecting_rarely():
        files = list_files(sources or [sample_archive()])
        if check:
            report = check_sources(files, jobs=settings.processes, progress=_progress)
        else:
            report = index_sources(
                Path(settings.index),
                files,
                jobs=settings.processes,
                memory_mb=settings.memory_mb,
                update=update,
                progress=_progress,
            )
    _print_report(report, as_machine=as_machine)
    if not report.releases:
        context.exit(NOTHING_TO_INDEX)


@click.command()
@sources_argument
@jobs_option
@click.option("--json", "as_machine", is_flag=True, help="Print one JSON object a line.")
def doctor(sources: tuple[Path, ...], jobs: int | None, as_machine: bool) -> None:
    """List what an archive has wrong: each file, and what to do.

    Looks for files that give no release, copies of one release, letters lost in transcoding, and
    releases without title, date or country. Without a SOURCE, the sample archive is examined.
    """
    files = list_files(sources or [sample_archive()])
    with TemporaryDirectory() as workspace:
        processes = load_settings(jobs=jobs).processes
        items = read_sources(files, Path(workspace), jobs=processes, progress=_progress)
        findings = [finding for item in items for finding in diagnose(item)]
    for finding in findings:
        if as_machine:
            row = asdict(finding) | {"advice": finding.advice}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{finding.kind:12} {finding.source}: {finding.detail}")
    if not as_machine:
        found = Counter(finding.kind for finding in findings)
        click.echo()
        for kind, advice in ADVICE.items():
            click.echo(f"{found[kind]:5} {kind:12} {advice if found[kind] else ''}".rstrip())


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--pretty", is_flag=True, help="Show it for people, with the evidence highlighted.")
def inspect(files: tuple[Path, ...], pretty: bool) -> None:
    """Show what extraction makes of files, without indexing them.

    Prints one JSON object a line: for each file, or for each record of a .jsonl file.
    """
    for path in files:
        for item in read_file(SourceFile(str(path), path.name, named=True)):
            result = item if isinstance(item, Release) else item.reason
            if pretty:
                click.echo(portrait(str(path), result))
            else:
                click.echo(json.dumps(as_inspection(str(path), result), ensure_ascii=False))


@click.command()
@click.argument("texts", default="-", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--explain", "as_steps", is_flag=True, help="Show how each word becomes its term.")
def analyze(texts: TextIO, as_steps: bool) -> None:
    """Show the terms of texts: words match when their terms are equal.

    Reads lines from a file, or from standard input, and prints a JSON array for each.
    """
    for line in texts:
        text = line.rstrip("\r\n")
        click.echo(_steps(text) if as_steps else _terms(text))


def _terms(text: str) -> str:
    tokens = [
        {"term": t.term, "position": t.position, "start": t.start, "end": t.end}
        for t in analyze_text(text)
    ]
    return json.dumps(tokens, ensure_ascii=False)


def _steps(text: str) -> str:
    """A line a word: what was typed, then each rule or table with what it made of it."""
    words: list[list[str]] = []
    for step in explain(text):
        if step.name == "surface":
            words.append([click.style(step.result, bold=True)])
        else:
            words[-1].append(f"{click.style(step.name, dim=True)} {step.result}")
    return "\n".join(" → ".join(steps) for steps in words)


def _progress(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    with click.progressbar(
        files, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield from bar


def _print_report(report: BuildReport, *, as_machine: bool) -> None:
    if as_machine:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    for skipped in report.skipped[:SKIPPED_SHOWN]:
        click.echo(f"Skipped {skipped.source}: {skipped.reason}", err=True)
    hidden = len(report.skipped) - SKIPPED_SHOWN
    if hidden > 0:
        click.echo(f"… and {hidden} more; --json lists them all", err=True)
    place = f"indexed in {report.location}" if report.location else "to index"
    click.echo(
        f"{_count(report.releases, 'release')} {place}, "
        f"{_count(report.renditions, 'further copy', 'further copies')} merged, "
        f"{len(report.skipped)} skipped, {_count(report.files_read or 0, 'file')} read, "
        f"{report.seconds:.1f} s"
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
