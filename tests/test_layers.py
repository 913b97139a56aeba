"""Imports run web → search → index, never back."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "index": {"index"},
    "search": {"search", "index"},
    "web": {"web", "search", "index"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    for module in modules:
        ours = set(imported(module)) & (set(ALLOWED) | {"communiques", "tests"})
        assert ours <= ALLOWED[package], f"{module} imports {ours - ALLOWED[package]}"


@pytest.mark.parametrize(
    "library", ["flask", "gunicorn", "gevent", "babel", "prometheus_client", "mcp"]
)
def test_only_web_knows_the_web(library: str) -> None:
    for package in ("index", "search"):
        for module in (ROOT / package).rglob("*.py"):
            if module.name.startswith("build_"):
                continue  # makes data files, and is not run by the program
            assert library not in set(imported(module)), module
