"""Score the extraction against gold answers.

    python -m tests.bench.extraction_score FOLDER

FOLDER holds raw files (ID.txt) beside their answers (ID.gold.json). Prints one figure a field,
and every miss.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from index.countries.folding import fold_phrase
from index.extraction import InvalidRelease, extract
from index.inspection import as_inspection
from tests.bench.commands import FOLDER, Bench

SIMILAR = 0.97


def inspect(path: Path) -> dict[str, Any]:
    """The inspection of one file."""
    try:
        return as_inspection(path.name, extract(path.read_bytes(), id=path.stem, source=str(path)))
    except InvalidRelease as error:
        return as_inspection(path.name, error)


def alike(said: str | None, gold: str | None) -> bool:
    """Whether two texts agree but for typography and a repaired letter."""
    pair = (fold_phrase(said or ""), fold_phrase(gold or ""))
    return difflib.SequenceMatcher(None, *pair, autojunk=False).ratio() >= SIMILAR


def checks(said: dict[str, Any], gold: dict[str, Any]) -> dict[str, bool]:
    """What is right and what is not, by field."""
    if not gold["valid"]:
        return {"validity": not said["valid"]}
    paragraphs = said["paragraphs"] or [""]
    emails = [contact["email"] for contact in said["contacts"]]
    return {
        "validity": said["valid"],
        "title": alike(said["title"], gold["title"]),
        "dateline": alike(said["dateline_place"], gold["dateline_place"]),
        "date": said["date"] == gold["date"] and said["date_partial"] == gold["date_partial"],
        "primary country": said["primary_country"] == gold["primary_country"],
        "countries": set(said["countries"]) == set(gold["countries"]),
        "first paragraph": alike(paragraphs[0], gold["first_paragraph"]),
        "last paragraph": alike(paragraphs[-1], gold["last_paragraph"]),
        "paragraphs ±1": abs(len(paragraphs) - gold["n_paragraphs"]) <= 1,
        "contacts": emails == [contact["email"] for contact in gold["contacts"]],
    }


@click.command(cls=Bench)
@click.argument("folder", type=FOLDER)
def main(folder: Path) -> None:
    """Print the figures and the misses."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for answer in sorted(folder.glob("*.gold.json")):
        gold = json.loads(answer.read_text("utf-8"))
        raw = next(p for p in folder.glob(f"{gold['id']}.*") if p != answer)
        for field, good in checks(inspect(raw), gold).items():
            total[field] += 1
            right[field] += good
            if not good:
                print("miss:", gold["id"], field)
    if not total:
        raise click.ClickException(f"{folder} holds no answers (ID.gold.json)")
    for field, count in total.items():
        print(f"{field:16} {right[field]:4}/{count}")


if __name__ == "__main__":
    main()
