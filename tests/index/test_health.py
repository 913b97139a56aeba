"""What ``communiques doctor`` finds."""

import pytest

from index.health import ADVICE, diagnose
from index.releases import Release
from index.sources import Skipped

GOOD = Release(
    id="a",
    title="Un titre",
    body="Les élèves ont été reçus à l'école.",
    source="a.txt",
    date="2012-05-21",
    countries=("PE",),
    primary_country="PE",
)


def findings(**changes: object) -> dict[str, str]:
    return {f.kind: f.detail for f in diagnose(GOOD._replace(**changes))}  # type: ignore[arg-type]


def test_a_good_release_has_nothing_wrong() -> None:
    assert findings() == {}


@pytest.mark.parametrize(
    ("changes", "kind", "says"),
    [
        ({"date": None}, "undated", "no date"),
        ({"date": "--05-21"}, "undated", "05-21"),
        ({"countries": ()}, "countryless", "no country"),
        ({"title": ""}, "untitled", "no title"),
        ({"renditions": ("b.txt",)}, "duplicate", "b.txt"),
        ({"body": "Les Ã©lÃ¨ves"}, "mojibake", "Ã©lÃ¨ves"),
        ({"title": "Lâ€™OIM"}, "mojibake", "Lâ€™OIM"),
        ({"body": "Les \ufffdl\ufffdves"}, "mojibake", "\ufffd"),
    ],
)
def test_each_fault_is_found_and_shown(changes: dict[str, object], kind: str, says: str) -> None:
    found = findings(**changes)
    assert list(found) == [kind]
    assert says in found[kind]


def test_what_gave_no_release_is_named_with_the_reason() -> None:
    (finding,) = diagnose(Skipped("b.txt", "empty file"))
    assert (finding.kind, finding.source, finding.detail) == ("unreadable", "b.txt", "empty file")
    assert finding.advice == ADVICE["unreadable"]


@pytest.mark.parametrize("text", ["São Tomé", "Ãgen", "CÔTE Â", "naïve â"])
def test_letters_that_are_meant_are_no_mojibake(text: str) -> None:
    assert "mojibake" not in findings(body=text)
