"""The engines that are compared: what is sent and read, and that they find the same."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import closing
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.engines import NAMES, engine, lucene, postgresql
from tests.bench.engines.java_program import JavaProgram
from tests.bench.engines.messages import packed, read
from tests.bench.engines.protocol import Answer, NotInstalled, Refused, needed_by
from tests.bench.processor import processor_seconds
from tests.bench.speed_archive import copy_records, read_records
from tests.bench.speed_questions import Question

ASKED = [
    (Question("rare", ("migrants",)), 12, {"PE": 4, "BO": 4, "ML": 8}),
    (Question("and", ("migrants", "lima")), 4, {"PE": 4, "BO": 4}),
    (Question("or", ("lima", "bamako")), 8, {"PE": 4, "BO": 4, "ML": 4}),
    (Question("not", ("migrants",), ("lima",)), 8, {"ML": 8}),
    (Question("phrase", ("accueille", "bamako")), 4, {"ML": 4}),
    (Question("prefix", ("migr",)), 12, {"PE": 4, "BO": 4, "ML": 8}),
    # counts of ours are those without the filter, so that a reader can widen the choice
    (Question("country", ("migrants",), (), "PE"), 4, None),
    (
        Question("date", ("migrants",), (), "", ("2012-01-01", "2014-12-31")),
        3,
        {"ML": 2, "PE": 1, "BO": 1},
    ),
    (Question("rare", ("absent",)), 0, {}),
]
"""What is asked of ``archive``, with the total and the counts by country."""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_was_sent_is_read(strings: list[str]) -> None:
    assert read(io.BytesIO(packed(strings))) == strings


def test_a_message_that_breaks_off_is_no_message() -> None:
    with pytest.raises(EOFError):
        read(io.BytesIO(packed(["Pérou"])[:-1]))


def test_a_question_for_lucene() -> None:
    dated = Question("not", ("traite",), ("lima",), "PE", ("2010-01-01", "2012-12-31"))
    assert lucene.asked(dated) == ["not", "PE", "20100101", "20121231", "1", "traite", "lima"]
    assert lucene.asked(Question("or", ("a", "b"))) == ["or", "", "", "", "2", "a", "b"]


def test_an_answer_of_lucene() -> None:
    strings = ["2000000", "7", "2", "Un", "p", "Deux", "", "PE", "6", "BO", "3"]
    assert lucene.answer(strings) == (0.002, Answer(7, ["Un", "Deux"], {"PE": 6, "BO": 3}))
    assert lucene.answer(["0", "0", "0"]) == (0.0, Answer(0, [], {}))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (Question("and", ("traite", "lima")), "traite & lima"),
        (Question("or", ("traite", "lima")), "traite | lima"),
        (Question("not", ("traite",), ("lima",)), "traite & !lima"),
        (Question("phrase", ("traite", "humaine")), "traite <-> humaine"),
        (Question("prefix", ("migr",)), "migr:*"),
    ],
)
def test_words_for_postgresql(question: Question, text: str) -> None:
    assert postgresql.words(question) == text


def test_a_statement_for_postgresql_filters_as_asked() -> None:
    plain, values = postgresql.asked(Question("rare", ("traite",)))
    assert values == {"configuration": "fr", "words": "traite"}
    assert "%(country)s" not in plain
    assert "%(first)s" not in plain
    narrowed, values = postgresql.asked(
        Question("prefix", ("migr",), (), "PE", ("2010-01-01", "2012-12-31"))
    )
    assert values["configuration"] == "simple"
    assert (values["country"], values["first"], values["last"]) == (
        "PE",
        "2010-01-01",
        "2012-12-31",
    )
    assert "%(country)s" in narrowed
    assert "%(last)s" in narrowed


def test_what_is_missing_is_named_with_its_packages(tmp_path: Path) -> None:
    with pytest.raises(NotInstalled, match="liblucene8-java openjdk-17-jdk-headless"):
        JavaProgram("Releases", jars=tmp_path)
    with pytest.raises(NotInstalled, match=r"pip install -e '\.\[bench\]'"), needed_by("x"):
        import no_such_library  # noqa: F401


def test_an_unknown_engine_is_told_from_those_there_are() -> None:
    with pytest.raises(click.ClickException, match=r"no engine is called 'xapian'.*lucene"):
        engine("xapian")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve releases on migrants, a year each: of them four on Lima, four on Bamako."""
    path = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    places = [("accueille Lima", ["PE", "BO"]), ("accueille Bamako", ["ML"]), ("avance", ["ML"])]
    with path.open("w", encoding="utf-8") as file:
        for number, (words, countries) in zip(range(12), cycle(places), strict=False):
            record = {
                "id": f"c{number}",
                "title": f"Communiqué {number}",
                "text": f"Les migrants arrivent.\n\nLa ville {words}.",
                "date": f"{2010 + number}-05-21",
                "countries": countries,
            }
            file.write(json.dumps(record) + "\n")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_does_the_whole_work(
    archive: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        searcher = engine(name)
    except NotInstalled as missing:
        pytest.skip(missing.message)
    # not in pytest's folder, which the user that runs PostgreSQL cannot reach
    with TemporaryDirectory() as home, closing(searcher):
        Path(home).chmod(0o711)
        monkeypatch.chdir(home)
        folder = Path("engine")  # as seen from here: that of the benches is, too
        folder.mkdir()
        searcher.build(folder, read_records(archive, 12))
        searcher.open(folder)
        before = searcher.processor_seconds()
        for question, total, countries in ASKED:
            answer = searcher.search(question)
            assert answer is not None
            assert answer.total == total, question
            assert len({*answer.titles}) == min(total, 10), question
            assert countries in (answer.countries, None), question
        assert searcher.processor_seconds() > before


def test_what_ours_refuses_is_said(archive: Path, tmp_path: Path) -> None:
    ours = engine("communiques")
    ours.build(tmp_path, read_records(archive, 12))
    ours.open(tmp_path)
    with pytest.raises(Refused):
        ours.search(Question("or", ("migrants",) * 5000))


def test_records_are_read_as_releases(archive: Path) -> None:
    (release,) = read_records(archive, 1)
    assert (release.id, release.title, release.date) == ("c0", "Communiqué 0", "2010-05-21")
    assert release.paragraphs == ("Les migrants arrivent.", "La ville accueille Lima.")
    assert release.countries == ("PE", "BO")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", r"bad\.jsonl has 0 records, fewer than are asked for"),
        ("{}\n", r"bad\.jsonl:1: no JSON object with id, .*KeyError\('id'\)"),
        ("[]\n", r"bad\.jsonl:1: no JSON object"),
        ("Traite\n", r"bad\.jsonl:1: no JSON object"),
    ],
)
def test_records_that_cannot_be_compared_with_are_named(
    tmp_path: Path, written: str, said: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(written)
    with pytest.raises(click.ClickException, match=said):
        copy_records(tmp_path / "copy.jsonl", bad, 1)


def test_the_first_records_are_copied(archive: Path, tmp_path: Path) -> None:
    copy_records(tmp_path / "copy.jsonl", archive, 2)
    assert [release.id for release in read_records(tmp_path / "copy.jsonl", 2)] == ["c0", "c1"]


def test_processor_time_of_another_process() -> None:
    program = "sum(range(3_000_000)); print(flush=True); input()"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as working:
        assert working.stdout is not None
        working.stdout.readline()
        spent = processor_seconds(working.pid)
        assert spent > 0.001
        assert processor_seconds(os.getpid()) != spent
        working.communicate(b"\n")
    with pytest.raises(OSError, match="No such process"):
        processor_seconds(working.pid)
