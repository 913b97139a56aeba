"""One page of results, ready to be shown: what pages, JSON and the terminal have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from index.manifest import Manifest
from index.releases import NO_COUNTRY, Release
from search.engine import Engine, Hit, SearchResults
from search.interpretation import Interpretation
from search.parsing import ParsedQuery
from search.partial import Count, PartialHelp, partial_help
from search.query import Clause, Query, terms_of
from search.reasons import Labels, Reason, labels_of, reason_of
from search.similarity import similar_clause, without_copies
from search.snippets import MarkedText, mark, snippets
from search.spelling import Correction, correct
from web.formatting import country_names
from web.language import language
from web.parameters import Filters, SearchParameters

FEW = 5
"""So few results may be for want of a letter: another spelling is looked for."""


class PageMissing(LookupError):
    """The page asked for lies past the last one, which is that of ``last``."""

    def __init__(self, asked: SearchParameters, pages: int) -> None:
        super().__init__(f"There is no page {asked.page}: the results end with page {pages}")
        self.last = asked.model_copy(update={"page": pages})


class ShownHit(NamedTuple):
    """A hit with its evidence.

    ``reason`` is there when the marks do not say enough.
    """

    release: Release
    score: float
    title: MarkedText
    snippets: tuple[MarkedText, ...]
    reason: Reason | None = None


class FacetValue(TypedDict):
    """A country to filter by; ``count`` is what choosing it (alone) would give."""

    code: str
    label: str
    count: int
    selected: bool


class FacetYear(TypedDict):
    """A year to filter by; ``count`` is what choosing it (alone) would give.

    ``selected`` says that the dates asked for share a day with it.
    """

    year: int
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetPage:
    """The matches of a question, counted."""

    total: int
    countries: list[FacetValue]
    years: list[FacetYear]
    undated: int


@dataclass(frozen=True, slots=True)
class Partial:
    """What to show when nothing has all that was asked: the arithmetic, and the best with some.

    ``any`` is what the same question finds with ``match=any``, which reads quotations and operators
    in its own way: not always ``total``.
    """

    help: PartialHelp
    total: int
    any: int
    hits: tuple[ShownHit, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What a search gave, and how the question was understood.

    ``years`` has those that matches are of, in order, and a year that was chosen; ``undated``
    counts the matches without a year.
    """

    parameters: SearchParameters
    total: int
    hits: tuple[ShownHit, ...]
    countries: list[FacetValue]
    years: list[FacetYear]
    undated: int
    manifest: Manifest
    interpretation: Interpretation
    partial: Partial | None = None
    correction: Correction | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; one even when it is empty."""
        return page_count(self.total, self.parameters.size)


def run_search(
    engine: Engine,
    parameters: SearchParameters,
    *,
    highlight: bool = True,
) -> ResultPage:
    """Search, and prepare the page asked for; without ``highlight`` no snippets are looked for.

    Raises:
        QueryInvalid: the text cannot be searched for.
        PageMissing: there are results, but not so many pages of them.
    """
    understood = parameters.understood()
    query = parameters.query(understood)
    results = engine.search(query, start=parameters.start, size=parameters.size)
    pages = page_count(results.total, parameters.size)
    if parameters.page > pages:
        raise PageMissing(parameters, pages)
    partial = correction = None
    if results.total <= FEW:
        count = _counting(engine, query, results.total)
        partial = None if results.total else _partial(engine, query, count, parameters)
        correction = _correction(engine, understood, count, parameters)
    return ResultPage(
        parameters=parameters,
        total=results.total,
        hits=_shown(results.hits, query.clause, highlight=highlight),
        countries=_countries(results, parameters),
        years=_years(results, parameters),
        undated=results.undated,
        manifest=engine.manifest,
        interpretation=understood.interpretation,
        partial=partial,
        correction=correction,
    )


def page_count(total: int, size: int) -> int:
    """How many pages of a size there are; one even when it is empty."""
    return max(1, -(-total // size))


def facet_page(engine: Engine, query: Query, filters: Filters) -> FacetPage:
    """Count the matches of a query, which the filters led to."""
    results = engine.search(query, size=0)
    return FacetPage(
        results.total, _countries(results, filters), _years(results, filters), results.undated
    )


def similar_releases(engine: Engine, release: Release, count: int = 4) -> tuple[Release, ...]:
    """Releases that speak of the same, copies of this one left out, the most alike first."""
    clause = similar_clause(release, engine.frequency, engine.manifest.releases)
    if clause is None:
        return ()
    hits = engine.search(Query(clause), size=3 * count).hits
    return without_copies(release, (hit.release for hit in hits), count)


def _correction(
    engine: Engine, understood: ParsedQuery, count: Count, parameters: SearchParameters
) -> Correction | None:
    return correct(
        understood,
        engine.vocabulary,
        count,
        match=parameters.match,
        synonyms=parameters.synonyms,
    )


def _counting(engine: Engine, query: Query, total: int) -> Count:
    """Counts what clauses match under the filters of a query that matches ``total``, each once."""
    known = {query.clause: total}

    def count(clause: Clause | None) -> int:
        if clause not in known:
            known[clause] = engine.search(replace(query, clause=clause), size=0).total
        return known[clause]

    return count


def _partial(
    engine: Engine, query: Query, count: Count, parameters: SearchParameters
) -> Partial | None:
    help = partial_help(query.clause, count)
    if help is None:
        return None
    best = engine.search(replace(query, clause=help.some), size=parameters.size)
    loosened = parameters.model_copy(update={"match": "any"}).understood()
    return Partial(help, best.total, count(loosened.clause), _shown(best.hits, help.some))


def _shown(
    hits: Iterable[Hit], clause: Clause | None, *, highlight: bool = True
) -> tuple[ShownHit, ...]:
    if not highlight:
        return tuple(
            ShownHit(hit.release, hit.score, MarkedText(hit.release.title, ()), ()) for hit in hits
        )
    terms, labels = frozenset(term.text for term in terms_of(clause)), labels_of(clause)
    return tuple(_marked(hit, terms, labels) for hit in hits)


def _marked(hit: Hit, terms: frozenset[str], labels: Labels) -> ShownHit:
    release, evidence = hit.release, hit.evidence
    in_title, in_body = (evidence.title, evidence.body) if evidence else (None, None)
    return ShownHit(
        release,
        hit.score,
        mark(release.title, terms, found=in_title),
        snippets(release.body, terms, found=in_body),
        reason_of(labels, evidence) if evidence else None,
    )


def _countries(results: SearchResults, parameters: Filters) -> list[FacetValue]:
    """Every country of the matches, most frequent first, then by name in the reader's language.

    What is chosen stays even with no match; the releases without a country come last.
    """
    chosen = parameters.country
    counts = {**dict.fromkeys((*chosen, NO_COUNTRY), 0), **results.countries}
    names = country_names(language())
    *codes, without = filter(counts.__contains__, names)
    codes.sort(key=counts.__getitem__, reverse=True)  # of equals, names stay in order
    return [
        {"code": code, "label": names[code], "count": counts[code], "selected": code in chosen}
        for code in (*codes, without)
    ]


def _years(results: SearchResults, parameters: Filters) -> list[FacetYear]:
    """The years of the matches in order; one that is chosen stays even with no match."""
    counts, dates = results.years, parameters.dates
    if parameters.year:
        counts = {parameters.year: 0, **counts}
    first, last = 1, 0  # none
    if dates:
        first, last = int((dates.first or "0000")[:4]), int((dates.last or "9999")[:4])
    return [
        {"year": year, "count": counts[year], "selected": first <= year <= last}
        for year in sorted(counts)
    ]
