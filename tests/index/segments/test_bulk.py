"""The number of processes, and their memory, leave no trace in an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.building import build_index
from index.indexing import index_sources
from index.manifest import read_manifest
from index.reading import read_files
from index.releases import Release
from index.segments import bulk
from index.segments.arrays import Arrays, ArraysDamaged
from index.segments.building import ARRAYS, RECORDS
from index.sources import SourceFile, list_files, sample_archive


@pytest.fixture(scope="module")
def releases() -> list[Release]:
    found = read_files(list_files([sample_archive()]))
    return [release for release in found if isinstance(release, Release)]


def contents(location: Path) -> dict[str, bytes]:
    """What the one segment of an index holds; its name, and the order in the file, may differ."""
    (arrays,), (records,) = (location.resolve().glob(f"*{end}") for end in (ARRAYS, RECORDS))
    return {name: array.tobytes() for name, array in Arrays(arrays).items()} | {
        "records": records.read_bytes()
    }


def test_processes_and_memory_do_not_change_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = list_files([sample_archive()])
    whole = index_sources(tmp_path / "whole", files)
    monkeypatch.setattr(bulk, "BYTES_PER_TEXT_BYTE", 10_000)  # many small stretches
    parts = index_sources(tmp_path / "parts", files)
    shared = index_sources(tmp_path / "shared", files, jobs=2)
    assert whole.fingerprint == parts.fingerprint == shared.fingerprint
    assert read_manifest(tmp_path / "parts").releases == whole.releases
    assert contents(tmp_path / "whole") == contents(tmp_path / "parts")
    assert contents(tmp_path / "whole") == contents(tmp_path / "shared")


def test_a_failure_ends_the_processes_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BYTES_PER_TEXT_BYTE", 10_000)

    def failing(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
        yield from files
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk is gone"):
        index_sources(tmp_path / "index", list_files([sample_archive()]), jobs=2, progress=failing)
    assert not (tmp_path / "index").exists()


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, releases: list[Release]) -> None:
    build_index(tmp_path / "index", releases[:3])
    (path,) = (tmp_path / "index").resolve().glob(f"*{ARRAYS}")
    whole = path.read_bytes()
    for size in (0, 5, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(ArraysDamaged):
            Arrays(path)
