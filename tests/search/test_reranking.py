"""What the places of words add: each reason by itself, and what must not change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release
from search import reranking
from search.engine import Engine
from search.explanation import ScorePart
from search.parsing import parse
from search.query import Query

Make = Callable[..., Release]
FILLER = "et " * 80


def any_of(text: str) -> Query:
    return Query(parse(text, match="any", synonyms=False).clause)


def ids(engine: Engine, text: str, start: int = 0, size: int = 10) -> list[str]:
    return [hit.release.id for hit in engine.search(any_of(text), start=start, size=size).hits]


def test_words_that_follow_each_other_as_asked(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("loin", "La traite est au programme, comme la santé des jeunes personnes.", date="2014"),
        release_of("inverse", "Les personnes de la traite parlent au programme de santé jeunes.", date="2013"),
        release_of("proche", "La traite des personnes est au programme de santé des jeunes.", date="2012"),
        release_of("autre", "Rien de cela."),
    )  # fmt: skip
    assert ids(engine, "traite personnes")[0] == "proche"


def test_words_in_the_lead(engine_of: Callable[..., Engine], release_of: Make) -> None:
    engine = engine_of(
        release_of("fin", f"Bonjour {FILLER} lima", date="2014"),
        release_of("debut", f"lima {FILLER} bonjour", date="2012"),
        release_of("autre", "Rien de cela."),
    )
    assert ids(engine, "lima") == ["debut", "fin"]


def test_the_earlier_in_the_lead_the_better(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("tard", f"{'et ' * 60} lima {'et ' * 20}", date="2014"),
        release_of("tot", f"{'et ' * 20} lima {'et ' * 60}", date="2012"),
        release_of("autre", "Rien de cela."),
    )
    assert ids(engine, "lima") == ["tot", "tard"]


def test_a_word_that_begins_like_one_that_is_missing(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("autre", "Un colis pour Lima et Lorraine.", date="2014"),
        release_of("parent", "Un colis pour Lima et Alsacienne.", date="2012"),
        release_of("rien", "Rien de cela."),
    )
    assert ids(engine, "colis") == ["autre", "parent"]
    assert ids(engine, "colis alsace") == ["parent", "autre"]


def test_no_number_is_like_another(engine_of: Callable[..., Engine], release_of: Make) -> None:
    engine = engine_of(
        release_of("sans", "Un colis pour Lima et Lorraine.", date="2014"),
        release_of("nombre", "Un colis pour Lima et 20135.", date="2012"),
        release_of("rien", "Rien de cela."),
    )
    assert ids(engine, "colis 20134") == ["sans", "nombre"]


def test_frequent_words_are_like_no_other(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = (
        release_of("autre", "Un colis pour Lima et Lorraine.", date="2014"),
        release_of("parent", "Un colis pour Lima et Alsacienne.", date="2012"),
        release_of("encore", "Une Alsacienne."),
    )
    for most, share, best in ((2, 1, "parent"), (1, 1, "autre"), (2, 4, "autre")):
        monkeypatch.setattr("search.kindred.KINDRED_HOLDERS", most)
        monkeypatch.setattr("search.kindred.KINDRED_SHARE", share)
        assert ids(engine_of(*releases), "colis alsace")[0] == best


def parts_of(engine: Engine, text: str, id: str) -> tuple[ScorePart, ...]:
    """What the score of a release is the sum of."""
    told = engine.explain(any_of(text), id)
    assert told is not None
    return told.parts


def kin(engine: Engine, text: str, id: str) -> list[str]:
    """The words for which others that begin like them stand in a release."""
    return [part.words[0] for part in parts_of(engine, text, id) if part.kind == "kindred"]


def test_a_word_asked_for_is_no_kin_of_one_that_is_missing(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("mot", "Un colis pour une alsacienne.", date="2014"),
        release_of("autre", f"{FILLER} colis"),
    )
    # Whether it was remembered for another question or not.
    for _ in range(2):
        assert kin(engine, "colis alsace", "mot") == ["alsace"]
        assert kin(engine, "colis alsacienne alsace", "mot") == []


def test_kin_count_only_where_the_word_is_missing(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("parent", "Un colis pour une alsacienne."),
        release_of("mot", "Un colis pour l’Alsace et une alsacienne."),
        *(release_of(f"autre{number}", f"{FILLER} colis") for number in range(20)),
    )
    query = any_of("colis alsace")
    scores = {hit.release.id: hit.score for hit in engine.search(query).hits}
    for id, words in (("parent", ["alsace"]), ("mot", [])):
        assert kin(engine, "colis alsace", id) == words
        parts = parts_of(engine, "colis alsace", id)
        assert sum(part.score for part in parts) == pytest.approx(scores[id])


def test_a_word_asked_for_in_titles_has_no_kin(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("titre", "Un colis.", title="Une alsacienne"),
        release_of("autre", f"{FILLER} colis"),
    )
    assert kin(engine, "colis alsace", "titre") == ["alsace"]
    assert kin(engine, "colis titre:alsace", "titre") == []


@pytest.mark.parametrize("missing", ["train", "ville", "jour", "passage", "ensemble"])
def test_four_letters_make_no_kin(
    engine_of: Callable[..., Engine], release_of: Make, missing: str
) -> None:
    engine = engine_of(
        release_of("mot", "Un colis : traite, village, journaux, passeport, enseignants."),
        release_of("autre", f"{FILLER} colis"),
    )
    assert kin(engine, f"colis {missing}", "mot") == []


def test_a_title_that_the_question_covers(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(
        release_of("reste", "Rien.", title="La carte perdue ou volée à Lima", date="2014"),
        release_of("tout", "Rien.", title="La carte", date="2012"),
        release_of("autre", "Rien de cela."),
    )
    monkeypatch.setattr(reranking, "LEAD_WEIGHT", 0)
    assert ids(engine, "la carte") == ["tout", "reste"]


def test_only_the_best_gain_and_pages_join_without_a_seam(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(
        *(
            release_of(f"r{number}", f"lima {FILLER * (number % 7)} quito {'et ' * number}")
            for number in range(30)
        )
    )
    monkeypatch.setattr(reranking, "RERANKED", 12)
    query = any_of("lima quito")
    hits = engine.search(query, size=30).hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert engine.search(query).total == len(hits) == 30
    in_pages = [id for start in range(0, 30, 7) for id in ids(engine, "lima quito", start, 7)]
    assert in_pages == [hit.release.id for hit in hits]
    monkeypatch.setattr(reranking, "RERANKED", 0)
    plain = engine.search(query, size=30)
    assert {hit.release.id for hit in plain.hits[:12]} == set(in_pages[:12])
    assert [hit.release.id for hit in plain.hits[12:]] == in_pages[12:]


def test_a_crowd_of_equals_is_left_in_its_order(
    engine_of: Callable[..., Engine], release_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(
        release_of("meilleur", "lima lima lima", date="2001"),
        *(release_of(f"r{day}", "lima et quito", date=f"2012-05-{day:02}") for day in range(1, 29)),
        release_of("autre", "Rien de cela."),
    )
    monkeypatch.setattr(reranking, "RERANKED", 5)
    assert ids(engine, "lima")[:3] == ["meilleur", "r28", "r27"]
