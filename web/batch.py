"""Many queries in one go, as evaluation of relevance needs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from search.engine import Engine
from search.errors import QueryInvalid
from web.parameters import SearchParameters


def run_batch(
    engine: Engine, queries: TextIO, run: TextIO, parameters: SearchParameters
) -> Iterator[str]:
    """Rank the releases for each line ``qid<TAB>query`` and write a run.

    Args:
        engine: what answers.
        queries: the lines; blank ones are passed over.
        run: gets ``qid<TAB>id<TAB>rank<TAB>score`` lines, ranks from 1, best first.
        parameters: everything but the query text: ``match``, ``country``, ``size``, ``page``.

    Yields:
        a sentence for each query that cannot be searched for; the others go on.
    """
    start = (parameters.page - 1) * parameters.size
    for line in queries:
        qid, _, text = line.rstrip("\r\n").partition("\t")
        if not qid:
            continue
        try:
            query = parameters.model_copy(update={"q": text}).query()
        except QueryInvalid as error:
            yield f"Query {qid} was passed over: {error}"
            continue
        hits = engine.search(query, start=start, size=parameters.size).hits if text.strip() else ()
        for rank, hit in enumerate(hits, start + 1):
            run.write(f"{qid}\t{hit.release.id}\t{rank}\t{hit.score:.6f}\n")
