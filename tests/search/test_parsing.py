"""The reader's text into clauses, as a table of questions: text, clause, reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.french import QueryWord, query_words, term
from index.releases import NO_COUNTRY
from search.errors import QueryInvalid
from search.lexer import read_words
from search.parsing import ParsedQuery, parse
from search.query import (
    All,
    Any,
    Clause,
    Dated,
    Exact,
    Fuzzy,
    InCountry,
    Match,
    Near,
    Not,
    Phrase,
    Prefix,
    Term,
    Within,
    terms_of,
)
from search.query_limits import MAX_LENGTH


def brief(clause: Clause | None) -> str:
    """A clause in one line, by the words as typed: all(a, not(b))."""
    match clause:
        case None:
            return ""
        case Term():
            return clause.word
        case Phrase(terms, literal):
            return f"{'literal' if literal else 'phrase'}({' '.join(t.word for t in terms)})"
        case Near(terms, distance):
            return f"near{distance}({' '.join(t.word for t in terms)})"
        case Prefix(surface):
            return f"{surface}*"
        case Fuzzy(surface, _, edits):
            return f"{surface}~{edits}"
        case Exact(exact):
            return f"={exact}"
        case All(clauses):
            return f"all({', '.join(map(brief, clauses))})"
        case Any(clauses):
            return f"any({', '.join(map(brief, clauses))})"
        case Not(inner):
            return f"not({brief(inner)})"
        case Within(inner, part):
            return f"{part}({brief(inner)})"
        case InCountry(countries):
            return f"in({' '.join(sorted(countries))})"
        case Dated(first, last):
            return f"dated({first} {last})"
    raise AssertionError(clause)


def read(text: str, match: Match = "all") -> ParsedQuery:
    return parse(text, match=match, synonyms=False)


WORDS = [
    ("", "", "nothing asked: every release"),
    (" ?! ", "", "punctuation asks for nothing"),
    ("victimes", "victimes", "a word stands alone"),
    ("victimes traite", "all(victimes, traite)", "all words by default"),
    ("l'OIM et la traite", "all(l'OIM, traite)", "« et » in small letters is a little word"),
    ("l’OIM\u00a0et la traite", "all(l’OIM, traite)", "curly apostrophe, no-break space"),
    ("perou ou bolivie", "all(perou, bolivie)", "« ou » in small letters too"),
    ("les victimes de la traite", "all(victimes, traite)", "little words go when others remain"),
    ("le la les", "all(le, la, les)", "nothing else remains"),
    ("victime victimes VICTIME", "victime", "a word said twice counts once"),
    ("8 500 migrants", "all(8 500, migrants)", "digits in groups are one number"),
    ("Pérou - Lima", "all(Pérou, Lima)", "a dash between spaces excludes nothing"),
    ("Bolivie : une ligne", "all(Bolivie, ligne)", "a colon after a space is punctuation"),
]
OPERATORS = [
    ("perou OU bolivie", "any(perou, bolivie)", "OU in capitals"),
    ("perou OR bolivie", "any(perou, bolivie)", "its alias"),
    ("perou ET bolivie", "all(perou, bolivie)", "ET says what is so already"),
    ("perou AND NOT lima", "all(perou, not(lima))", "English aliases"),
    (
        "femmes perou OU lima",
        "any(all(femmes, perou), lima)",
        "what stands side by side binds closer than OU",
    ),
    ("perou SAUF lima", "all(perou, not(lima))", "SAUF excludes"),
    ("perou -lima", "all(perou, not(lima))", "so does a minus before a word"),
    ("-lima perou", "all(perou, not(lima))", "wherever it stands"),
    ("-lima", "not(lima)", "everything but"),
    (
        "perou OU bolivie SAUF lima",
        "all(any(perou, bolivie), not(lima))",
        "an exclusion holds for the whole group",
    ),
    ("perou OU (bolivie SAUF lima)", "any(perou, all(bolivie, not(lima)))", "unless grouped"),
    ("perou OU -lima", "any(perou, not(lima))", "beside OU it is one of the choices"),
    (
        "perou SAUF lima OU cusco",
        "all(perou, not(any(lima, cusco)))",
        "French « sauf » takes both",
    ),
    (
        "perou SAUF lima .*OU cusco",
        "all(perou, cusco, not(lima))",
        "what a star cuts off joins nothing",
    ),
    ("perou SAUF à Lima", "all(perou, not(Lima))", "not every release with an « à »"),
    ("perou SAUF la", "perou", "not even when nothing follows yet"),
    ("perou OU la bolivie", "any(perou, bolivie)", "the little word hands OU on"),
    ("perou OU la", "perou", "a choice of a little word alone would be everything"),
    ("(perou OU bolivie) traite", "all(any(perou, bolivie), traite)", "parentheses"),
    ("femmes (perou lima)", "all(femmes, perou, lima)", "which change nothing here"),
    ("-(-lima)", "lima", "two exclusions ask for it"),
    ("perou OU bolivie date:2012", "all(any(perou, bolivie), dated(2012 2012))", "so does a date"),
    ("perou OU bolivie ET SAUF lima", "any(perou, all(bolivie, not(lima)))", "unless ET ties it"),
]
PHRASES = [
    ("« victimes de traite »", "literal(victimes de traite)", "guillemets, little words kept"),
    ("“victimes de traite”", "literal(victimes de traite)", "English quotation marks"),
    ('"victimes de traite"', "literal(victimes de traite)", "straight ones"),
    ("«\u202fl’OIM forme\u202f»", "literal(l’OIM forme)", "narrow spaces and an elision"),
    ('"traite"', "literal(traite)", "one word, unstemmed"),
    ('-"traite des blanches"', "not(literal(traite des blanches))", "a phrase excluded"),
    ('"victimes traite"~5', "near5(victimes traite)", "within five words"),
    ('"traite des enfants"~5', "near5(traite enfants)", "little words do not hold them apart"),
    ("victimes PRÈS/5 traite", "near5(victimes traite)", "the same, between two words"),
    ("victimes PRES/5 traite", "near5(victimes traite)", "without the accent"),
    ("la traite PRÈS/3 perou lima", "all(near3(traite perou), lima)", "it takes its neighbours"),
    ("mine PRÈS/5 or PRÈS/3 lima", "all(near5(mine or), near3(or lima))", "a chain is each pair"),
    ('"mine or" PRÈS/9 lima', "near9(mine or lima)", "the words of a phrase too"),
]
SIGNS = [
    ("migrant*", "migrant*", "truncation"),
    ("l'énerg*", "energ*", "folded, without the elision"),
    ("rendez-v*", "rendezv*", "a compound as one word"),
    ("perou~", "perou~1", "one letter off"),
    ("victimes~2", "victimes~2", "two, in a long word"),
    ("=traité", "=traité", "this form, accents included"),
    ("=Traité", "=traité", "but not capitals"),
    ("-=traité", "not(=traité)", "signs combine"),
    ("mine = or", "all(mine, or)", "between spaces it means nothing"),
]
FIELDS = [
    ("titre:traite", "title(traite)", "in the title"),
    ("titre : traite", "title(traite)", "French puts a space before the colon"),
    ("TITRE:traite", "title(traite)", "capitals do not matter"),
    ("titre:traite perou", "all(title(traite), perou)", "the next word only"),
    ("titre:les victimes", "title(victimes)", "a little word hands the field on"),
    ("titre:la", "title(la)", "unless nothing follows"),
    ("titre:(traite OU perou)", "any(title(traite), title(perou))", "or a group"),
    ('titre:"la traite" -corps:lima', "all(title(literal(la traite)), not(body(lima)))", "phrases"),
    ("titre:(traite corps:lima)", "all(title(traite), body(lima))", "the inner field wins"),
    ("pays:perou", "in(PE)", "a name without its accent"),
    ("pays:PE", "in(PE)", "a code"),
    ("pays:péruvienne", "in(PE)", "a demonym"),
    ('pays:"costa rica" lima', "all(lima, in(CR))", "a quoted name"),
    ("pays:costa rica lima", "all(lima, in(CR))", "as many words as make a country"),
    ("pays:république démocratique du congo", "in(CD)", "four of them"),
    ("pays:(perou OU bolivie)", "any(in(PE), in(BO))", "a group of names"),
    ('pays:("costa rica" OU "PE")', "any(in(CR), in(PE))", "quoted or not"),
    ("-pays:perou", "not(in(PE))", "excluded"),
    ("pays:aucun", f"in({NO_COUNTRY})", "releases that name none"),
    ("date:2012", "dated(2012 2012)", "a year"),
    ("date:2012-05", "dated(2012-05 2012-05)", "a month"),
    ("date:2010..2014", "dated(2010 2014)", "a span"),
    ("date:2010…2014", "dated(2010 2014)", "dots that a telephone joined"),
    ("date:2010-2014", "dated(2010 2014)", "two years with a hyphen are no month"),
    ("date:2010..", "dated(2010 None)", "open at the end"),
    ("date:..2012-05-21", "dated(None 2012-05-21)", "open at the beginning"),
    ("date:21/05/2012", "dated(2012-05-21 2012-05-21)", "as French writes it"),
    ("date:21 mai 2012 lima", "all(lima, dated(2012-05-21 2012-05-21))", "in words"),
    ('date:"mai 2012"', "dated(2012-05 2012-05)", "quoted"),
]
MALFORMED = [
    ('victimes "de traite', "all(victimes, literal(de traite))", "a quotation nobody closed"),
    ("((perou", "perou", "nor these parentheses"),
    ("perou))", "perou", "nor opened"),
    ("ET perou OU", "perou", "operators with nothing to join"),
    ("perou ET OU bolivie", "any(perou, bolivie)", "of two operators the last counts"),
    ("SAUF", "", "nothing to exclude"),
    ("perou () «» bolivie", "all(perou, bolivie)", "empty groups"),
    ("auteur:dupont", "all(auteur, dupont)", "no such field: words"),
    ("titre:", "", "a field without a value"),
    ("pays:atlantide", "atlantide", "no such country: a word"),
    ("pays:congolais", "congolais", "of two countries"),
    ("date:demain", "demain", "no such date: a word"),
    ("date:2014..2010", "dated(2010 2014)", "backwards"),
    ("mi*", "mi", "two letters begin too much"),
    ("mal~", "mal", "three have no spelling to speak of"),
    ("mig*ants", "mig*", "a star cuts the word"),
    ("*migrant", "migrant", "or does nothing"),
    ("perou~9", "perou~1", "too many edits"),
    ('="la traite"', "literal(la traite)", "a phrase is literal already"),
    ("(mine or) PRÈS/3 lima", "all(mine, or, lima)", "a group is not near anything"),
    ('"mine or lima"~1', "near2(mine or lima)", "three words need two steps"),
    ("--perou", "perou", "dashes"),
    ("C++ 100% H/F", "all(C, 100, H, F)", "other signs are punctuation"),
]


@pytest.mark.parametrize(
    ("text", "clause", "why"), [*WORDS, *OPERATORS, *PHRASES, *SIGNS, *FIELDS, *MALFORMED]
)
def test_a_question_means(text: str, clause: str, why: str) -> None:
    assert brief(read(text).clause) == clause, why


def test_a_compound_is_found_in_parts_or_in_one() -> None:
    clause = read("rendez-vous").clause
    assert isinstance(clause, Any)
    parts, joined = clause.clauses
    assert isinstance(parts, Phrase)
    assert [t.surface for t in parts.terms] == ["rendez", "vous"]
    assert isinstance(joined, Term)
    assert joined.surface == "rendezvous"


def test_a_word_keeps_its_forms_and_its_accents_only_when_typed() -> None:
    assert read("Libérées").clause == Term(term("libérées"), "Libérées", "liberees", "libérées")
    assert read("liberees").clause == Term(term("libérées"), "liberees", "liberees", "")


@pytest.mark.parametrize(
    ("text", "clause", "why"),
    [
        ("victimes traite", "any(victimes, traite)", "side by side: any of them"),
        ("femmes perou ET lima", "any(femmes, all(perou, lima))", "ET still asks for both"),
        ("perou cusco -lima", "all(any(perou, cusco), not(lima))", "an exclusion still excludes"),
        ("lima cusco pays:perou", "all(any(lima, cusco), in(PE))", "a filter narrows all the same"),
        ("lima OU pays:bolivie", "any(lima, in(BO))", "unless it is one of the choices"),
    ],
)
def test_any_of_the_words(text: str, clause: str, why: str) -> None:
    assert brief(read(text, "any").clause) == clause, why


def test_a_query_that_is_too_long_is_refused_with_the_limit() -> None:
    parse("a" * MAX_LENGTH)
    with pytest.raises(QueryInvalid, match="1000"):
        parse("a" * (MAX_LENGTH + 1))


SNIPPETS = [
    "perou", "la", "l'OIM", "l’énergie", "rendez-vous", "8", "500", "ET", "OU", "SAUF", "NOT",
    "PRÈS/3", "(", ")", "()", '"', "«", "»", '"a b"', "«de la traite»", '"b c d"~2', "-", "=",
    "*", "~", "~2", "titre:", "corps:", "pays:", "date:", "champ:", "pays:guinée", "équatoriale",
    "pays:PE", "2010..2014", "2012-05", "..", "migrant", "traite", "œuvre", "北京", "O.I.M.", "…",
    "organisation internationale pour les migrations", "être", "Pe\u0301rou", "étudiant·e·s",
]  # fmt: skip
QUESTIONS = st.lists(st.sampled_from(SNIPPETS), max_size=40).flatmap(
    lambda parts: st.sampled_from([" ", ""]).map(lambda space: space.join(parts)[:MAX_LENGTH])
)


BESIDE = ["ses", "surs", "ma", "Sur", "8", "500", "l'OIM", "rendez-vous", "O.I.M.", "北京", "…"]


@given(st.lists(st.sampled_from(BESIDE), max_size=8).map(" ".join))
def test_words_are_read_as_the_analysis_reads_them_beside_each_other(text: str) -> None:
    def terms(words: tuple[QueryWord, ...]) -> list[list[str]]:
        return [[token.term for ways in word.alternatives for token in ways] for word in words]

    assert terms(read_words(text)) == terms(query_words(text))


@settings(max_examples=400)
@given(QUESTIONS | st.text(max_size=MAX_LENGTH), st.sampled_from(["all", "any"]))
def test_any_text_is_understood_and_its_canonical_text_asks_the_same(
    text: str, match: Match
) -> None:
    parsed = parse(text, match=match)
    for found in terms_of(parsed.clause):
        assert found.text
    again = parse(parsed.interpretation.canonical[:MAX_LENGTH], match=match)
    if len(parsed.interpretation.canonical) <= MAX_LENGTH:
        assert again.clause == parsed.clause
        assert again.interpretation.canonical == parsed.interpretation.canonical


@pytest.mark.parametrize(
    "text",
    ["(" * 1000, "-(" * 500, '"' * 999, "«" * 1000, "a " * 500, "a*" * 500, "titre:" * 160,
     "SAUF " * 200, "é~ " * 333, "pays:a " * 140, "date:1.." * 125, "a PRÈS/9 " * 111,
     "titre   " * 125, "=-" * 500, "-titre: " * 125, "1 " * 500],
)  # fmt: skip
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    interpretation = parse(text).interpretation
    assert interpretation.text == text.strip() or interpretation.text == text
