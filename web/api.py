"""The JSON endpoints, for machines: English names, ISO codes and dates."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search.archive import Archive
from web.parameters import SearchParameters
from web.representation import as_json
from web.results import run_search


def api_blueprint(archive: Archive) -> Blueprint:
    """The endpoints over an archive, to be mounted at ``/api/v1``."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")

    @api.get("/search")
    def search() -> Response:
        parameters = SearchParameters.from_query_string(request.args)
        page = run_search(archive.engine(), parameters)
        return jsonify(as_json(page, root=request.script_root))

    return api
