"""A generated archive of any size: sentences of the sample archive, refilled by frequency.

Each sentence keeps its shape (little words, punctuation); its longer words are drawn from the
sample's vocabulary by Zipf's law, in bursts by topic, or are invented names, of which there are
always new ones, as in real archives. The same size gives the same archive, and a smaller one is
the beginning of a larger one. ``python -m tests.bench.speed_archive FILE`` writes one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from index.reading import read_files
from index.releases import PARAGRAPH_BREAK, Mention, Release
from index.sources import list_files, sample_archive
from tests.bench.commands import SOME, Bench

WORDS_A_BODY = (300, 450)
TOPICS, TOPIC_WORDS = 200, 120
CHUNK = 1000
READ_AT_ONCE = 1 << 24
RENAMED = 60
SYLLABLES = [
    "ba",
    "bru",
    "cha",
    "cor",
    "da",
    "del",
    "fer",
    "ga",
    "gra",
    "ha",
    "jo",
    "ka",
    "la",
    "lin",
    "ma",
    "mo",
    "na",
    "ne",
    "or",
    "pa",
    "pra",
    "qui",
    "ra",
    "ri",
    "sa",
    "so",
    "ta",
    "ti",
    "va",
    "xa",
    "zé",
    "né",
]
_WORD = re.compile(r"(?<![\w’'@./-])[^\W\d_]{5,}+(?![’'@/-]|\.\w)")
"""A word that is free to be another one: not tied to its neighbour, as in l’énergie."""


def read_through(folder: Path) -> None:
    """Read all files in a folder, so that they are in memory and no disk is timed."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(READ_AT_ONCE):
                    pass


@dataclass
class Generator:
    """Makes releases, a chunk at a time."""

    shapes: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        counts: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        for item in read_files(list_files([sample_archive()])):
            if not isinstance(item, Release):
                continue
            countries.update(item.countries)
            for sentence in re.split(r"(?<=[.!?])\s+", item.body):
                # [literal, word, literal, …]: the words are the slots
                pieces = re.split(f"({_WORD.pattern})", sentence)
                counts.update(pieces[1::2])
                if 8 <= len(sentence.split()) <= 45:
                    self.shapes.append(pieces)
        self.words = np.array([word for word, _ in counts.most_common()], dtype=object)
        self.weights = _zipf(len(self.words))
        self.codes = [code for code, _ in countries.most_common()]
        self.code_weights = _zipf(len(self.codes))
        random = np.random.default_rng(7)
        self.topics = [random.choice(len(self.words), TOPIC_WORDS) for _ in range(TOPICS)]

    def releases(self, number: int) -> Iterator[Release]:
        """The first ``number`` releases."""
        for chunk in range(-(-number // CHUNK)):
            random = np.random.default_rng((7, chunk))
            made = [self._release(chunk * CHUNK + n, random) for n in range(CHUNK)]
            yield from made[: number - chunk * CHUNK]

    def _release(self, number: int, random: np.random.Generator) -> Release:
        drawn = iter(self.words[random.choice(len(self.words), 600, p=self.weights)])
        topic = iter(self.words[random.choice(self.topics[random.integers(TOPICS)], 600)])
        luck = iter(random.random(600).tolist())
        names = iter(_name_numbers(random, 200))

        def sentence() -> str:
            pieces = list(self.shapes[random.integers(len(self.shapes))])
            for slot in range(1, len(pieces), 2):
                chance = next(luck, 0.5)
                if chance < 0.06:
                    pieces[slot] = _name(next(names, 1))
                elif chance < 0.3:
                    pieces[slot] = next(topic, pieces[slot])
                elif chance < 0.8:
                    pieces[slot] = next(drawn, pieces[slot])
            return "".join(pieces)

        wanted, held, paragraphs = int(random.integers(*WORDS_A_BODY)), 0, []
        while held < wanted:
            paragraphs.append(" ".join(sentence() for _ in range(3)))
            held += paragraphs[-1].count(" ") + 1
        several = random.choice(
            len(self.codes), 1 + int(random.geometric(0.5)), p=self.code_weights
        )
        codes = tuple(dict.fromkeys(self.codes[n] for n in several))
        day = np.datetime64("1998-01-01") + int(random.beta(2.2, 1.3) * 10_000)
        return Release(
            id=str(number),
            title=sentence()[:90].rsplit(" ", 1)[0],
            body=PARAGRAPH_BREAK.join(paragraphs),
            source=f"archive.jsonl:{number + 1}",
            date=str(day),
            primary_country=codes[0],
            countries=codes,
            mentions=tuple(Mention(code, "given", "body", 0, 0) for code in codes),
        )


def _zipf(number: int) -> np.ndarray:
    weights = 1 / (np.arange(number) + 2.7)
    return weights / weights.sum()


def _name_numbers(random: np.random.Generator, size: int) -> list[int]:
    """Which invented names come next: a few often, and always new ones."""
    return (3 * (1 - random.random(size)) ** (-1 / 0.6)).astype(np.int64).tolist()


def _name(number: int) -> str:
    text, rest = "", number * 2654435761 % 2**40
    for _ in range(3 + number % 2):
        text += SYLLABLES[rest % len(SYLLABLES)]
        rest //= len(SYLLABLES)
    return text.capitalize()


def write_records(path: Path, number: int) -> None:
    """Write the first ``number`` releases as records, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for release in Generator().releases(number):
            record = {
                "id": release.id,
                "title": release.title,
                "text": release.body,
                "date": release.date,
                "countries": release.countries,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read_records(records: Path, size: int) -> Iterator[Release]:
    """Read the first ``size`` records of a file as releases.

    Raises:
        click.ClickException: there are fewer, or one is no record that every engine can have.
    """
    number = 0
    with records.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, size), 1):
            yield _release_of(line, f"{records}:{number}", records.name)
    if number < size:
        raise click.ClickException(
            f"{records} has {number} records, fewer than are asked for (--size)"
        )


def _release_of(line: str, place: str, source: str) -> Release:
    try:
        record = json.loads(line)
        return Release(
            id=str(record["id"]),
            title=record["title"],
            body=record["text"],
            source=source,
            date=record["date"],
            countries=tuple(record["countries"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(
            f"{place}: no JSON object with id, title, text, date and countries ({error!r})"
        ) from None


def copy_records(path: Path, records: Path, size: int) -> None:
    """Copy the first ``size`` records of a file.

    Raises:
        click.ClickException: see ``read_records``.
    """
    for _ in read_records(records, size):
        pass  # what is wrong with one is said before any is indexed
    with path.open("w", encoding="utf-8") as file, records.open(encoding="utf-8") as lines:
        file.writelines(islice(lines, size))


def write_copies(path: Path, records: Path, copies: int) -> None:
    """Write so many versions of an archive one after the other: what is large must not be slow.

    Generating a million releases takes a quarter of an hour. After the first version, identifiers
    are others and every ``RENAMED``-th word is an invented name, so that the vocabulary grows.
    """
    with path.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            random = np.random.default_rng((11, copy))
            with records.open(encoding="utf-8") as lines:
                file.writelines(lines if not copy else (_version(x, copy, random) for x in lines))


def _version(line: str, copy: int, random: np.random.Generator) -> str:
    record = json.loads(line)
    record["id"] += f"-{copy}"
    words = record["text"].split(" ")
    places = range(int(random.integers(RENAMED)), len(words), RENAMED)
    for place, number in zip(places, _name_numbers(random, len(places)), strict=True):
        words[place] = _name(number)
    record["text"] = " ".join(words)
    return json.dumps(record, ensure_ascii=False) + "\n"


@click.command(cls=Bench)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--size", default=10_000, show_default=True, type=SOME, help="Releases.")
@click.option(
    "--copies", default=1, show_default=True, type=SOME, help="Versions of it; multiplies --size."
)
def main(path: Path, size: int, copies: int) -> None:
    """Write an archive, a record a line."""
    with TemporaryDirectory(dir=path.parent) as temporary:
        once = Path(temporary) / "once.jsonl"
        write_records(once, size)
        write_copies(path, once, copies)


if __name__ == "__main__":
    main()
