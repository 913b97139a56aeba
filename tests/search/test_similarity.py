"""« Communiqués proches »: the terms that make a release what it is, without its copies."""

from __future__ import annotations

from collections.abc import Callable

from index.french import term
from index.releases import Release
from search.query import Any, Term, Weighted
from search.similarity import MOST_TERMS, similar_clause, without_copies

Make = Callable[..., Release]
TEXT = (
    "À Lima, trente victimes de traite ont été accueillies dans un foyer ouvert par la "
    "municipalité. Elles y apprennent un métier, la couture ou la boulangerie, et reçoivent "
    "l’aide d’une avocate pour porter plainte contre ceux qui les ont trompées."
)


def test_rare_terms_said_often_or_in_the_title_are_asked_for(release_of: Make) -> None:
    frequencies = {"couture": 3, "foyer": 40, "victimes": 400, "lima": 20, "organisation": 900}
    by_term = {term(word): count for word, count in frequencies.items()}
    release = release_of("a", "Couture. Le foyer. Victimes, organisation, seul.", "Un foyer à Lima")
    clause = similar_clause(release, lambda text: by_term.get(text, 1), 1000)
    assert isinstance(clause, Any)
    asked = [inner.clause for inner in clause.clauses if isinstance(inner, Weighted)]
    # lima: title, and rare; foyer: title and body; couture: rare. victimes and organisation are
    # everywhere, seul nowhere else.
    assert [inner.word for inner in asked if isinstance(inner, Term)] == [
        "lima",
        "foyer",
        "couture",
    ]
    lima, foyer, couture = (i.weight for i in clause.clauses if isinstance(i, Weighted))
    assert foyer > lima > couture


def test_terms_are_limited_and_little_words_left_out(release_of: Make) -> None:
    release = release_of("a", " ".join(f"mot{n} de la" for n in range(100)))
    clause = similar_clause(release, lambda text: 5, 1000)
    assert isinstance(clause, Any)
    assert len(clause.clauses) == MOST_TERMS


def test_a_release_of_nothing_is_like_no_other(release_of: Make) -> None:
    assert similar_clause(release_of("a", "Le, la, les."), lambda text: 5, 1000) is None
    assert similar_clause(release_of("a", "unique"), lambda text: 1, 1000) is None


def test_a_corrected_text_is_a_copy_and_another_on_the_subject_is_not(release_of: Make) -> None:
    first = release_of("a", TEXT)
    corrected = release_of("b", "Lima, le 3 mai - " + TEXT.replace("À ", "A "))
    another = release_of("c", TEXT.partition(". ")[0] + ". Un autre récit suit.")
    assert without_copies(first, [corrected, another], 2) == (another,)


def test_the_release_and_its_copies_are_left_out(release_of: Make) -> None:
    release = release_of("a", TEXT)
    found = [
        release,
        release_of("copie", TEXT + " Fin."),
        release_of("b", "Un foyer ouvre à Cusco pour des femmes trompées."),
        release_of("b-copie", "Un foyer ouvre à Cusco pour des femmes trompées."),
        release_of("c", "À Puno, une avocate porte plainte."),
        release_of("d", "Un autre foyer."),
    ]
    assert [other.id for other in without_copies(release, found, 2)] == ["b", "c"]
