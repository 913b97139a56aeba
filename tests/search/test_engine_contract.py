"""What every engine promises: equal matches, totals and facets. Run against each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import NO_COUNTRY, Release
from search.engine import Engine
from search.parsing import parse
from search.query import Dated, Match, Phrase, Query, Sort, Term
from search.vocabulary import Seen

Make = Callable[..., Release]


@pytest.fixture
def engine(engine_of: Callable[..., Engine], release_of: Make) -> Engine:
    """A small archive in which every figure can be counted by hand."""
    return engine_of(
        release_of(
            "perou",
            "Pérou - Les victimes de traite ont été libérées.\n\nUn atelier à Lima.",
            "L’OIM forme des médecins au Pérou",
            countries="PE",
            date="2012-05-21",
        ),
        release_of(
            "bolivie",
            "Une victime témoigne : « J’étais loin du Pérou ».",
            "Bolivie : une ligne d’écoute",
            countries="BO PE",
            date="2014",
        ),
        release_of(
            "vietnam",
            "Le centre accueille des femmes victimes de traite.",
            "Un centre au Vietnam",
            countries="VN",
            date="2010-01",
        ),
        release_of("monde", "L’énergie solaire et l’école.", "Journée mondiale", date="--12-18"),
        release_of("sans-titre", "Le mot traite revient : traite, traite des personnes."),
    )


def ids(engine: Engine, text: str, *countries: str, match: Match = "all") -> list[str]:
    results = engine.search(
        Query(parse(text, match=match, synonyms=False).clause, frozenset(countries))
    )
    assert results.total == len(results.hits)
    return [hit.release.id for hit in results.hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("perou", {"perou", "bolivie"}),
        ("Pérou", {"perou", "bolivie"}),
        ("PÉROU", {"perou", "bolivie"}),
        ("Pe\u0301rou", {"perou", "bolivie"}),
        ("victime", {"perou", "bolivie", "vietnam"}),
        ("victimes", {"perou", "bolivie", "vietnam"}),
        ("liberer", {"perou"}),
        ("libérées", {"perou"}),
        ("l'energie", {"monde"}),
        ("l’énergie", {"monde"}),
        ("oim", {"perou"}),
        ("victimes perou", {"perou", "bolivie"}),
        ("victimes atelier", {"perou"}),
        ("mongolfière", set()),
        ("perou vietnam", set()),
    ],
)
def test_all_words_match_whatever_their_accents_and_inflection(
    engine: Engine, text: str, found: set[str]
) -> None:
    assert set(ids(engine, text)) == found


def test_any_of_the_words_is_enough_when_asked(engine: Engine) -> None:
    found = ids(engine, "lima solaire introuvable", match="any")
    assert set(found) == {"perou", "monde"}


def test_without_words_every_release_matches_the_latest_first(engine: Engine) -> None:
    for text in ("", "  ", "?!…", "«»"):
        assert ids(engine, text)[:3] == ["bolivie", "perou", "vietnam"]


def test_countries_filter_and_are_counted_without_that_filter(engine: Engine) -> None:
    query = Query(parse("victimes").clause, frozenset({"VN"}))
    results = engine.search(query)
    assert [hit.release.id for hit in results.hits] == ["vietnam"]
    assert results.total == 1
    assert results.countries == {"PE": 2, "BO": 1, "VN": 1}


def test_releases_without_a_country_are_counted_and_can_be_chosen(engine: Engine) -> None:
    assert engine.search(Query()).countries == {"PE": 2, "BO": 1, "VN": 1, NO_COUNTRY: 2}
    assert set(ids(engine, "", NO_COUNTRY)) == {"monde", "sans-titre"}
    assert set(ids(engine, "", NO_COUNTRY, "VN")) == {"monde", "sans-titre", "vietnam"}
    assert ids(engine, "", "FR") == []


def test_years_are_counted_without_the_filter_by_date_but_under_the_others(engine: Engine) -> None:
    results = engine.search(Query(dates=Dated("2012", "2014"), countries=frozenset({"PE", "VN"})))
    assert {hit.release.id for hit in results.hits} == {"perou", "bolivie"}
    assert results.years == {2010: 1, 2012: 1, 2014: 1}
    assert results.undated == 0
    assert results.countries == {"PE": 2, "BO": 1}
    assert engine.search(Query()).undated == 2


def test_only_the_primary_country_counts_when_asked(engine: Engine) -> None:
    results = engine.search(Query(countries=frozenset({"PE"}), country_match="primary"))
    assert [hit.release.id for hit in results.hits] == ["perou"]
    assert results.countries == {"PE": 1, "BO": 1, "VN": 1, NO_COUNTRY: 2}


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("newest", ["bolivie", "perou", "vietnam", "monde", "sans-titre"]),
        ("oldest", ["vietnam", "perou", "bolivie", "monde", "sans-titre"]),
        ("recent", ["bolivie", "perou", "vietnam", "monde", "sans-titre"]),
    ],
)
def test_releases_are_sorted_by_date_those_without_a_year_last(
    engine: Engine, sort: Sort, found: list[str]
) -> None:
    query = Query(sort=sort)
    assert [hit.release.id for hit in engine.search(query).hits] == found
    assert [release.id for release in engine.matching(query)] == found


def test_the_latest_of_much_the_same_comes_first_when_recent_ones_are_favoured(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("ancien", "La traite des personnes.", date="1999"),
        release_of("recent", "La traite des personnes en un mot de plus.", date="2020"),
        release_of("a-peine", "Un mot. " * 300 + "La traite.", date="2020"),
        release_of("autre", "Une digue."),
    )
    clause = parse("traite", synonyms=False).clause
    relevant, recent = (
        [hit.release.id for hit in engine.search(Query(clause, sort=sort)).hits]
        for sort in ("relevance", "recent")
    )
    assert relevant == ["ancien", "recent", "a-peine"]
    assert recent == ["recent", "ancien", "a-peine"]


def test_matches_are_given_one_after_the_other_in_the_order_of_the_pages(engine: Engine) -> None:
    query = Query(parse("victimes", synonyms=False).clause)
    streamed = engine.matching(query)
    assert next(streamed) == engine.search(query, size=1).hits[0].release
    assert [release.id for release in streamed] == ids(engine, "victimes")[1:]


def test_the_catalogue_names_every_release_with_its_date(engine: Engine) -> None:
    assert sorted(engine.catalogue()) == [
        ("bolivie", "2014"),
        ("monde", "--12-18"),
        ("perou", "2012-05-21"),
        ("sans-titre", None),
        ("vietnam", "2010-01"),
    ]


def test_a_word_of_the_title_weighs_more(engine: Engine) -> None:
    assert ids(engine, "perou")[0] == "perou"
    assert ids(engine, "bolivie")[0] == "bolivie"


def test_the_form_as_typed_ranks_higher(engine_of: Callable[..., Engine], release_of: Make) -> None:
    engine = engine_of(
        release_of("une", "Une réunion sur la victime."),
        release_of("des", "Une réunion sur les victimes."),
        release_of("autre", "Une réunion sur les digues."),
    )
    assert ids(engine, "victime") == ["une", "des"]
    assert ids(engine, "victimes") == ["des", "une"]


def test_an_accent_decides_only_when_the_reader_typed_one(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("trafic", "Un atelier sur la traite des personnes.", date="2012"),
        release_of("accord", "Un atelier sur le traité des personnes.", date="2011"),
        release_of("autre", "Un atelier sur les digues."),
    )
    assert ids(engine, "traité") == ["accord", "trafic"]
    assert ids(engine, "TRAITÉ") == ["accord", "trafic"]
    # Without an accent nothing says which is meant: the later one comes first.
    assert ids(engine, "traite") == ["trafic", "accord"]
    scores = [hit.score for hit in engine.search(Query(parse("traite"))).hits]
    assert scores[0] == pytest.approx(scores[1])


def test_places_are_not_the_words_they_look_like(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    engine = engine_of(
        release_of("mali", "Un convoi est parti pour le Mali."),
        release_of("mal", "Ces familles ont mal vécu l'hiver."),
        release_of("gaza", "Des citernes pour Gaza."),
        release_of("gaz", "Une bouteille de gaz."),
    )
    for word in ("mali", "mal", "gaza", "gaz"):
        assert ids(engine, word) == [word]


def test_scores_fall_along_the_results(engine: Engine) -> None:
    scores = [
        hit.score
        for hit in engine.search(
            Query(parse("victime traite", match="any", synonyms=False).clause)
        ).hits
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_a_phrase_needs_its_words_in_order_and_in_one_field(engine: Engine) -> None:
    def phrase(text: str) -> set[str]:
        words = [clause for word in text.split() if (clause := parse(word, synonyms=False).clause)]
        terms = tuple(clause for clause in words if isinstance(clause, Term))
        results = engine.search(Query(Phrase(terms)))
        return {hit.release.id for hit in results.hits}

    assert phrase("victimes traite") == set()
    assert phrase("femmes victimes") == {"vietnam"}
    assert phrase("victimes femmes") == set()
    assert phrase("Pérou Pérou") == set()


def test_a_phrase_that_the_last_text_breaks_off_is_not_there(
    engine_of: Callable[..., Engine], release_of: Make
) -> None:
    apart = [release_of(f"apart{n}", "Bamako, Quito, Lima.") for n in range(30)]
    cut = [release_of(f"cut{n}", "Bamako puis Lima, Quito.") for n in range(10)]
    engine = engine_of(*apart, *cut)
    assert ids(engine, '"Lima Quito Bamako"') == []
    assert ids(engine, '"puis Lima Quito"') == [release.id for release in cut]


def test_a_page_holds_its_part_of_the_hits(engine: Engine) -> None:
    whole = ids(engine, "victime")
    for start in range(4):
        page = engine.search(Query(parse("victime").clause), start=start, size=1)
        assert page.total == 3
        assert [hit.release.id for hit in page.hits] == whole[start : start + 1]


def test_a_release_is_found_by_its_identifier_and_comes_back_whole(
    engine: Engine, release_of: Make
) -> None:
    assert engine.release("vietnam") == release_of(
        "vietnam",
        "Le centre accueille des femmes victimes de traite.",
        "Un centre au Vietnam",
        countries="VN",
        date="2010-01",
    )
    assert engine.release("absent") is None
    assert engine.release("") is None


def test_the_vocabulary_knows_the_words_of_the_archive(engine: Engine) -> None:
    assert engine.vocabulary.get("perou") == Seen(2, "pérou")
    assert engine.vocabulary.get("traite") == Seen(3, "traite")
    assert engine.vocabulary.get("absent") is None
    assert engine.frequency("perou") == 2
    assert engine.frequency("absent") == 0


def test_a_whole_release_survives_storage(engine_of: Callable[..., Engine]) -> None:
    from index.releases import Aside, Contact, Mention

    release = Release(
        id="été/œuvre 1",
        title="Titre <b>&",
        body="Un.\n\nDeux.",
        source="dossier/été.txt",
        dateline_place="Lima",
        date="2012-05-21",
        primary_country="PE",
        countries=("PE", "BO"),
        mentions=(Mention("PE", "dateline", "body", 0, 4),),
        contacts=(Contact("Ana Ruiz", "OIM Lima", "+51 1 555 0100", "ana@example.org"),),
        asides=(Aside("caption", "Une légende"),),
        url="https://example.org/1",
    )
    assert engine_of(release).release("été/œuvre 1") == release
