"""Sources into an index: copies merged, any number of processes, updates that equal rebuilds."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index import building
from index.building import BuildReport
from index.indexing import check_sources, index_sources
from index.manifest import read_manifest
from index.releases import Release
from index.segments import bulk, merged_postings
from index.sources import Skipped, SourceFile, list_files, sample_archive
from index.stored import StoredReleases
from search.archive import open_engine
from search.query import Query

FIRST = (
    "Un atelier contre la traite\n\nLima, le 14 mars 2019 - Une trentaine de sages-femmes ont suivi "
    "à Lima un atelier de trois jours sur l'accueil des personnes victimes de traite, avec "
    "l'appui de la région et de deux universités.\n\nLes participantes tiendront chaque mois une "
    "permanence dans leur commune et noteront les cas signalés.\n"
)
SECOND = (
    "Des digues pour le delta\n\nHanoï, 3 octobre 2017 - Quatre villages du delta ont achevé lundi "
    "la reconstruction de huit kilomètres de digues emportées par la crue de l'été dernier.\n"
)


def build(archive: Path, location: Path, *, update: bool = False, jobs: int = 1) -> BuildReport:
    return index_sources(location, list_files([archive]), update=update, jobs=jobs)


def content(location: Path) -> list[Release]:
    """All releases of an index, in their order."""
    engine = open_engine(location)
    hits = engine.search(Query(), size=10_000).hits
    engine.close()
    return sorted((hit.release for hit in hits), key=lambda release: release.id)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small part of the sample archive, with a release in two copies and a file of records."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for pattern in ("[bg]*.txt", "perou*", "tchad*", "*.html", "*.jsonl"):
        for path in sample_archive().glob(pattern):
            shutil.copy(path, folder)
    return folder


def test_copies_are_merged_into_the_better_one(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a-sans-accents.txt").write_text(
        FIRST.replace("é", "e").replace("à", "a").replace("'", "’").upper()
    )
    (archive / "b.txt").write_text(FIRST)
    (archive / "c-wrapped.txt").write_text(FIRST.replace("région et ", "région\net "))
    (archive / "d.txt").write_text(SECOND)
    # The same sentences about another week: a near twin, not a copy.
    (archive / "e.txt").write_text(
        FIRST.replace("14 mars 2019", "9 juin 2021")
        .replace("trente", "cent")
        .replace("trois", "cinq")
        .replace("deux", "sept")
        .replace("sages-femmes", "juges")
    )
    report = build(archive, tmp_path / "index")
    kept = {release.id: release.renditions for release in content(tmp_path / "index")}
    assert set(kept) == {"b", "d", "e"} or set(kept) == {"c-wrapped", "d", "e"}
    assert report.releases == 3
    assert report.renditions == 2
    merged = kept.get("b") or kept["c-wrapped"]
    assert "a-sans-accents.txt" in merged


def test_records_with_one_text_are_releases_of_their_own(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    title, _, text = FIRST.partition("\n\n")
    records = [{"id": name, "title": title, "text": text} for name in ("r1", "r2")]
    (archive / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    (archive / "copie.txt").write_text(FIRST)
    report = build(archive, tmp_path / "index")
    assert (report.releases, report.renditions) == (2, 1)


def test_a_repeated_record_that_a_file_copies_is_no_trouble(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    title, _, text = FIRST.partition("\n\n")
    records = [{"id": "r", "text": SECOND}, {"id": "r", "title": title, "text": text}]
    (archive / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    (archive / "b.txt").write_text(FIRST)
    report = build(archive, tmp_path / "index")
    assert (report.releases, report.renditions, len(report.skipped)) == (2, 0, 1)


def test_an_update_of_a_damaged_index_reads_everything(tmp_path: Path, archive: Path) -> None:
    build(archive, tmp_path / "index")
    for path in (tmp_path / "index").resolve().iterdir():
        if path.suffix not in (".json", ".toc"):
            path.write_bytes(path.read_bytes()[:100])
    report = build(archive, tmp_path / "index", update=True)
    assert report.files_read == len(list_files([archive]))


def test_the_index_itself_is_not_read_as_a_source(tmp_path: Path, archive: Path) -> None:
    first = build(archive, archive / "index")
    again = build(archive, archive / "index")
    assert first.fingerprint == again.fingerprint
    assert not again.skipped


def test_identifiers_do_not_depend_on_how_folders_are_named_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("A", FIRST), ("B", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(text)
    monkeypatch.chdir(tmp_path)
    prints = {
        index_sources(tmp_path / "index", list_files(sources)).fingerprint
        for sources in ([Path("A"), Path("B")], [tmp_path / "A", tmp_path / "B"])
    }
    assert len(prints) == 1


@pytest.fixture
def many_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes started, and help to the end, for a small archive, too."""
    monkeypatch.setattr(building, "WORTH_HELP", 1)
    monkeypatch.setattr(merged_postings, "STRETCH", 300)
    monkeypatch.setattr(bulk, "BYTES_PER_TEXT_BYTE", 100_000)


@pytest.mark.usefixtures("many_stretches")
def test_the_number_of_processes_changes_nothing(tmp_path: Path, archive: Path) -> None:
    one = build(archive, tmp_path / "one", jobs=1)
    three = build(archive, tmp_path / "three", jobs=3)
    assert one.fingerprint == three.fingerprint
    assert content(tmp_path / "one") == content(tmp_path / "three")


def test_a_check_reads_everything_and_writes_nothing(tmp_path: Path, archive: Path) -> None:
    (archive / "vide.txt").write_text("")
    checked = check_sources(list_files([archive]))
    built = build(archive, tmp_path / "index")
    assert checked.fingerprint is None
    assert (checked.releases, checked.renditions, checked.skipped) == (
        built.releases,
        built.renditions,
        built.skipped,
    )


def change(archive: Path, name: str) -> None:
    """One of the things that happen to an archive between two builds."""
    records = archive / "communiques-2021-2024.jsonl"
    match name:
        case "nothing":
            pass
        case "touched":
            for path in archive.iterdir():
                os.utime(path)
        case "new":
            (archive / "nouveau.txt").write_text(FIRST)
        case "changed":
            path = archive / "tchad-vaccination-rougeole-bol.txt"
            path.write_text(path.read_text() + "\nUn autre paragraphe sur le lac et ses îles.\n")
        case "vanished":
            (archive / "perou-foyer-iquitos-2019.txt").unlink()
        case "the better copy vanished":
            (archive / "bolivie-ligne-ecoute-traite-communique.txt").unlink()
        case "a copy came":
            shutil.copy(archive / "gaza-citernes-souples.txt", archive / "autre-copie.txt")
        case "a record changed":
            lines = records.read_text().splitlines()
            record = json.loads(lines[0]) | {"title": "Un autre titre"}
            records.write_text("\n".join([*lines[1:], json.dumps(record), "{"]))
        case "a record took an identifier":
            record = {"id": "gaza-citernes-souples", "text": "Un texte dans le fichier d'avant."}
            (archive / "a.jsonl").write_text(json.dumps(record))
        case "renamed":
            (archive / "gaza-citernes-souples.txt").rename(archive / "gaza.txt")
        case "broken":
            (archive / "gaza-citernes-souples.txt").write_bytes(bytes(range(256)) * 9)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("nothing", 0),
        ("touched", 0),
        ("new", 1),
        ("changed", 1),
        ("vanished", 0),
        ("the better copy vanished", 1),  # the other one
        ("a copy came", 1),
        ("a record changed", 1),
        ("a record took an identifier", 1),
        ("renamed", 1),
        ("broken", 1),
    ],
)
def test_an_update_ends_with_the_index_of_a_rebuild(
    tmp_path: Path, archive: Path, name: str, read: int
) -> None:
    updated, rebuilt = tmp_path / "updated", tmp_path / "rebuilt"
    build(archive, updated)
    change(archive, name)
    report = build(archive, updated, update=True)
    again = build(archive, rebuilt)
    assert report.fingerprint == again.fingerprint
    assert report.skipped == again.skipped
    assert content(updated) == content(rebuilt)
    assert report.files_read == read


def test_a_second_update_knows_what_the_first_one_did(tmp_path: Path, archive: Path) -> None:
    location = tmp_path / "index"
    build(archive, location)
    change(archive, "a record took an identifier")
    build(archive, location, update=True)
    (archive / "a.jsonl").unlink()
    report = build(archive, location, update=True)
    build(archive, tmp_path / "rebuilt")
    assert report.fingerprint == read_manifest(tmp_path / "rebuilt").fingerprint


def test_an_update_without_an_index_is_a_build(tmp_path: Path, archive: Path) -> None:
    report = build(archive, tmp_path / "index", update=True)
    assert report.files_read == len(list_files([archive]))


def test_a_file_changed_while_it_was_read_is_read_again_next_time(
    tmp_path: Path, archive: Path
) -> None:
    files = list_files([archive])
    late = archive / "gaza-citernes-souples.txt"

    def slow(listed: Iterable[SourceFile]) -> Iterator[SourceFile]:
        yield from listed
        time.sleep(0.01)
        late.write_text(FIRST)

    index_sources(tmp_path / "index", files, progress=slow)
    report = build(archive, tmp_path / "index", update=True)
    build(archive, tmp_path / "rebuilt")
    assert report.fingerprint == read_manifest(tmp_path / "rebuilt").fingerprint


def test_a_stored_release_is_found_by_its_identifier(sample_index: Path) -> None:
    stored = StoredReleases(sample_index)
    found = stored.get("perou-foyer-iquitos-2019")
    assert found is not None
    assert found.primary_country == "PE"
    assert stored.get("absent") is None


@pytest.mark.usefixtures("many_stretches")
def test_what_is_skipped_does_not_stop_other_processes(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(100):
        text = (
            ""
            if number % 10 == 0
            else FIRST.replace("trois jours", f"{number} jours et {number} nuits")
        )
        (archive / f"{number:03}.txt").write_text(text)
    report = index_sources(tmp_path / "index", list_files([archive]), jobs=2)
    assert [Path(skipped.source).name for skipped in report.skipped] == [
        f"{number:03}.txt" for number in range(0, 100, 10)
    ]
    assert all(isinstance(skipped, Skipped) for skipped in report.skipped)
