"""The development set: thirty invented raw files with gold answers."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from index.countries.folding import fold_phrase
from index.extraction import InvalidRelease, extract
from index.inspection import as_inspection

DEV = Path(__file__).parent / "dev"
GOLD = [json.loads(path.read_text("utf-8")) for path in sorted(DEV.glob("*.gold.json"))]


def alike(said: str, gold: str) -> bool:
    """Equal but for typography and lost letters."""
    return SequenceMatcher(None, fold_phrase(said), fold_phrase(gold), False).ratio() >= 0.97


@pytest.mark.parametrize("gold", [g for g in GOLD if g["valid"]], ids=lambda g: g["id"])
def test_valid_file(gold: dict) -> None:
    path = DEV / f"{gold['id']}.txt"
    said = as_inspection(path.name, extract(path.read_bytes(), id=path.stem, source=path.name))
    for field in ("primary_country", "date", "date_partial"):
        assert said[field] == gold[field], field
    assert set(said["countries"]) == set(gold["countries"])
    assert fold_phrase(said["dateline_place"] or "") == fold_phrase(gold["dateline_place"] or "")
    assert alike(said["title"], gold["title"])
    assert len(said["paragraphs"]) == gold["n_paragraphs"]
    assert alike(said["paragraphs"][0], gold["first_paragraph"])
    assert alike(said["paragraphs"][-1], gold["last_paragraph"])
    contacts = [(c["name"], c["office"], c["email"]) for c in gold["contacts"]]
    assert [
        (c["name"], (c["office"] or "").replace("’", "'"), c["email"]) for c in said["contacts"]
    ] == contacts
    assert [re.sub(r"\D", "", c["phone"]) for c in said["contacts"]] == [
        c["phone_digits"] for c in gold["contacts"]
    ]


@pytest.mark.parametrize("gold", [g for g in GOLD if not g["valid"]], ids=lambda g: g["id"])
def test_invalid_file(gold: dict) -> None:
    path = DEV / f"{gold['id']}.txt"
    with pytest.raises(InvalidRelease):
        extract(path.read_bytes(), id=path.stem, source=path.name)
