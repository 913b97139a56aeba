"""Primary country, order, and the evidence with its offsets."""

from __future__ import annotations

import pytest

from index.countries import find_countries


@pytest.mark.parametrize(
    ("title", "body", "dateline", "primary", "countries"),
    [
        # the first place of the dateline that is not a headquarters
        ("Un pont", "Ouganda/Rwanda - Un pont.", "Ouganda/Rwanda", "UG", "UG RW"),
        ("Un pont", "Genève/Port-au-Prince – Un pont.", "Genève/Port-au-Prince", "HT", "HT"),
        ("Un pont", "Herat, Afghanistan - Un pont.", "Herat, Afghanistan", "AF", "AF"),
        ("Un pont", "Tripoli, Liban - Un pont.", "Tripoli, Liban", "LB", "LB"),
        ("Un pont", "Papua New Guinea - Un pont.", "Papua New Guinea", "PG", "PG"),
        ("Un pont", "Chad - Un pont.", "Chad", "TD", "TD"),
        ("Un pont", "Libanaise - Un pont.", "Libanaise", "LB", "LB"),
        ("Un pont", "Philipines - Un pont.", "Philipines", "PH", "PH"),
        ("Un pont", "Bihac - Un pont.", "Bihac", "BA", "BA"),
        # a headquarters says nothing
        ("Un pont", "Genève - Un pont en Syrie.", "Genève", "SY", "SY"),
        ("Un message", "Suisse - Un message.", "Suisse", None, ""),
        ("Un message", "New York – Un message.", "New York", None, ""),
        ("La Suisse aide", "Genève - La Suisse aide.", "Genève", "CH", "CH"),
        # a regional office yields to the country of the title
        ("Gaza : de l'eau", "Le Caire – De l'eau.", "Le Caire", "PS", "PS EG"),
        ("Au Bélarus, un abri", "Vienne - Un abri.", "Vienne", "BY", "BY AT"),
        ("Un réseau d'entraide", "Dakar - Un réseau au Sénégal.", "Dakar", "SN", "SN"),
        ("Le Kenya et l'Ouganda", "Nairobi - Un accord.", "Nairobi", "KE", "KE UG"),
        ("Une base de données", "Dakar - Une base de données.", "Dakar", "SN", "SN"),
        # an unknown place leaves it to the title, then to the lead
        ("Un abri en Zambie", "Tambokoro - Un abri.", "Tambokoro", "ZM", "ZM"),
        ("Un abri", "Au Népal, un abri.\n\nL'Inde aussi.", None, "NP", "NP IN"),
        # several, and none named clearly more often
        ("Le Chili et le Pérou signent", "Un accord est signé.", None, None, "CL PE"),
        ("Un accord", "Un accord est signé.\n\nEn Inde.", None, None, "IN"),
        (
            "Des Afghans expulsés d'Iran",
            "Des Afghans sont rentrés. Ces Afghans vivaient loin de Kaboul.",
            None,
            "AF",
            "AF IR",
        ),
    ],
)
def test_primary_country(
    title: str, body: str, dateline: str | None, primary: str | None, countries: str
) -> None:
    findings = find_countries(title, body, dateline)
    assert findings.primary == primary
    assert set(findings.countries) == set(countries.split())
    if primary:
        assert findings.countries[0] == primary


def test_every_mention_points_at_its_passage() -> None:
    title = "Des écoles péruviennes"
    body = "Lima - À Lima, au Pérou, une école.\n\nDes Péruviens et des Chiliens."
    findings = find_countries(title, body, "Lima")
    shown = [
        (m.country, m.reason, (title if m.part == "title" else body)[m.start : m.end])
        for m in findings.mentions
    ]
    assert shown == [
        ("PE", "dateline", "Lima"),
        ("PE", "title", "péruviennes"),
        ("PE", "place", "Lima"),
        ("PE", "name", "Pérou"),
        ("PE", "demonym", "Péruviens"),
        ("CL", "demonym", "Chiliens"),
    ]


def test_record_whose_dateline_is_not_in_its_body() -> None:
    findings = find_countries("Un pont", "Un pont.", "Quito")
    assert findings.primary == "EC"
    assert (findings.mentions[0].start, findings.mentions[0].end) == (0, 0)


def test_dateline_repeated_in_the_body_hides_nothing() -> None:
    findings = find_countries("Un pont", "Le Chili aide Lima.", "Lima")
    assert findings.countries == ("PE", "CL")


def test_dateline_after_an_opening_bracket() -> None:
    findings = find_countries("Un pont", "(Lima – Un pont.", "Lima")
    assert [(m.start, m.end) for m in findings.mentions] == [(1, 5)]


def test_countries_follow_the_number_of_mentions() -> None:
    body = "Le Chili. Le Pérou. Le Pérou encore. La Bolivie."
    assert find_countries("", body).countries[0] == "PE"
