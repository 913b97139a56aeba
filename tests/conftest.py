"""Real indexes and a real application, over the sample archive and over small ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from index.building import build_index
from index.indexing import index_sources
from index.releases import Release
from index.settings import Settings
from index.sources import list_files, sample_archive
from search.archive import open_engine
from search.engine import Engine
from web import create_app

BuildEngine = Callable[..., Engine]

# The same examples in every run, however slow the machine: what fails is what was changed.
# ``pytest --hypothesis-profile random`` tries others.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("random", settings.get_profile("repeatable"), derandomize=False)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _own_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No setting of the machine that runs the tests reaches them."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"COMMUNIQUES_{name.upper()}", raising=False)
    empty = tmp_path_factory.getbasetemp() / "empty.toml"
    empty.touch()
    monkeypatch.setenv("COMMUNIQUES_CONFIG", str(empty))


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample archive."""
    location = tmp_path_factory.mktemp("sample") / "index"
    index_sources(location, list_files([sample_archive()]))
    return location


@pytest.fixture
def app(sample_index: Path) -> Flask:
    return create_app(Settings(index=str(sample_index)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def engine_of(tmp_path: Path) -> Iterator[BuildEngine]:
    """Index some releases, and open an engine over them."""
    engines: list[Engine] = []

    def build(*releases: Release) -> Engine:
        location = tmp_path / f"index{len(engines)}"
        build_index(location, releases)
        engines.append(open_engine(location))
        return engines[-1]

    yield build
    for engine in engines:
        engine.close()


@pytest.fixture
def release_of() -> Callable[..., Release]:
    """Make a release of little text."""

    def make(id: str, body: str = "", title: str = "", **fields: object) -> Release:
        countries = tuple(str(fields.pop("countries", "")).split())
        return Release(
            id=id,
            title=title,
            body=body,
            source=f"{id}.txt",
            countries=countries,
            primary_country=countries[0] if countries else None,
            **fields,  # type: ignore[arg-type]
        )

    return make
