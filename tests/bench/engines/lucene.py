"""Lucene 8, through a small program in Java: French analysis with accents folded first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.releases import Release
from tests.bench.engines.java_program import Conversation, JavaProgram
from tests.bench.engines.protocol import Answer, Searcher, day
from tests.bench.speed_questions import Question


class Engine(Searcher):
    stems = True
    warm_ups = 20  # Java compiles what has run some thousand times

    def __init__(self) -> None:
        self._program = JavaProgram("Releases")
        self._searching: Conversation | None = None
        self._seconds = 0.0

    def build(self, folder: Path, releases: Iterable[Release]) -> None:
        writing = self._program.start("build", folder)
        for release in releases:
            writing.tell(release.title, release.body, str(day(release.date)), *release.countries)
        writing.close()

    def open(self, folder: Path) -> None:
        # Goes on when it runs: answers are not remembered, and what is compiled had better stay.
        if self._searching is None:
            self._searching = self._program.start("search", folder)

    def search(self, question: Question) -> Answer:
        assert self._searching is not None
        taken, found = answer(self._searching.ask(*asked(question)))
        self._seconds += taken
        return found

    def processor_seconds(self) -> float:
        # Of the thread that searches: the others compile, long after a question was answered.
        return self._seconds

    def close(self) -> None:
        if self._searching is not None:
            self._searching.close()
            self._searching = None
        self._program.close()


def asked(question: Question) -> list[str]:
    """The question as ``Releases.java`` reads it."""
    days = [str(day(date)) for date in question.dates] or ["", ""]
    words = [str(len(question.words)), *question.words, *question.without]
    return [question.kind, question.country, *days, *words]


def answer(strings: Sequence[str]) -> tuple[float, Answer]:
    """Seconds of processor time and the answer, as ``Releases.java`` wrote them."""
    nanoseconds, total, hits = map(int, strings[:3])
    end = 3 + 2 * hits
    counts = zip(strings[end::2], map(int, strings[end + 1 :: 2]), strict=True)
    return nanoseconds / 1e9, Answer(total, [*strings[3:end:2]], dict(counts))
