"""Commands that bring answers to a reader: ``search``, ``explain`` and ``serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.commands import index_option
from index.errors import IndexMissing
from index.indexing import index_sources
from index.manifest import read_manifest
from index.settings import Settings
from index.sources import list_files, sample_archive
from search.archive import open_engine
from web.batch import run_batch
from web.entrance import enter
from web.flags import parameter_flags, read_flags
from web.json_provider import to_json
from web.parameters import Filters, SearchParameters
from web.representation import explanation_document, search_document
from web.results import PageMissing, run_search
from web.server import run_server
from web.terminal import print_explanation, print_results

NOTHING_FOUND = 1


@click.command()
@click.argument("query", default="")
@index_option
@parameter_flags(SearchParameters)
@click.option("--json", "as_machine", is_flag=True, help="Print what /api/v1/search returns.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8", errors="replace"),
    help="Run each 'qid<TAB>query' line of this file; needs --run.",
)
@click.option(
    "--run",
    "run_file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write 'qid<TAB>id<TAB>rank<TAB>score' lines to this file.",
)
@click.pass_context
def search(
    context: click.Context,
    /,
    query: str,
    location: str | None,
    as_machine: bool,
    batch: Any,
    run_file: Any,
    **flags: Any,
) -> None:
    """Search the archive.

    Without a QUERY the latest releases are listed. Accents and inflection do not matter:

        communiques search "victimes perou"
    """
    if (batch is None) != (run_file is None):
        raise click.UsageError("--batch and --run go together")
    if batch is not None and query:
        raise click.UsageError("--batch brings its own queries; leave QUERY out")
    parameters = read_flags(SearchParameters, query, flags)
    engine = open_engine(Path(enter(index=location).index))
    try:
        if batch is not None:
            for fault in run_batch(engine, batch, run_file, parameters):
                click.echo(fault, err=True)
            return
        page = run_search(engine, parameters)
    except PageMissing as error:
        raise click.UsageError(str(error)) from None
    if as_machine:
        click.echo(to_json(search_document(page), pretty=True))
    else:
        print_results(page)
    if not page.total:
        context.exit(NOTHING_FOUND)


@click.command()
@click.argument("query")
@click.argument("id")
@index_option
@parameter_flags(Filters)
@click.option("--json", "as_machine", is_flag=True, help="Print what /api/v1/explain returns.")
def explain(query: str, id: str, location: str | None, as_machine: bool, **flags: Any) -> None:
    """Show why the release ID answers QUERY: what each word gives to its score."""
    parameters = read_flags(Filters, query, flags)
    engine = open_engine(Path(enter(index=location).index))
    explanation = engine.explain(parameters.query(), id)
    if explanation is None:
        raise click.ClickException(f"No release has the id {id!r}; search --json shows ids")
    if as_machine:
        click.echo(to_json(explanation_document(explanation, engine.manifest), pretty=True))
    else:
        print_explanation(explanation)


@click.command()
@index_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--workers", type=click.IntRange(1), help="Processes to run.  [default: 1]")
def serve(location: str | None, **flags: Any) -> None:
    """Serve the web site and the JSON endpoint.

    When there is no index yet, the sample archive is indexed first.
    """
    settings = enter(index=location, **flags)  # refused here, not in a process of the server
    _ensure_index(settings)
    run_server(settings)


def _ensure_index(settings: Settings) -> None:
    location = Path(settings.index)
    try:
        read_manifest(location)
    except IndexMissing:
        click.echo(f"No index at {location} yet: indexing the sample archive.", err=True)
        index_sources(location, list_files([sample_archive()]))
