"""Other processes: what they do is done, and what becomes of them is told."""

import os
from functools import partial
from pathlib import Path

import pytest

from index.errors import BuildFailed
from index.helpers import do_all, other_processes


def test_tasks_are_done_here_and_in_other_processes(tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(5)]
    with other_processes(2) as helpers:
        do_all([partial(_write_process, file) for file in files], helpers)
    first, *others = (int(file.read_text()) for file in files)
    assert first == os.getpid() not in others


def test_without_other_processes_all_is_done_here(tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(3)]
    do_all([partial(_write_process, file) for file in files], None)
    assert {int(file.read_text()) for file in files} == {os.getpid()}


def test_a_process_that_dies_is_told_in_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(BuildFailed, match="A process that helps died; free some memory"),
        other_processes(1) as helpers,
    ):
        do_all([partial(_write_process, tmp_path / "here"), partial(os._exit, 1)], helpers)


def test_what_goes_wrong_in_another_process_goes_wrong_here(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "file"
    with pytest.raises(FileNotFoundError), other_processes(1) as helpers:
        do_all(
            [partial(_write_process, tmp_path / "here"), partial(_write_process, missing)], helpers
        )


def _write_process(file: Path) -> None:
    file.write_text(str(os.getpid()))
