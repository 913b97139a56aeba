"""The engines that are compared, each used as its manual says, a module each, named after it.

All do the whole work of one search: the total, the ten best with title and marked passages, and
the counts by country over all matches. Each stores the same texts and stems or folds as it can.
"""

from __future__ import annotations

from importlib import import_module

import click

from tests.bench.engines.protocol import Searcher, needed_by

OURS = "communiques"

NAMES = (OURS, "tantivy", "sqlite", "whoosh", "lucene", "postgresql")


def engine(name: str) -> Searcher:
    """One of ``NAMES``, not yet opened.

    Raises:
        NotInstalled: what it needs is not on this machine.
        click.ClickException: there is none of that name.
    """
    if name not in NAMES:
        raise click.ClickException(f"no engine is called {name!r}; there are {', '.join(NAMES)}")
    with needed_by(name):
        made: Searcher = import_module(f"{__name__}.{name}").Engine()
    return made
