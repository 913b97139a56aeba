"""What a bench says of files and indexes that it cannot use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bench import concordance_speed, hostile_questions, http_speed, relevance


@pytest.mark.parametrize("bench", [hostile_questions, http_speed])
def test_an_index_that_is_none_is_refused(bench, tmp_path: Path) -> None:  # noqa: ANN001
    done = CliRunner().invoke(bench.main, ["--index", str(tmp_path)])
    assert done.exit_code == 1
    assert str(tmp_path) in done.output
    assert not [*tmp_path.iterdir()]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = CliRunner().invoke(concordance_speed.main, ["--size", "1", "--keep", str(file)])
    assert f"{file}/concordance-1.generations cannot be written" in done.output


def test_a_collection_that_lacks_a_file_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(relevance.main, [str(tmp_path)])
    assert f"Error: {tmp_path}/split.tsv: No such file or directory" in done.output
