"""Terms: which decision gives them, and what must never be one word."""

# a table reads a line at a time

from __future__ import annotations

import doctest
import pickle
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from index.french import explain, fingerprint, query_words, term, without_stop_words
from index.french.forms import DATA, TABLE, forms, groups
from index.french.terms import CHAIN, decide
from index.french.versions import PACKAGE, fingerprint_of
from index.french.whoosh_analyzer import FrenchAnalyzer


def test_the_chain_in_its_order() -> None:
    names = [name for name, _ in CHAIN]
    assert names == ["number", "place", "function word", "table", "irregular", "rules"]


def test_no_other_word_has_the_term_of_a_place_or_a_function_word() -> None:
    known = forms()
    theirs = known.places | known.function_words
    others = {*known.table, *known.irregular, *known.allomorphs, *known.nouns_in_ent} - theirs
    # Corses, Amériques: listed under the place.
    others -= {word for word, base in known.allomorphs.items() if base in theirs}
    assert not {word for word in others if decide(word)[0] in theirs}


@pytest.mark.parametrize(
    ("place", "others"),
    [
        ("Mali", "mal malin malien"),
        ("Gaza", "gaz gazeux"),
        ("Haïti", "haït haïr"),
        ("Malaisie", "malaise malaisé"),
        ("Australie", "austral australien"),
        ("Niger", "nier nigérien"),
        ("Chine", "chien chiner"),
        ("France", "franc francs"),
        ("Tchad", "tchadien"),
        ("N'Djamena", "djamena"),
    ],
)
def test_places_keep_themselves(place: str, others: str) -> None:
    assert term(place) == place.lower().replace("ï", "i").replace("'", "")
    assert term(place) not in {term(other) for other in others.split()}


@pytest.mark.parametrize(
    "forms_of_one",
    [
        "péruvien péruvienne péruviens péruviennes",
        "malien malienne maliens maliennes",
        "français française françaises",
        "libanais libanaise libanaises",
        "turc turque turcs turques",
        "grec grecque grecs grecques",
        "migrant migrante migrants migrantes",
        "déplacé déplacée déplacés déplacées",
        "œil yeux",
        "nouveau nouvel nouvelle nouveaux nouvelles",
        "beau bel belle beaux belles",
        "vieux vieil vieille vieilles",
        "fou fol folle fous folles",
        "mou mol molle mous molles",
        "argentin argentine argentins argentines Argentine ARGENTINE",
        "premier première premiers premières",
        "1er 1re 1ère 1ers 1",
        "10e 10ème 10",
        "régional régionale régionaux régionales",
        "obtenir obtient obtenu obtiendra obtinrent",
    ],
)
def test_inflections_meet(forms_of_one: str) -> None:
    assert len({term(form) for form in forms_of_one.split()}) == 1


@pytest.mark.parametrize(
    "new_words",
    [
        "cryptomonnaie cryptomonnaies",
        "géolocaliser géolocalise géolocalisent géolocalisé géolocalisées géolocalisaient",
        "covidé covidée covidés covidées",
        "décarboner décarbone décarbonent décarbonés",
        "influenceur influenceuse influenceurs influenceuses",
        "réinterconnaître réinterconnaîtres",
    ],
)
def test_rules_inflect_words_no_lexicon_knows(new_words: str) -> None:
    assert not forms().table.keys() & set(new_words.split())
    assert len({term(form) for form in new_words.split()}) == 1


def test_the_table_is_small_and_has_a_word_once() -> None:
    text = (DATA / TABLE).read_text("utf-8")
    entries = [
        form for line in text.splitlines() if line[0] != "#" for form in line.split("\t")[1].split()
    ]
    assert len(entries) == len(set(entries)) == len(groups(DATA / TABLE))
    assert sum(path.stat().st_size for path in DATA.iterdir() if path.is_file()) < 1_000_000


@pytest.mark.parametrize(
    ("word", "steps"),
    [
        ("Bateaux", [("surface", "Bateaux"), ("fold", "bateaux"), ("plural", "bateau"), ("term", "bateau")]),
        ("belles", [("surface", "belles"), ("fold", "belles"), ("read as", "beau"), ("term", "beau")]),
        ("Mali", [("surface", "Mali"), ("fold", "mali"), ("place", "mali"), ("term", "mali")]),
        ("été", [("surface", "été"), ("fold", "ete"), ("term", "ete")]),
        ("obtenu", [("surface", "obtenu"), ("fold", "obtenu"), ("irregular", "obten"), ("term", "obten")]),
        ("uvre", [("surface", "uvre"), ("lost œ", "œuvre"), ("fold", "oeuvre"), ("Snowball", "oeuvr"), ("term", "oeuvr")]),
        ("…", []),
    ],
)  # fmt: skip
def test_explain(word: str, steps: list[tuple[str, str]]) -> None:
    assert [tuple(step) for step in explain(word)] == steps


def test_explain_ends_in_the_term() -> None:
    for word in ("libanaises", "sûre", "XXIe", "8 500", "migrants", "géolocalisées", "sous"):
        assert explain(word)[-1] == ("term", term(explain(word)[0].result))


def test_query_words() -> None:
    words = query_words("Les rendez-vous de l’été à l'OIM")
    assert [word.text for word in words] == ["Les", "rendez-vous", "de", "l’été", "à", "l'OIM"]
    assert [word.is_stop_word for word in words] == [True, False, True, False, True, False]
    assert [word.has_accent for word in words] == [False, False, False, True, True, False]
    parts, joined = words[1].alternatives
    assert [token.surface for token in parts] == ["rendez", "vous"]
    assert [token.surface for token in joined] == ["rendezvous"]
    assert [token.term for token in words[5].alternatives[0]] == ["oim"]
    assert (words[5].start, words[5].end) == (27, 32)


def test_stop_words_go_only_when_something_remains() -> None:
    assert [w.text for w in without_stop_words(query_words("le plan de la ville"))] == [
        "plan",
        "ville",
    ]
    assert [w.text for w in without_stop_words(query_words("à la une"))] == ["à", "la", "une"]
    assert without_stop_words(query_words("?!")) == ()


@pytest.mark.parametrize("word", ["été", "ETE", "maïs", "avions", "sans", "contre"])
def test_words_with_a_sense_are_no_stop_words(word: str) -> None:
    assert not query_words(word)[0].is_stop_word


def test_fingerprint_changes_with_any_rule_table_or_library(tmp_path: Path) -> None:
    folder = tmp_path / "french"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = fingerprint_of(folder, ["snowballstemmer 3.0"])
    assert before == fingerprint_of(PACKAGE, ["snowballstemmer 3.0"])
    assert before != fingerprint_of(PACKAGE, ["snowballstemmer 3.1"])
    seen = {before}
    for name in (
        "stemming.py",
        "data/lexicon.tsv",
        "data/stopwords.txt",
        "data/irregular_verbs.tsv",
    ):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        seen.add(fingerprint_of(folder, ["snowballstemmer 3.0"]))
    assert len(seen) == 5
    assert fingerprint() == fingerprint()


def test_whoosh_analyzer() -> None:
    analyzer = pickle.loads(pickle.dumps(FrenchAnalyzer("surfaces")))
    assert analyzer == FrenchAnalyzer("surfaces") != FrenchAnalyzer()
    found = [
        (token.text, token.pos, token.startchar, token.endchar)
        for token in analyzer("l'été, rendez-vous", positions=True, chars=True)
    ]
    assert found == [
        ("ete", 0, 2, 5),
        ("rendez", 1, 7, 13),
        ("rendezvous", 1, 7, 18),
        ("vous", 2, 14, 18),
    ]
    asked = [token.text for token in FrenchAnalyzer("exacts")("l'été, rendez-vous", mode="query")]
    assert asked == ["été", "rendez", "vous"]


@pytest.mark.parametrize("module", ["analysis", "explain", "query", "forms"])
def test_examples_in_docstrings(module: str) -> None:
    assert doctest.testmod(import_module(f"index.french.{module}")).failed == 0


def test_data_beside_the_code_counts_too(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("")
    (tmp_path / "gazetteer.tsv").write_text("PE\tPérou\n")
    before = fingerprint_of(tmp_path, ())
    (tmp_path / "gazetteer.tsv").write_text("PE\tPérou\nBO\tBolivie\n")
    assert fingerprint_of(tmp_path, ()) != before
