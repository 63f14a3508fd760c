"""Long forms: the letters of a short form prove which words it stands for."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names.alignment import LITTLE, long_form, units

CAPITALS = st.text(string.ascii_uppercase, min_size=2, max_size=8)
TAILS = st.lists(st.text("bdfgkqvxz", min_size=2, max_size=7), min_size=8, max_size=8)


def found(short: str, before: str) -> str | None:
    said = units(before)
    first = long_form(short, said)
    return None if first is None else before[said[first].start :]


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("NTA", "on Monday the Northern Transit Authority", "Northern Transit Authority"),
        ("ICESCO", "of the Islamic World Educational, Scientific and Cultural Organization",
         "Islamic World Educational, Scientific and Cultural Organization"),
        ("NeLC", "with the National eLearning Center", "National eLearning Center"),
        ("OIN", "de l’Organisation internationale de la Navigation", "Organisation internationale de la Navigation"),
        ("CDC", "the Centers for Disease Control and Prevention", "Centers for Disease Control and Prevention"),
        ("DOD", "the Department of Defense", "Department of Defense"),
        ("IFC", "including In-Flight Connectivity", "In-Flight Connectivity"),
        ("BMW", "by BioMedWire", "BioMedWire"),
        ("R&D", "for research and development", "research and development"),
        ("HPC", "needs high-performance computing", "high-performance computing"),
        ("ÉNA", "l’école nationale d’administration", "école nationale d’administration"),
        ("PERN", "the Port of Elsen Rail Network", "Port of Elsen Rail Network"),
    ],
)  # fmt: skip
def test_the_words_that_a_short_form_stands_for_are_found(short: str, before: str, long: str) -> None:
    assert found(short, before) == long


@pytest.mark.parametrize(
    ("short", "before"),
    [
        ("NTA", "the Southern Ferry Authority"),
        ("RSC", "Senator Robert Sand"),  # a party and a state
        ("ACME", "shares of Acme"),
        ("AP", "from Halvern"),
        ("OPA", "of Port Authority"),  # a little word begins no name
        ("AB", "Anna Maria Bell"),  # two letters leave out no word
        ("WHO", "those who"),
        ("X", "Xavier"),
        ("NTA", ""),
    ],
)
def test_words_that_do_not_explain_a_short_form_are_left(short: str, before: str) -> None:
    assert found(short, before) is None


@given(CAPITALS, TAILS, st.lists(st.text("bdfgkqvxz", min_size=3, max_size=7), max_size=6))
def test_first_letters_of_all_words_always_explain_them(short: str, tails: list[str], ahead: list[str]) -> None:
    name = [letter + tail for letter, tail in zip(short, tails, strict=False)]
    said = found(short, " ".join([*ahead, *name]))
    assert said is not None
    assert said.startswith(short[0])  # what stands before begins with small letters


@given(st.text(max_size=60))
def test_units_stand_in_order_and_their_letters_are_the_words(text: str) -> None:
    end = 0
    for unit in units(text):
        assert end <= unit.start < unit.end <= len(text)
        assert unit.letters
        end = unit.end


def test_a_little_word_with_a_capital_may_open_a_name() -> None:
    first, second = units("In in")
    assert {first.letters, second.letters} <= LITTLE
    assert (first.opens, second.opens) == (True, False)


def test_all_the_words_of_a_bracket_are_wanted() -> None:
    said = units("the Northern Transit Authority")
    assert long_form("NTA", said) == 1
    assert long_form("NTA", said, whole=True) is None
    assert long_form("NTA", said[1:], whole=True) == 0
