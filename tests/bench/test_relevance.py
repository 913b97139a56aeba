"""How runs are judged, and which peers can be named."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.bench.relevance import main, ndcg, scored
from tests.bench.relevance_peers import peer

CORPUS = (
    '{"id": "a", "title": "La traite", "text": "Des victimes identifiées."}\n'
    '{"id": "b", "title": "Énergie", "text": "L’énergie œuvre ici."}\n'
)


def test_gain_is_discounted_by_rank() -> None:
    assert ndcg(["a", "b"], {"a": 1.0}) == 1
    assert ndcg(["b", "a"], {"a": 1.0}) == pytest.approx(0.6309, abs=1e-4)
    assert scored(["b", "a"], {"a": 1.0, "z": 1.0})[1:] == (0.5, 0.5)


@pytest.mark.parametrize("question", ["energie", "l'énergie", "Energie ou oeuvre"])
def test_sqlite_finds_without_accents(tmp_path: Path, question: str) -> None:
    (tmp_path / "corpus.jsonl").write_text(CORPUS, "utf-8")
    assert peer("sqlite", tmp_path / "corpus.jsonl").found(question, 5) == ["b"]


def test_a_peer_that_there_is_not_is_named(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["--peers", "lucene,xapian", str(tmp_path)])
    assert said.exit_code == click.UsageError.exit_code
    assert "xapian; there are tantivy, bm25s, sqlite, lucene, postgresql" in said.output
