"""What is read from folders and files, and what is said of the rest."""

import json
from pathlib import Path

from index.reading import read_files
from index.releases import Release
from index.sources import Skipped, list_files, sample_archive

HTML = "<html><body><h1>Un titre</h1><p>Lima - L'OIM a ouvert un centre à Lima cette semaine.</p></body></html>"
TEXT = "Un titre de communiqué\n\nLima - L'OIM a ouvert un centre d'accueil à Lima cette semaine.\n"


def read(*sources: Path) -> tuple[dict[str, Release], dict[str, str]]:
    items = list(read_files(list_files(sources)))
    releases = {item.id: item for item in items if isinstance(item, Release)}
    skipped = {Path(item.source).name: item.reason for item in items if isinstance(item, Skipped)}
    assert len(releases) + len(skipped) == len(items)
    return releases, skipped


def test_folders_are_read_recursively_and_ids_are_paths_without_suffix(tmp_path: Path) -> None:
    (tmp_path / "2012" / "mai").mkdir(parents=True)
    (tmp_path / "2012" / "mai" / "pérou v1.2.txt").write_text(TEXT)
    (tmp_path / "bref.html").write_text(HTML)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(TEXT)
    releases, skipped = read(tmp_path)
    assert set(releases) == {"2012/mai/pérou v1.2", "bref"}
    assert releases["2012/mai/pérou v1.2"].source == "2012/mai/pérou v1.2.txt"
    assert not skipped


def test_every_file_that_gives_no_release_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "notes.pdf").write_text("%PDF")
    (tmp_path / "bon.txt").write_text(TEXT)
    (tmp_path / "absent.txt").symlink_to(tmp_path / "nulle-part")
    releases, skipped = read(tmp_path, tmp_path / "absent.txt")
    assert set(releases) == {"bon"}
    assert set(skipped) == {"vide.txt", "image.txt", "notes.pdf", "absent.txt"}
    assert "empty" in skipped["vide.txt"]
    assert "binary" in skipped["image.txt"]
    assert ".pdf" in skipped["notes.pdf"]
    assert "cannot be read" in skipped["absent.txt"]


def test_files_are_listed_by_name_without_what_is_hidden_or_behind_a_linked_folder(
    tmp_path: Path,
) -> None:
    archive, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    for path in ("b/2.txt", "b/10.txt", "a.txt", ".git/c.txt", "b/.d.txt", "e.generations/f.txt"):
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(TEXT)
    elsewhere.mkdir()
    (elsewhere / "g.txt").write_text(TEXT)
    (archive / "linked").symlink_to(elsewhere)
    (archive / "h.txt").symlink_to(elsewhere / "g.txt")
    (archive / "round").symlink_to(archive / "round")
    (archive / "lost.txt").symlink_to(archive / "nowhere")
    names = [file.name for file in list_files([archive])]
    assert names == ["a.txt", "b/10.txt", "b/2.txt", "h.txt"]


def test_a_file_that_the_user_names_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "communique.raw").write_text(TEXT)
    releases, _ = read(tmp_path / "communique.raw")
    assert set(releases) == {"communique"}


def test_two_files_of_one_name_keep_both_releases(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.html").write_text(HTML)
    releases, skipped = read(tmp_path)
    assert len(releases) == 2
    assert not skipped
    assert "a" in releases


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    releases, skipped = read(tmp_path, tmp_path / "a.txt")
    assert (len(releases), len(skipped)) == (1, 0)


def record(**fields: object) -> str:
    return json.dumps({"id": "r1", "title": "Titre", "text": "Un texte.", **fields})


def test_records_come_one_a_line_and_bad_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        "\ufeff" + record(id="r1", date="2012-05-21", countries=["PE", "bolivie"]),
        "",
        "{not json",
        record(id="r2", text=""),
        record(id="r3", date="21/05/2012"),
        record(id="r4", date="2012-02-30"),
        record(id="r5", countries=["Atlantide"]),
        record(id="r6", url="javascript:alert(1)"),
        record(id="a\x1b[31mb"),
        record(id="../x"),
        record(id="r1"),
        record(id=7, date="2012-05", countries=[], autre="laissé"),
        '["pas", "un", "objet"]',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    releases, skipped = read(tmp_path)
    assert set(releases) == {"r1", "7"}
    assert releases["r1"].countries == ("PE", "BO")
    assert releases["r1"].primary_country == "PE"
    assert releases["r1"].source == "a.jsonl:r1"
    assert releases["7"].date == "2012-05"
    assert releases["7"].countries == ()
    said = {line.rsplit(":", 1)[1]: reason.split(":")[0] for line, reason in skipped.items()}
    assert said == {
        "3": "this is no JSON; a line is one whole object",
        "4": "text",
        "5": "date",
        "6": "date",
        "7": "countries",
        "8": "url",
        "9": "id",
        "10": "id",
        "r1": "id",
        "13": "this is no object; a line is one",
    }


def test_a_record_without_countries_gets_those_its_text_names(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(record(text="L'OIM ouvre un bureau au Pérou."))
    releases, _ = read(tmp_path)
    assert releases["r1"].countries == ("PE",)
    assert releases["r1"].mentions[0].part == "body"


def test_a_record_without_a_date_gets_the_one_of_its_dateline(tmp_path: Path) -> None:
    text = "Lima, le 14 mars 2019 - L'OIM ouvre un bureau."
    (tmp_path / "a.jsonl").write_text(
        record(text=text) + "\n" + record(id="r2", text=text, date="2020")
    )
    releases, _ = read(tmp_path)
    assert (releases["r1"].date, releases["r1"].dateline_place) == ("2019-03-14", "Lima")
    assert releases["r1"].primary_country == "PE"
    assert releases["r2"].date == "2020"


def test_paragraphs_of_a_record_are_parted_by_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(record(text="Un.\n  \nDeux,\nsuite.\n\n\nTrois."))
    releases, _ = read(tmp_path)
    assert releases["r1"].paragraphs == ("Un.", "Deux, suite.", "Trois.")


def test_the_sample_archive_is_read_whole() -> None:
    releases, skipped = read(sample_archive())
    assert not skipped
    assert len(releases) >= 60
    assert len({r.primary_country for r in releases.values()}) >= 35
    years = {r.date[:4] for r in releases.values() if r.date and r.date[0] != "-"}
    assert len(years) >= 12
    for release in releases.values():
        assert release.title, release.id
        assert len(release.body) > 200, release.id
        assert "2030 AGENDA" not in release.body
