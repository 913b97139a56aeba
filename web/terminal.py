"""Results in the terminal."""

from __future__ import annotations

import textwrap

import click

from index.releases import NO_COUNTRY
from search.explanation import Explanation
from search.snippets import MarkedText
from web.formatting import country, date, heading
from web.notes import told
from web.results import ResultPage, ShownHit

INDENT = "    "
WIDTH = 96

# Underline can be switched off alone, so that a mark inside a bold title leaves it bold.
_MARK, _UNMARK = "\x1b[4m", "\x1b[24m"


def print_results(page: ResultPage) -> None:
    """Print a page of results: rank, title, countries, date, identifier, and the evidence.

    Matched words are underlined on a terminal; elsewhere the text is plain. What was not taken as
    typed is told on standard error.
    """
    for sentence in told(page.interpretation.notes):
        click.echo(sentence, err=True)
    first = (page.parameters.page - 1) * page.parameters.size + 1
    for rank, hit in enumerate(page.hits, first):
        click.echo(_hit(rank, hit))
    if page.correction:
        click.echo(f"Did you mean: {page.correction.text} ({page.correction.found} found)\n")
    if page.partial:
        click.echo("Nothing has all of that; these have most:\n")
        for rank, hit in enumerate(page.partial.hits, 1):
            click.echo(_hit(rank, hit))
    noun = "release" if page.total == 1 else "releases"
    pages = f", page {page.parameters.page} of {page.pages}" if page.pages > 1 else ""
    click.echo(f"{page.total} {noun}{pages}")


def print_explanation(explanation: Explanation) -> None:
    """Print the parts of a score, a line each, and their sum."""
    if not explanation.matches:
        click.echo(f"{explanation.id} does not match")
        return
    for part in explanation.parts:
        words = part.words or [country(code) for code in part.countries]
        what = f"{part.kind} {' + '.join(words)}"
        what += f" [{part.group}]" if part.group else ""
        forms = ", ".join(f"{form.text} ×{form.count} ({form.part})" for form in part.forms)
        click.echo(f"{part.score:9.4f}  {what:<36} {forms}".rstrip())
    click.echo(f"{explanation.score:9.4f}  score of {explanation.id}")


def _hit(rank: int, hit: ShownHit) -> str:
    release = hit.release
    title = _underlined(hit.title) if release.title else heading(release)
    countries = [country(code) for code in release.countries or (NO_COUNTRY,)]
    facts = [", ".join(countries), *([date(release.date)] if release.date else [])]
    lines = [
        f"{rank:>3} {click.style(title, bold=True)}",
        INDENT + click.style(" · ".join([*facts, release.id]), dim=True),
        *(_wrapped(snippet) for snippet in hit.snippets),
    ]
    return "\n".join([*lines, ""])


def _wrapped(snippet: MarkedText) -> str:
    return textwrap.fill(
        _underlined(snippet),
        WIDTH,
        initial_indent=INDENT,
        subsequent_indent=INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(marked: MarkedText) -> str:
    parts, end = [], 0
    for start, stop in marked.marks:
        parts += [marked.text[end:start], _MARK, marked.text[start:stop], _UNMARK]
        end = stop
    return "".join([*parts, marked.text[end:]])
