"""Any number of updates, of several segments with deletions, ends where a rebuild ends."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from index import making
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
            self._choice.choice([self._add, self._add, self._alter, self._remove, self._copy])()
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
        files = sorted(self.folder.glob("*.txt"))
        if files and self._choice.random() < 0.5:
            self._choice.choice(files).unlink()
        elif len(self._records) > 3:
            del self._records[self._choice.choice([*self._records])]

    def _copy(self) -> None:
        copied = self._records[self._choice.choice([*self._records])]
        (self.folder / f"copie{self._choice.randrange(9)}.txt").write_text(copied)

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
