"""What the documentation shows is run: commands, addresses and programs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from werkzeug.serving import make_server

from communiques import main
from index.settings import Settings
from index.sources import sample_archive
from search import query_limits
from web import create_app

CONTEXT = click.Context(main)
COMMANDS = {
    name: command
    for name in main.list_commands(CONTEXT)
    if (command := main.get_command(CONTEXT, name))
}
ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SITE = "http://127.0.0.1:8000"
NOT_RUN = (
    "make ",
    "python3 -m venv",
    "/srv/",
    "export ",
    ".venv/bin/gunicorn",
)  # they install or stay


def blocks(language: str) -> list[str]:
    fence = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [block for page in PAGES for block in fence.findall(page.read_text("utf-8"))]


def shown() -> list[str]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    return [line[2:].split("  #")[0].strip() for line in lines if line.startswith("$ ")]


RUN = [line for line in shown() if not line.startswith((*NOT_RUN, "curl"))]
ASKED = [line for line in shown() if line.startswith("curl")]


@pytest.fixture
def home(tmp_path: Path, sample_index: Path) -> Path:
    """A folder as the documentation supposes it."""
    shutil.copytree(sample_archive(), tmp_path / "releases")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "archive.jsonl").write_text('{"id": "x", "text": "Un texte."}\n')
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "index").symlink_to(sample_index)
    script = tmp_path / ".venv" / "bin" / "communiques"
    script.parent.mkdir(parents=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "communiques.py"}" "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the sample archive."""
    from index.indexing import index_sources
    from index.sources import list_files

    location = tmp_path_factory.mktemp("docs") / "index"
    index_sources(location, list_files([sample_archive()]))
    server = make_server("127.0.0.1", 0, create_app(Settings(index=str(location))), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("command", RUN)
def test_commands_run(home: Path, command: str) -> None:
    done = subprocess.run(
        command, shell=True, cwd=home, env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("command", ASKED)
def test_addresses_answer(site: str, command: str) -> None:
    command = command.replace("curl", "curl --silent --show-error --fail", 1)
    done = subprocess.run(
        command.replace(SITE, site), shell=True, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 100


@pytest.mark.parametrize("program", blocks("python"))
def test_programs_run(site: str, program: str) -> None:
    names: dict[str, object] = {}
    exec(compile(program.replace(SITE, site), "docs", "exec"), names)
    if "titles" in names:
        assert len(set(names["titles"])) == 10  # type: ignore[call-overload]
    if "by_year" in names:
        assert names["by_year"].sum() > 5  # type: ignore[attr-defined]


def test_every_command_is_explained_and_mentioned() -> None:
    documented = "\n".join(page.read_text("utf-8") for page in PAGES)
    for name, command in COMMANDS.items():
        assert command.help, name
        assert f"communiques {name}" in documented, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_that_are_mentioned_exist(page: Path) -> None:
    for mention in re.findall(r"`(?:\.venv/bin/)?communiques ([a-z]+[^`\n]*)`", page.read_text()):
        name, *words = shlex.split(mention.replace("…", ""))
        options = {o for p in COMMANDS[name].params for o in (*p.opts, *p.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, mention


def test_settings_and_limits_are_those_of_the_code() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"| `{name}` | `COMMUNIQUES_{name.upper()}` |" in readme, name
    page = (ROOT / "docs" / "query-language.md").read_text("utf-8")
    limits = page[page.index("## Limits") :]
    for limit in (
        query_limits.MAX_LENGTH, query_limits.MAX_PIECES, query_limits.MAX_PHRASE,
        query_limits.MAX_DEPTH, query_limits.MAX_PREFIXES, query_limits.MIN_PREFIX,
        query_limits.MAX_FUZZY, query_limits.MIN_FUZZY, query_limits.MIN_TWO_EDITS,
        query_limits.MAX_DISTANCE,
    ):  # fmt: skip
        assert re.search(rf"\b{limit:,}\b", limits), limit
