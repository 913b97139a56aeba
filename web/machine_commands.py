"""Commands for other programs: ``stats``, ``export``, ``mcp`` and ``completion``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import click
from click.shell_completion import get_completion_class

from index.commands import index_option
from index.errors import CommuniquesError
from search.archive import Archive, open_engine
from web.api_parameters import ExportParameters
from web.documents import StatsDocument
from web.entrance import enter
from web.exports import csv_export, jsonl_export
from web.flags import parameter_flags, read_flags
from web.json_provider import to_json
from web.representation import stats_document

MOST_LISTED = 10


class ExtraMissing(CommuniquesError):
    """What a command needs is not installed."""


@click.command()
@index_option
@click.option("--json", "as_machine", is_flag=True, help="Print what /api/v1/stats returns.")
def stats(location: str | None, as_machine: bool) -> None:
    """Show what the index holds: releases by country and by year."""
    document = stats_document(open_engine(Path(enter(index=location).index)))
    if as_machine:
        click.echo(to_json(document, pretty=True))
    else:
        _print_stats(document)


def _print_stats(document: StatsDocument) -> None:
    index = document["index"]
    click.echo(f"{document['releases']:>7} releases, indexed {index['built_at']}")
    click.echo(f"{document['skipped']:>7} files or records skipped")
    click.echo(f"        fingerprint {index['fingerprint']}\n")
    for country in document["country"][:MOST_LISTED]:
        click.echo(f"{country['count']:>7} {country['label']}")
    others = len(document["country"]) - MOST_LISTED
    if others > 0:
        click.echo(f"        and {others} more; --json lists them all")
    click.echo()
    for year in document["year"]:
        click.echo(f"{year['count']:>7} {year['year']}")
    click.echo(f"{document['undated']:>7} without a year")


@click.command()
@click.argument("query", default="")
@index_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "jsonl"]),
    default="jsonl",
    show_default=True,
    help="A table, or one JSON object a line, which `index` reads.",
)
@click.option(
    "--output", type=click.File("wb", lazy=True), default="-", help="File to write.  [default: -]"
)
@parameter_flags(ExportParameters)
def export(query: str, location: str | None, kind: str, output: BinaryIO, **flags: Any) -> None:
    """Write every release that matches QUERY, in the order of the results."""
    parameters = read_flags(ExportParameters, query, flags)
    releases = open_engine(Path(enter(index=location).index)).matching(parameters.query())
    write = csv_export if kind == "csv" else jsonl_export
    _write(write(releases, parameters.columns), output)


def _write(pieces: Iterable[bytes], output: BinaryIO) -> None:
    for piece in pieces:
        output.write(piece)
    output.flush()


@click.command()
@index_option
def mcp(location: str | None) -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output."""
    try:
        from web.assistants import serve_assistants
    except ImportError:
        raise ExtraMissing(
            "This needs the SDK of the protocol; install it with: pip install 'communiques[mcp]'"
        ) from None
    archive = Archive(enter(index=location).index)
    archive.engine()  # without an index, say so now
    serve_assistants(archive)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what lets a shell complete commands and options.

    For bash, in ~/.bashrc:

        eval "$(communiques completion bash)"
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root()
    click.echo(kind(root.command, {}, "communiques", "_COMMUNIQUES_COMPLETE").source())
