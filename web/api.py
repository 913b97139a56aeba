"""The JSON endpoints, for machines: English names, ISO codes and dates."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.exceptions import NotFound

from index.releases import Release
from search.archive import Archive
from search.concordance import all_occurrences
from search.engine import Engine
from web.api_parameters import (
    ApiSearchParameters,
    ExplainParameters,
    ExportParameters,
    NoParameters,
    SuggestParameters,
)
from web.caching import Answers
from web.concordances import (
    concordance_csv_export,
    concordance_document,
    read_concordance,
)
from web.documents import (
    ConcordanceDocument,
    CountryFacetDocument,
    ExplanationDocument,
    ReleaseDocument,
    SearchDocument,
    SimilarDocument,
    StatsDocument,
    SuggestionsDocument,
)
from web.endpoints import Api
from web.exports import atom_export, csv_export, jsonl_export
from web.links import addresses, asked_address, script_root
from web.parameters import ConcordanceParameters, Filters
from web.representation import (
    country_facet_document,
    explanation_document,
    index_document,
    release_document,
    search_document,
    similar_document,
    stats_document,
)
from web.results import run_search

IDENTIFIER = {"id": "The identifier of a release; it may have slashes."}


def make_api(archive: Archive, answers: Answers) -> Api:
    """The endpoints over an archive; what they answer may be remembered."""
    api = Api(archive, answers)

    @api.get(
        "/search",
        parameters=ApiSearchParameters,
        answer=SearchDocument,
        example="/search?q=victimes+perou&country=PE&size=1",
        statuses=(404, 410, 422),
    )
    def search(engine: Engine, parameters: ApiSearchParameters) -> SearchDocument:
        """A page of results, with facets, and how the question was understood.

        Pages are numbered, or follow one another by next_cursor: a cursor goes on with the
        state of the index that it was given under, even after a rebuild.
        """
        page = run_search(engine, parameters, highlight=parameters.highlight)
        return search_document(page, root=script_root())

    @api.get(
        "/search.csv",
        parameters=ExportParameters,
        media_type="text/csv",
        example="/search.csv?q=traite&fields=id,date,title",
        statuses=(422,),
    )
    def search_csv(engine: Engine, parameters: ExportParameters) -> Iterator[bytes]:
        """All results as comma-separated values, in the order of the pages."""
        return csv_export(engine.matching(parameters.query()), parameters.columns)

    @api.get(
        "/search.jsonl",
        parameters=ExportParameters,
        media_type="application/jsonl",
        example="/search.jsonl?q=traite&sort=newest",
        statuses=(422,),
    )
    def search_jsonl(engine: Engine, parameters: ExportParameters) -> Iterator[bytes]:
        """All results as one JSON object a line, in the order of the pages."""
        return jsonl_export(engine.matching(parameters.query()), parameters.columns)

    @api.get(
        "/search.atom",
        parameters=Filters,
        media_type="application/atom+xml",
        example="/search.atom?country=PE&sort=newest",
        statuses=(422,),
    )
    def search_atom(engine: Engine, parameters: Filters) -> Iterator[bytes]:
        """All results as an Atom feed, in the order of the pages."""
        return atom_export(
            engine.matching(parameters.query()),
            engine.manifest,
            title=f"Communiqués – {parameters.q}" if parameters.q else "Communiqués",
            address=asked_address(),
            address_of=addresses(),
        )

    @api.get(
        "/concordance",
        parameters=ConcordanceParameters,
        answer=ConcordanceDocument,
        example="/concordance?q=victimes&order=left&size=5",
        statuses=(404, 422),
    )
    def concordance(engine: Engine, parameters: ConcordanceParameters) -> ConcordanceDocument:
        """The words of a question in their contexts, a line an occurrence.

        When there are very many, those of the best releases are sorted and counted.
        """
        return concordance_document(read_concordance(engine, parameters), engine.manifest)

    @api.get(
        "/concordance.csv",
        parameters=Filters,
        media_type="text/csv",
        example="/concordance.csv?q=victimes",
        statuses=(422,),
    )
    def concordance_csv(engine: Engine, parameters: Filters) -> Iterator[bytes]:
        """All occurrences as comma-separated values, by the rank of the releases."""
        return concordance_csv_export(all_occurrences(engine, parameters.query()))

    @api.get(
        "/releases/<path:id>",
        answer=ReleaseDocument,
        example="/releases/perou-foyer-iquitos-2019",
        path_parameters=IDENTIFIER,
        statuses=(404,),
    )
    def release(engine: Engine, parameters: NoParameters, id: str) -> ReleaseDocument:
        """A whole release."""
        return release_document(engine, _found(engine, id))

    @api.get(
        "/releases/<path:id>/similar",
        answer=SimilarDocument,
        example="/releases/perou-foyer-iquitos-2019/similar",
        path_parameters=IDENTIFIER,
        statuses=(404,),
    )
    def similar(engine: Engine, parameters: NoParameters, id: str) -> SimilarDocument:
        """Releases that speak of the same as one, copies of it left out."""
        return similar_document(engine, _found(engine, id))

    @api.get(
        "/facets/country",
        parameters=Filters,
        answer=CountryFacetDocument,
        example="/facets/country?q=traite&from=2010",
        statuses=(422,),
    )
    def facets_country(engine: Engine, parameters: Filters) -> CountryFacetDocument:
        """The results counted by country, as if no country were asked for."""
        return country_facet_document(engine, parameters)

    @api.get(
        "/suggest",
        parameters=SuggestParameters,
        answer=SuggestionsDocument,
        example="/suggest?q=victimes+de+tr",
    )
    def suggest(engine: Engine, parameters: SuggestParameters) -> SuggestionsDocument:
        """What a reader who has typed so far may be about to type, accents restored."""
        return {
            "q": parameters.q,
            "completions": engine.complete(parameters.q),
            "index": index_document(engine.manifest),
        }

    @api.get(
        "/explain",
        parameters=ExplainParameters,
        answer=ExplanationDocument,
        example="/explain?q=victimes+perou&id=perou-foyer-iquitos-2019",
        statuses=(404, 422),
    )
    def explain(engine: Engine, parameters: ExplainParameters) -> ExplanationDocument:
        """Why a release answers a question: what each word gives to its score."""
        explanation = engine.explain(parameters.query(), parameters.id)
        if explanation is None:
            raise _no_release(parameters.id)
        return explanation_document(explanation, engine.manifest)

    @api.get("/stats", answer=StatsDocument, example="/stats")
    def stats(engine: Engine, parameters: NoParameters) -> StatsDocument:
        """What the index holds: releases by country and by year."""
        return stats_document(engine)

    return api


def _found(engine: Engine, id: str) -> Release:
    release = engine.release(id)
    if release is None:
        raise _no_release(id)
    return release


def _no_release(id: str) -> NotFound:
    return NotFound(f"No release has the id {id!r}")
