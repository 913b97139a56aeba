"""A rebuild is safe: the old index answers until the new one is whole."""

import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import pytest
import whoosh.index

from index.building import build_index
from index.errors import BuildFailed, IndexMissing, IndexStale
from index.manifest import MANIFEST, read_manifest
from index.releases import Release
from index.sources import Skipped
from search.archive import Archive, open_engine

Make = Callable[..., Release]


def generations(location: Path) -> list[Path]:
    home = location.with_name(location.name + ".generations")
    return [path for path in home.iterdir() if path.is_dir()]


def test_the_result_is_a_whoosh_index_with_a_manifest(tmp_path: Path, release_of: Make) -> None:
    location = tmp_path / "deep" / "index"
    report = build_index(
        location, [release_of("a", "Un texte", "Titre", countries="PE"), Skipped("b.txt", "empty")]
    )
    assert (report.releases, len(report.skipped)) == (1, 1)
    manifest = read_manifest(location)
    assert manifest.fingerprint == report.fingerprint
    assert (manifest.releases, manifest.skipped) == (1, 1)
    with whoosh.index.open_dir(location).searcher() as searcher:
        stored = searcher.document(id="a")
    assert stored["title"] == "Titre"
    assert stored["body"] == "Un texte"
    assert stored["primary_country"] == "PE"
    assert stored["source"] == "a.txt"


def test_the_fingerprint_follows_the_content_and_not_its_order(
    tmp_path: Path, release_of: Make
) -> None:
    a, b, other = release_of("a", "un"), release_of("b", "deux"), release_of("b", "trois")
    prints = [
        build_index(tmp_path / "index", items).fingerprint for items in ([a, b], [b, a], [a, other])
    ]
    assert prints[0] == prints[1] != prints[2]


def test_a_rebuild_replaces_the_index_and_an_open_archive_shows_it(
    tmp_path: Path, release_of: Make
) -> None:
    location = tmp_path / "index"
    archive = Archive(str(location))
    with pytest.raises(IndexMissing):
        archive.engine()
    for name in ("premier", "second", "troisième", "quatrième"):
        build_index(location, [release_of(name, "texte")])
        assert archive.engine().release(name) is not None
        assert len(generations(location)) <= 2
    assert archive.engine().release("premier") is None


def test_an_engine_in_use_goes_on_answering_after_a_rebuild(
    tmp_path: Path, release_of: Make
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("ancien", "texte")])
    engine = open_engine(location)
    build_index(location, [release_of("nouveau", "texte")])
    assert engine.release("ancien") is not None
    engine.close()


def failing(first: Release) -> Iterator[Release]:
    yield first
    raise OSError("the disk is gone")


def test_a_failed_rebuild_leaves_the_old_index(tmp_path: Path, release_of: Make) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("ancien", "texte")])
    before = read_manifest(location)
    with pytest.raises(OSError, match="disk is gone"):
        build_index(location, failing(release_of("nouveau", "texte")))
    with pytest.raises(BuildFailed, match=r"b\.txt: empty"):
        build_index(location, [Skipped("b.txt", "empty")])
    assert read_manifest(location) == before
    assert len(generations(location)) == 1


KILLED = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored when tests run in background
from pathlib import Path
from index.building import build_index
from index.releases import Release

def releases():
    for number in range(10**9):
        yield Release(id=str(number), title="", body="texte", source="x")
        if number == 50:
            print("writing", flush=True)
        if number > 50:
            time.sleep(0.01)

build_index(Path(sys.argv[1]), releases())
"""


@pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_rebuild_leaves_the_old_index_and_the_next_one_works(
    tmp_path: Path, release_of: Make, with_signal: signal.Signals
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("ancien", "texte")])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, location],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as build:
        assert build.stdout is not None
        try:
            assert build.stdout.readline() == "writing\n"
            build.send_signal(with_signal)
            build.wait(timeout=30)
        finally:
            build.kill()
    engine = open_engine(location)
    assert engine.release("ancien") is not None
    engine.close()
    build_index(location, [release_of("nouveau", "texte")])
    assert open_engine(location).release("nouveau") is not None
    assert len(generations(location)) == 2


def test_a_failed_first_build_leaves_nothing(tmp_path: Path, release_of: Make) -> None:
    (tmp_path / "kept").mkdir()
    for name in ("index", "kept/index", "deep/er/index"):
        with pytest.raises(BuildFailed, match="No release was found"):
            build_index(tmp_path / name, [])
    assert [*tmp_path.rglob("*")] == [tmp_path / "kept"]
    build_index(tmp_path / "index", [release_of("a", "texte")])
    assert open_engine(tmp_path / "index").release("a") is not None


def test_a_build_that_waits_for_a_lock_that_is_gone_is_refused(
    tmp_path: Path, release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("a", "texte")])
    lock = fcntl.flock

    def taken_away(file: TextIO, operation: int) -> None:
        (tmp_path / "index.generations" / "lock").unlink()  # by a build that failed just now
        lock(file, operation)

    monkeypatch.setattr("fcntl.flock", taken_away)
    with pytest.raises(BuildFailed, match="try again"):
        build_index(location, [release_of("b", "texte")])
    assert open_engine(location).release("a") is not None


def test_two_builds_at_once_are_refused(tmp_path: Path, release_of: Make) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("a", "texte")])
    with (tmp_path / "index.generations" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildFailed, match="under way"):
            build_index(location, [release_of("b", "texte")])
    assert open_engine(location).release("a") is not None


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path, release_of: Make) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("dear")
    (tmp_path / "file").write_text("")
    for name in ("letters", "file"):
        with pytest.raises(BuildFailed, match=name):
            build_index(tmp_path / name, [release_of("a", "texte")])
    assert (tmp_path / "letters" / "dear.txt").read_text() == "dear"


def test_an_empty_folder_and_a_copied_index_give_way(tmp_path: Path, release_of: Make) -> None:
    location = tmp_path / "index"
    location.mkdir()
    build_index(location, [release_of("a", "texte")])
    copy = tmp_path / "copy"
    location.resolve().rename(copy)
    build_index(copy, [release_of("b", "texte")])
    assert open_engine(copy).release("b") is not None


def test_an_index_made_under_other_rules_is_refused_with_the_command_that_rebuilds_it(
    tmp_path: Path, release_of: Make
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("a", "texte")])
    manifest = location / MANIFEST
    manifest.write_text(manifest.read_text().replace('"schema": ', '"schema": 9'))
    with pytest.raises(IndexStale, match=r"communiques index .* --index .*index"):
        Archive(str(location)).engine()
    manifest.write_text("{")
    with pytest.raises(IndexStale):
        open_engine(location)


# Whoosh leaves a table of contents that it cannot read open, for the collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("suffix", [".toc", ".arrays", ".records"])
def test_damage_anywhere_is_reported_as_damage(
    tmp_path: Path, release_of: Make, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("ancien", "texte")])
    archive = Archive(str(location))
    archive.engine()
    build_index(location, [release_of("nouveau", "texte")])
    (file,) = location.resolve().glob(f"*{suffix}")
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(IndexStale, match="damaged"):
        open_engine(location)
    assert archive.engine().release("ancien") is not None


def test_the_current_folder_is_refused(
    tmp_path: Path, release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildFailed, match="current folder"):
        build_index(Path(), [release_of("a", "texte")])


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, release_of: Make) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildFailed, match="choose another --index"):
        build_index(tmp_path / "file" / "index", [release_of("a", "texte")])


def test_a_running_archive_keeps_the_old_index_when_the_new_one_is_damaged(
    tmp_path: Path, release_of: Make, caplog: pytest.LogCaptureFixture
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("ancien", "texte")])
    archive = Archive(str(location))
    archive.engine()
    build_index(location, [release_of("nouveau", "texte")])
    (location / MANIFEST).write_text("{")
    assert archive.engine().release("ancien") is not None
    assert "rebuild it" in caplog.text


def test_readers_never_see_a_gap_while_the_index_is_swapped(
    tmp_path: Path, release_of: Make
) -> None:
    location = tmp_path / "index"
    build_index(location, [release_of("a", "texte")])
    script = (
        "import sys; from pathlib import Path; from search.archive import Archive\n"
        "archive = Archive(sys.argv[1]); print('ready', flush=True); seen = set()\n"
        "while 'd' not in seen:\n"
        "    engine = archive.engine()\n"
        "    seen |= {name for name in 'abcd' if engine.release(name)}\n"
        "print(''.join(sorted(seen)))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, location], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for name in "bcd":
            time.sleep(0.2)
            build_index(location, [release_of(name, "texte")])
        try:
            out, _ = reader.communicate(timeout=30)
        finally:
            reader.kill()
    assert reader.returncode == 0
    assert "d" in out
