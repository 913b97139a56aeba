"""Search and reading for assistants, over the Model Context Protocol by its official SDK.

Two tools, which take the parameters of the API and give its documents. The SDK is an extra:
``pip install 'communiques[mcp]'``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, ClassVar

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
)
from pydantic import Field

from index.errors import CommuniquesError
from search.archive import Archive
from search.engine import Engine
from web.api_parameters import ApiSearchParameters
from web.json_provider import to_json
from web.query_strings import Parameters
from web.representation import release_document, search_document
from web.results import PageMissing, run_search


class ReleaseParameters(Parameters):
    """Which release to read."""

    wanted: ClassVar[dict[str, str]] = {"id": "give the identifier of a release"}

    id: str = Field(min_length=1, description="The id of a release, from search_releases.")


class ReleaseUnknown(CommuniquesError):
    """There is no such release."""


@dataclass(frozen=True)
class _Tool:
    """A tool: what it takes, and what it makes of that."""

    description: str
    parameters: type[Parameters]
    run: Callable[[Engine, Any], object]


def _search(engine: Engine, parameters: ApiSearchParameters) -> object:
    return search_document(run_search(engine, parameters, highlight=parameters.highlight))


def _read(engine: Engine, parameters: ReleaseParameters) -> object:
    release = engine.release(parameters.id)
    if release is None:
        raise ReleaseUnknown(f"No release has the id {parameters.id!r}; search_releases gives ids")
    return release_document(engine, release)


_TOOLS = {
    "search_releases": _Tool(
        "Search an archive of French press releases. Accents and inflection do not matter; "
        'operators are OU, SAUF, "phrase", word*, word~, titre:, pays:, date:.',
        ApiSearchParameters,
        _search,
    ),
    "read_release": _Tool("Read one press release whole.", ReleaseParameters, _read),
}


def serve_assistants(archive: Archive) -> None:
    """Answer an assistant on standard input and output until it hangs up."""
    anyio.run(_serve, archive)


async def _serve(archive: Archive) -> None:
    async def list_tools(
        context: ServerRequestContext[Any], params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                Tool(
                    name=name,
                    description=tool.description,
                    input_schema=tool.parameters.model_json_schema(),
                )
                for name, tool in _TOOLS.items()
            ]
        )

    async def call_tool(
        context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        tool = _TOOLS.get(params.name)
        if tool is None:
            return _said(f"There is no tool {params.name!r}; there are {', '.join(_TOOLS)}")
        try:
            given = tool.parameters.read(params.arguments or {})
            answer = await anyio.to_thread.run_sync(tool.run, archive.engine(), given)
        except (CommuniquesError, PageMissing) as error:
            return _said(str(error))
        return CallToolResult(content=[TextContent(type="text", text=to_json(answer).decode())])

    server = Server(
        "communiques",
        version=version("communiques"),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _said(message: str) -> CallToolResult:
    """A failure, told to the assistant."""
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)
