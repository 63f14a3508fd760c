"""Names that help to tell a place from an organisation, an event or a label."""

from __future__ import annotations

import pytest

from corpus.fields.places import is_arabic_city, is_no_place, is_region, stands_alone


@pytest.mark.parametrize(
    "name", ["Texas", "CA", "Calif.", "D.C.", "N.Y.", "Ontario", "Morocco", "Saudi Arabia", "Maroc", "España", "UK"]
)
def test_regions(name: str) -> None:
    assert is_region(name)


@pytest.mark.parametrize("name", ["Halvern", "Acme", "", "Inc."])
def test_what_is_no_region(name: str) -> None:
    assert not is_region(name)


@pytest.mark.parametrize(
    "name", ["London", "NEW YORK", "Washington", "WASHINGTON, D.C.", "washington d c", "Genève", "Rabat"]
)
def test_cities_that_stand_alone(name: str) -> None:
    assert stands_alone(name)
    assert not is_no_place(name)


@pytest.mark.parametrize("name", ["الرباط", "الدار البيضاء", "أبو ظبي", "القاهرة"])
def test_arabic_cities(name: str) -> None:
    assert is_arabic_city(name)
    assert not is_no_place(name)


@pytest.mark.parametrize(
    "name",
    [
        "World Water Forum",
        "REMARKS",
        "Press Release",
        "Halvern Institute",
        "Ministère",
        "اجتماع المجلس",
        "أعلنت",
        "وزارة التعليم",
        "افتتح",
    ],
)
def test_events_organisations_labels_and_verbs(name: str) -> None:
    assert is_no_place(name)
    assert not stands_alone(name)
