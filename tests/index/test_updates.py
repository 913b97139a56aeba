"""Any number of updates, of several segments with deletions, ends where a rebuild ends."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from index import copies, making
from index.duplicates import are_renditions
from index.errors import BuildFailed
from index.indexing import index_sources
from index.segments import policy
from index.segments.table import read_table
from index.sources import Item, Line, SourceFile, list_files, read_line
from search.archive import open_engine
from search.parsing import parse
from search.query import Query

WORDS = [
    "digue",
    "marché",
    "crue",
    "école",
    "puits",
    "semences",
    "route",
    "delta",
    "pont",
    "retour",
]


def text(choice: random.Random) -> str:
    """A text of some sentences; few words, so that much coincides."""
    sentences = [" ".join(choice.choices(WORDS, k=9)) for _ in range(4)]
    return ". ".join(sentences).capitalize() + "."


class Archive:
    """A folder of texts and a file of records, changed at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self._choice = folder, random.Random(seed)
        self._records: dict[str, str] = {}
        self._texts: list[str] = []
        folder.mkdir()
        for _ in range(30):
            self._add()
        self._write()

    def change(self) -> None:
        """Do one to four of the things that happen to archives."""
        for _ in range(self._choice.randint(1, 4)):
            self._choice.choice(
                [self._add, self._add, self._alter, self._remove, self._copy, self._vary]
            )()
        self._write()

    def _add(self) -> None:
        number = self._choice.randrange(60)  # now and then one that is there already
        if self._choice.random() < 0.5:
            self._records[f"n{number}"] = text(self._choice)
        else:
            (self.folder / f"n{number}.txt").write_text(text(self._choice))

    def _alter(self) -> None:
        self._records[self._choice.choice([*self._records])] = text(self._choice)

    def _remove(self) -> None:
        files = self._files()
        if files and self._choice.random() < 0.5:
            self._choice.choice(files).unlink()
        elif len(self._records) > 3:
            del self._records[self._choice.choice([*self._records])]

    def _copy(self) -> None:
        """A copy of a record or a text, under a name that another may have in another folder."""
        texts = [*self._records.values(), *(file.read_text() for file in self._files())]
        folder = self.folder / self._choice.choice(["", "autres"])
        folder.mkdir(exist_ok=True)
        suffix = self._choice.choice(["txt", "text"])
        copy = folder / f"copie{self._choice.randrange(5)}.{suffix}"
        copy.write_text(self._choice.choice(texts))

    def _vary(self) -> None:
        """A text as another hand has it: a better or a worse copy, or none any more."""
        files = self._files()
        if files:
            file = self._choice.choice(files)
            words = file.read_text().split(" ")
            for _ in range(self._choice.choice([1, 1, 9])):
                words[self._choice.randrange(len(words))] = self._choice.choice(WORDS)
            file.write_text(self._choice.choice([str, str.upper])(" ".join(words)))

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*.t*xt"))

    def _write(self) -> None:
        lines = [json.dumps({"id": id, "text": text}) for id, text in self._records.items()]
        self._choice.shuffle(lines[:2])
        (self.folder / "m.jsonl").write_text("\n".join(lines) + "\n")


def answers(location: Path) -> dict[str, object]:
    """What searches say: identifiers with scores, totals, facets, and how words are spelled."""
    engine = open_engine(location)
    said: dict[str, object] = {}
    for words in ("", *WORDS, "crue pont", '"digue crue"', "marche -ecole", "vill*"):
        results = engine.search(Query(parse(words).clause), size=100)
        hits = {hit.release.id: (round(hit.score, 3), hit.release) for hit in results.hits}
        said[words] = results.total, results.countries, hits
    said["vocabulary"] = [engine.vocabulary.get(word) for word in ("ecole", "marche", "crue")]
    said["catalogue"] = sorted(engine.catalogue())
    said["frequencies"] = [engine.frequency(term) for term in ("ecol", "pont", "crue")]
    engine.close()
    return said


def answers_of_a_rebuild(tmp_path: Path, source: Path) -> dict[str, object]:
    """The same, of an index that is made of nothing but these files."""
    rebuilt = tmp_path / "rebuilt"
    index_sources(rebuilt, list_files([source]))
    return answers(rebuilt)


def test_copies_are_compared_and_read_again_only_where_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = random.Random(1)
    folder, location = tmp_path / "archive", tmp_path / "index"
    folder.mkdir()
    for number in range(4):
        plain = text(choice)
        (folder / f"{number}.txt").write_text(plain + " La fin.")
        (folder / f"{number}.text").write_text(plain)
        (folder / f"autre{number}.txt").write_text(text(choice))
    index_sources(location, list_files([folder]))
    compared: list[str] = []

    def comparing(one: str, other: str) -> bool:
        compared.append(one)
        return are_renditions(one, other)

    monkeypatch.setattr(copies, "are_renditions", comparing)
    report = index_sources(location, list_files([folder]), update=True)
    assert (report.releases, report.renditions, report.files_read) == (8, 4, 0)
    assert compared == []
    (folder / "0.txt").unlink()  # the better copy of two
    (folder / "nouveau.txt").write_text((folder / "1.txt").read_text())
    report = index_sources(location, list_files([folder]), update=True)
    assert (report.releases, report.renditions) == (8, 4)
    assert report.files_read == 3  # the copy that is left; the new one, and that not indexed
    assert 1 <= len(compared) <= 2
    assert answers(location) == answers_of_a_rebuild(tmp_path, folder)


def test_a_copy_that_changed_in_secret_is_named(tmp_path: Path) -> None:
    choice = random.Random(3)
    folder, location = tmp_path / "archive", tmp_path / "index"
    folder.mkdir()
    worse, better, other = (folder / f"{name}.txt" for name in ("a", "b", "c"))
    other.write_text(text(choice))
    worse.write_text(text(choice))
    better.write_text(worse.read_text() + " La fin.")
    index_sources(location, list_files([folder]))
    state = worse.stat()
    worse.write_text(" " * state.st_size)
    os.utime(worse, ns=(state.st_atime_ns, state.st_mtime_ns))
    better.unlink()
    with pytest.raises(BuildFailed, match=r"a\.txt changed.* without --update"):
        index_sources(location, list_files([folder]), update=True)
    assert index_sources(location, list_files([folder])).releases == 1


def test_names_that_look_the_same_are_told_apart(tmp_path: Path) -> None:
    choice = random.Random(2)
    folder, location = tmp_path / "archive", tmp_path / "index"
    folder.mkdir()
    for name in ("e\u0301.txt", "f.txt", "\u00e9.txt"):  # the first and the last: é
        (folder / name).write_text(text(choice))
    index_sources(location, list_files([folder]))
    (folder / "copie.txt").write_text((folder / "\u00e9.txt").read_text())
    report = index_sources(location, list_files([folder]), update=True)
    assert (report.releases, report.renditions, report.files_read) == (3, 1, 1)
    assert answers(location) == answers_of_a_rebuild(tmp_path, folder)


def test_of_a_changed_file_only_the_changed_lines_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, location = tmp_path / "a.jsonl", tmp_path / "index"
    lines = [f'{{"id": "n{n}", "text": "Un texte de {n} pages."}}\n' for n in range(90)]
    source.write_text("".join(lines))
    index_sources(location, list_files([source]))
    read: list[int] = []

    def reading(file: SourceFile, line: Line) -> Item:
        read.append(line.number)
        return read_line(file, line)

    monkeypatch.setattr(making, "read_line", reading)
    lines[50] = '{"id": "n50", "text": "Un autre texte."}\n'
    lines[60] = "\n"  # n60 is gone
    lines[70] += lines[9]  # an identifier that is taken
    lines[80] += "non\n"
    source.write_text("".join(lines))
    report = index_sources(location, list_files([source]), update=True)
    assert read == [51, 83]
    rebuilt = tmp_path / "rebuilt"
    again = index_sources(rebuilt, list_files([source]))
    assert report.skipped == again.skipped
    assert (report.releases, report.fingerprint) == (89, again.fingerprint)
    assert answers(location) == answers(rebuilt)


@pytest.mark.parametrize("seed", range(6))
def test_updates_end_where_a_rebuild_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(policy, "SMALL", 1)  # so that there are several segments
    monkeypatch.setattr(policy, "GROWTH", 2)
    monkeypatch.setattr(policy, "MOST_DELETED", 0.6)
    archive = Archive(tmp_path / "archive", seed)
    updated, rebuilt = tmp_path / "updated", tmp_path / "rebuilt"
    index_sources(updated, list_files([archive.folder]))
    segments, deletions = 0, 0
    for _ in range(8):
        archive.change()
        report = index_sources(updated, list_files([archive.folder]), update=True)
        again = index_sources(rebuilt, list_files([archive.folder]))
        assert report.fingerprint == again.fingerprint
        assert (report.releases, report.renditions) == (again.releases, again.renditions)
        assert report.skipped == again.skipped
        assert answers(updated) == answers(rebuilt)
        table = read_table(updated)
        segments = max(segments, len(table))
        deletions += sum(len(deleted) for _, deleted in table)
    assert segments > 1
    assert deletions
