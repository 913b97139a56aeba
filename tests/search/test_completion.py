"""Completions: words, pairs of words and titles, accents restored, most frequent first."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import completions
from index.building import build_index
from index.completions import SUFFIX
from index.releases import Release
from search.archive import open_engine
from search.engine import Engine
from search.parsing import parse
from search.query import Query
from tests.search.strategies import WORDS, archives

Make = Callable[..., Release]


@pytest.fixture
def engine(engine_of: Callable[..., Engine], release_of: Make) -> Engine:
    return engine_of(
        release_of("a", "Des femmes victimes au Pérou. Les droits humains.", "Pérou : un foyer"),
        release_of("b", "Droits humains et personnes déplacées au Pérou.", "L’énergie à Lima"),
        release_of(
            "c", "Un rendez-vous. Des personnes déplacées. Une perle.", "Une ligne d’écoute"
        ),
        release_of("d", "Les droits, humains. Le Pérou et la perle rare. Des rendez-vous."),
        release_of("e", "Au Pérou, la perle et des victimes."),
    )


@pytest.mark.parametrize(
    ("typed", "offered", "why"),
    [
        ("perou", ["Pérou", "Pérou : un foyer"], "accents and the capital are given back"),
        ("pér", ["Pérou", "perle", "personnes"], "by frequency: 4 releases, 3, 2"),
        ("pers", ["personnes", "personnes déplacées"], "a pair of words"),
        ("droits h", ["droits humains"], "the pair, and not the word once more"),
        ("personnes ", ["personnes déplacées"], "after a space the next word"),
        ("l'éner", ["L’énergie à Lima"], "the elision does not matter"),
        ("lim", ["L’énergie à Lima"], "a title from any of its words"),
        ("foyer", ["Pérou : un foyer"], "a word of one release only by its title"),
        ("un fo", ["Pérou : un foyer"], "several words of a title"),
        ("energie à li", ["L’énergie à Lima"], "little words count in titles"),
        ("rendez-v", ["rendez-vous"], "a compound is one word"),
        ("victimes pe", ["victimes Pérou", "victimes perle"], "not personnes: nothing has both"),
        ("perou vic", ["Pérou victimes"], "accents of the words before are given back"),
        ("Perou vic", ["Pérou victimes"], "also with a capital"),
        ("femmes des droits hum", ["femmes des droits humains"], "words before a pair"),
        ("lima OU pér", ["lima OU Pérou", "lima OU perle", "lima OU personnes"], "either will do"),
        ("titre:per", ["titre:Pérou", "titre:perle", "titre:personnes"], "the field stays"),
        ('"droits hum', ['"droits humains'], "inside a quotation"),
        ("xyz", [], "nothing begins so"),
        ("  ", [], "nothing was typed"),
        ("pér*", [], "what is truncated is complete"),
        ("perou ET", [], "an operator is no word"),
        ("un deux trois quatre cinq six sept huit neuf per", [], "who types so much knows"),
    ],
)
def test_completions(engine: Engine, typed: str, offered: list[str], why: str) -> None:
    found = engine.complete(typed)
    assert [completion.text for completion in found][: max(len(offered), 1)] == offered, why


def test_each_kind_has_its_share(engine: Engine) -> None:
    kinds = [completion.kind for completion in engine.complete("per", count=3)]
    assert kinds == ["word", "phrase", "title"]


def test_documents_are_counted(engine: Engine) -> None:
    counted = {completion.text: completion.documents for completion in engine.complete("droits")}
    assert counted["droits humains"] == 2
    assert {c.text: c.documents for c in engine.complete("pérou vic")}["pérou victimes"] == 2


@settings(max_examples=60)
@given(archives(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.integers(1, 9))
def test_what_is_offered_finds_something(
    releases: list[Release], words: list[str], typed: int
) -> None:
    text = " ".join([*words[:-1], words[-1][:typed]])
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder) / "index", releases)
        engine = open_engine(Path(folder) / "index")
        for completion in engine.complete(text):
            query = Query(parse(completion.text, synonyms=False).clause)
            assert engine.search(query).total > 0, (text, completion)
        engine.close()


def test_a_part_of_a_compound_is_not_the_compound(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    apart = [release_of(id, "Rendez la traite impossible.") for id in "ab"]
    assert engine_of(*apart).complete("rendez-vous t") == []
    whole = [release_of(id, "Un rendez-vous. La traite.") for id in "ab"]
    assert [found.text for found in engine_of(*whole).complete("rendez-vous t")] == [
        "rendez-vous traite"
    ]


def test_without_its_file_only_words_are_completed(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = (tmp_path / "index0").resolve().glob(f"*{SUFFIX}")
    file.rename(file.with_suffix(".kept"))
    reopened = open_engine(tmp_path / "index0")
    assert [found.kind for found in reopened.complete("pers")] == ["word"]
    file.write_bytes(b"cut off")
    assert [found.kind for found in open_engine(tmp_path / "index0").complete("pers")] == ["word"]
    file.with_suffix(".kept").rename(file)
    monkeypatch.setattr(completions, "VERSION", completions.VERSION + 1)
    assert [found.kind for found in open_engine(tmp_path / "index0").complete("pers")] == ["word"]


def test_a_large_archive_is_completed_as_a_small_one_is(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    random = Random(6)
    syllables = [a + b for a in "bcdflmnprst" for b in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 5))) for _ in range(3000)]
    engine = engine_of(
        *(
            release_of(
                str(n), " ".join(random.choices(words, k=8)), " ".join(random.choices(words, k=8))
            )
            for n in range(3000)
        )
    )
    for text in ("b", "pe", "per", "m"):
        found = engine.complete(text)
        assert 0 < len(found) <= 8
        assert all(c.text.lower().startswith(text) for c in found if c.kind != "title"), found
        counts = [c.documents for c in found if c.kind == "word"]
        assert counts == sorted(counts, reverse=True)
