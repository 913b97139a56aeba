"""Tokens: what a word is, where it stands, and that nothing visible is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french import analyze, clean, tokens
from index.french.analysis import REMEMBERED, _Remembered

SURFACES = [
    ("l'OIM, l’OIM", ["oim", "oim"]),
    ("L'HCR et l'FBI", ["hcr", "et", "fbi"]),
    ("lorsqu'il puisqu’elle jusqu'ici", ["il", "elle", "ici"]),
    ("aujourd'hui d’aujourd’hui", ["aujourdhui", "aujourdhui"]),
    ("prud'hommes, presqu'île, quelqu'un", ["prudhommes", "presquile", "quelquun"]),
    ("N'Djamena, n’djaména, M'Bour", ["ndjamena", "ndjamena", "mbour"]),
    ("n'hésitez, m'habille, s'y", ["hesitez", "habille", "y"]),
    ("O'Connor", ["oconnor"]),
    ("IOM's", ["iom"]),
    ("rendez-vous", ["rendez", "rendezvous", "vous"]),
    ("co‑construction", ["co", "coconstruction", "construction"]),
    ("Port-au-Prince", ["port", "portauprince", "au", "prince"]),
    ("a-b-c-d-e", ["a", "b", "c", "d", "e"]),
    ("2019-2020", ["2019", "2020"]),
    ("covid-19", ["covid", "covid19", "19"]),
    ("chef-d'œuvre", ["chef", "chefdoeuvre", "oeuvre"]),
    ("O.I.M. l'O.N.U. U.E", ["oim", "onu", "ue"]),
    ("l'É.N.A.", ["ena"]),
    ("www.iom.int", ["www", "iom", "int"]),
    ("presse@iom.int foo_bar", ["presse", "iom", "int", "foo", "bar"]),
    ("8 500", ["8500"]),
    ("8\u202f500, 8\u00a0500, 8.500, 8'500", ["8500", "8500", "8500", "8500"]),
    ("1 234 567,5", ["1234567.5"]),
    ("En 2019, 8 500 personnes", ["en", "2019", "8500", "personnes"]),
    ("en 2015 100 000 migrants", ["en", "2015", "100000", "migrants"]),
    ("3,5 millions, 3.5", ["3.5", "millions", "3.5"]),
    ("le 21.05.2012", ["le", "21", "05", "2012"]),
    ("+41 22 717 91 11", ["41", "22", "717", "91", "11"]),
    ("étudiant·e·s, réfugié·es, candidat.e.s", ["etudiant", "refugie", "candidat"]),
    ("paral·lel", ["paral", "lel"]),
    ("fin.A", ["fin", "a"]),
    ("ses surs, sa sur", ["ses", "soeurs", "sa", "soeur"]),
    ("deux sûrs alliés, de sa sûr", ["deux", "surs", "allies", "de", "sa", "sur"]),
    ("sur sa route, des infos sur eux", ["sur", "sa", "route", "des", "infos", "sur", "eux"]),
    ("sa sur-consommation", ["sa", "sur", "surconsommation", "consommation"]),
    ("l'il nu, s'il", ["oeil", "nu", "il"]),
    ("mise en uvre, manuvres, d'uvre", ["mise", "en", "oeuvre", "manoeuvres", "oeuvre"]),
    ("déve\u00adloppe\u200bment", ["developpement"]),
    ("", []),
    (" \n\t ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surfaces"), SURFACES)
def test_surfaces(text: str, surfaces: list[str]) -> None:
    assert list(analyze(text).surfaces) == surfaces


@pytest.mark.parametrize(
    ("text", "term"),
    [("1er", "1"), ("2ème", "2"), ("2e", "2"), ("1res", "1"), ("XXIe", "xxi"), ("vie", "vi")],
)
def test_ordinals(text: str, term: str) -> None:
    assert list(analyze(text).terms) == [term]


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("L’élève de l'O.I.M.", ["élève", "de", "O.I.M."]),
        ("Le cœur — un rendez-vous", ["Le", "cœur", "un", "rendez", "rendez-vous", "vous"]),
        ("Secre\u0301taire ge\u0301ne\u0301ral", ["Secre\u0301taire", "ge\u0301ne\u0301ral"]),
        ("d’e\u0301le\u0300ve", ["e\u0301le\u0300ve"]),
        ("dé\u00adve\u00adlop", ["dé\u00adve\u00adlop"]),
        ("IOM's 8 500", ["IOM's", "8 500"]),
        ("在北京", ["在", "北", "京"]),
    ],
)
def test_offsets_slice_the_text_given(text: str, slices: list[str]) -> None:
    assert [text[token.start : token.end] for token in analyze(text)] == slices


def test_elisions_without_end_take_no_longer_than_other_text() -> None:
    elided = "l'" * 100_000  # spelled anew after each of them, this would take minutes
    assert [*analyze(f"Les {elided}OIM")] == [
        ("les", "les", "les", 0, 0, 3),
        ("oim", "oim", "oim", 1, 200_004, 200_007),
    ]


def test_columns() -> None:
    found = analyze("Un rendez-vous à Genève")
    assert list(found.exacts) == ["un", "rendez", "rendezvous", "vous", "à", "genève"]
    assert list(found.positions) == [0, 1, 1, 2, 3, 4]
    assert [token.position for token in found] == list(found.positions)
    assert len(found) == 6


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The International Organization", 3),
        ("José Núñez Peña", 3),
        ("Женева и Москва", 3),
        ("المنظمة الدولية للهجرة", 3),
        ("הארגון הבינלאומי", 2),
        ("अंतर्राष्ट्रीय संगठन", 2),
        ("国际移民组织", 6),
        ("국제 이주 기구", 3),
        ("ⴰⵣⵓⵍ ⵜⴰⵎⴰⵣⵉⵖⵜ", 2),
        ("ኢትዮጵያ", 1),
        ("Ελλάδα iPhone手机", 4),
    ],
)
def test_scripts_survive(text: str, count: int) -> None:
    found = analyze(text)
    assert len(found) == count
    assert all(found.terms)


@pytest.mark.parametrize(
    "text", ["👍 🇫🇷 👨‍👩‍👧 ❤️", "!!! … « » — – ' ’ - _ __", "\u00ad \u200d \ufe0f"]
)
def test_emoji_and_punctuation_alone_give_no_token(text: str) -> None:
    assert len(analyze(text)) == 0


@pytest.mark.parametrize("mark", ["\u0301", "\u0345", "\u037a", "\ufc5e", "\u0e33"])
@pytest.mark.parametrize(
    "shape",
    ["{m}{m}'s", "d'{m}{m}'s", "l'{m}", "{m}-{m}", "{m}.{m}.", "{m}{m}{m}·e", "{m}{m}{m}.e.s"],
)
def test_marks_without_their_letters_give_no_empty_token(shape: str, mark: str) -> None:
    for token in analyze(shape.replace("{m}", mark)):
        assert token.term
        assert token.surface
        assert token.exact


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
FRENCH_TEXT = st.text("aeéèilnorstux LDN'’-‑.,·0123456789\u202f\u00a0\u00ad\u0301œ", max_size=60)


@given(ANY_TEXT | FRENCH_TEXT)
def test_any_text_gives_ordered_tokens_within_it(text: str) -> None:
    found = list(analyze(text))
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert token.surface
        assert token.exact
    positions = [token.position for token in found]
    assert positions == sorted(positions)
    assert set(positions) == set(range(len(set(positions))))


@given(ANY_TEXT | FRENCH_TEXT)
def test_every_letter_and_digit_is_inside_a_token(text: str) -> None:
    covered: set[int] = set()
    for token in analyze(text):
        covered.update(range(token.start, token.end))
    words = set()
    for index, character in enumerate(text):
        if character.isalnum() and index not in covered:
            words.add(index)
    # Only the letters of an elision stand outside: an apostrophe follows them.
    for index in words:
        rest = text[index:].lstrip("".join(text[i] for i in words)) or " "
        rest = rest.lstrip("\u00ad\u0301")
        assert rest[0] in "'’‘ʼ′´`＇‛" or not unicodedata.normalize("NFKD", text[index]).isalnum()


@given(ANY_TEXT | FRENCH_TEXT)
def test_cleaning_changes_no_term(text: str) -> None:
    if "\u00ad" not in text:
        assert list(analyze(clean(text)).terms) == list(analyze(text).terms)
    assert clean(clean(text)) == clean(text)


def test_clean_rejoins_a_word_cut_at_the_end_of_a_line() -> None:
    assert clean("déve\u00ad\n  loppement \ufeffNoe\u0308l") == "développement Noël"


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.french.analysis.REMEMBERED", 10)
    remembered = _Remembered()
    for number in range(35):
        assert remembered[f"mot{number}"].surface == f"mot{number}"
        assert len(remembered) <= 10
    remembered["x" * 1000]
    assert "x" * 1000 not in remembered
    assert REMEMBERED > 10_000


@given(st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("’‑–—…€\u202f"), max_size=60))
def test_the_cheap_pattern_cuts_ordinary_text_as_the_full_one_does(text: str) -> None:
    if not tokens._EXTRAORDINARY.search(text):
        assert tokens._RAW_ORDINARY.split(text) == tokens._RAW.split(text)
