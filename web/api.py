"""The JSON endpoints, for machines: English names, ISO codes and dates."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from search.archive import Archive
from web.explanations import explanation_json
from web.parameters import SearchParameters, read_explain, read_suggest
from web.representation import as_json
from web.results import run_search
from web.suggestions import suggestions_json


def api_blueprint(archive: Archive) -> Blueprint:
    """The endpoints over an archive, to be mounted at ``/api/v1``."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")

    @api.get("/search")
    def search() -> Response:
        parameters = SearchParameters.from_query_string(request.args)
        page = run_search(archive.engine(), parameters)
        return jsonify(as_json(page, root=request.script_root))

    @api.get("/suggest")
    def suggest() -> Response:
        text = read_suggest(request.args)
        return jsonify(suggestions_json(text, archive.engine().complete(text)))

    @api.get("/explain")
    def explain() -> Response:
        parameters, id = read_explain(request.args)
        explanation = archive.engine().explain(parameters.query(), id)
        if explanation is None:
            abort(404, f"There is no release with the id {id!r}")
        return jsonify(explanation_json(explanation))

    return api
