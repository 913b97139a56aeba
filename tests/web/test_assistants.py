"""An assistant that searches and reads: a real client, a real process, standard input and output."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from flask.testing import FlaskClient
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

ROOT = Path(__file__).parent.parent.parent
PERU = "perou-foyer-iquitos-2019"


def call(index: Path, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """Start the server, call tools one after the other, and hang up."""
    server = StdioServerParameters(
        command=sys.executable,
        args=[str(ROOT / "communiques.py"), "mcp", "--index", str(index)],
    )

    async def session() -> list[CallToolResult]:
        async with Client(server) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == {"search_releases", "read_release"}
            assert all("properties" in tool.input_schema for tool in tools)
            return [await client.call_tool(name, given) for name, given in calls]

    # Not in this thread: the browser of other tests keeps a loop of events running in it.
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(anyio.run, session).result()


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_an_assistant_gets_what_the_api_gives(sample_index: Path, client: FlaskClient) -> None:
    found, read = call(
        sample_index,
        ("search_releases", {"q": "victimes", "country": ["PE"], "from": "2010", "size": 2}),
        ("read_release", {"id": PERU}),
    )
    api = client.get("/api/v1/search?q=victimes&country=PE&from=2010&size=2").get_json()
    assert json.loads(text(found)) == api
    assert json.loads(text(read)) == client.get(f"/api/v1/releases/{PERU}").get_json()


@pytest.mark.parametrize(
    ("tool", "given", "says"),
    [
        ("search_releases", {"country": ["Atlantide"]}, "'Atlantide' is not a country"),
        ("search_releases", {"pays": "PE"}, "no such parameter"),
        ("search_releases", {"q": "traite", "page": 99}, "no page 99"),
        ("search_releases", {"q": "x" * 1001}, "1000"),
        ("read_release", {"id": "absent"}, "absent"),
        ("read_release", {}, "identifier"),
    ],
)
def test_an_assistant_is_told_what_is_wrong(
    sample_index: Path, tool: str, given: dict[str, Any], says: str
) -> None:
    (result,) = call(sample_index, (tool, given))
    assert result.is_error
    assert says in text(result)
