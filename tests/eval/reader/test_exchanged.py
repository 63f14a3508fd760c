"""Exchanged questions: one thing another of its kind, and never one that a release might answer."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.reader.exchanged import exchanged, things
from eval.reader.lacking import Releases
from tests.conftest import examples

ASKED = "How much did Elsen Ferries pay Norvik Yards in March 2024?"
TEXT = "March 2024 Elsen Ferries pays Norvik Yards 12 million crowns."


def test_names_years_months_and_numbers_are_found_where_they_stand() -> None:
    found = things("When did Elsen Ferries order 12 ships from Norvik Yards in March 2024?")
    assert [(kind, words) for kind, words, _ in found] == [
        ("name", "Elsen Ferries"),
        ("number", "12"),
        ("name", "Norvik Yards"),
        ("month", "March"),
        ("year", "2024"),
    ]


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.sampled_from(["Who", "Elsen", "the", "of", "2024", "12", "March", "did", "pay", "Mr.", "’s"]), max_size=9
    )
)
def test_places_are_those_of_the_words(words: list[str]) -> None:
    question = " ".join(words)
    for _, told, at in things(question):
        assert question[at : at + len(told)] == told


def test_one_thing_is_another_of_its_kind() -> None:
    names = ["Coast Line", "Harbour", "Elsen Ferries"]
    found = [
        one for seed in range(20) for one in exchanged(ASKED, names, Releases({"a": TEXT}), 9, random.Random(seed))
    ]
    assert found
    assert ASKED not in found
    for one in found:
        assert len(one.split()) == len(ASKED.split())
        assert sum(a != b for a, b in zip(one.split(), ASKED.split(), strict=True)) <= 2
    assert any("Coast Line" in one for one in found)
    assert not any("Harbour" in one for one in found), "a name of one word for one of two"


def test_what_one_release_has_together_is_not_asked() -> None:
    others = Releases({"a": TEXT, "b": "March 2024 Coast Line, Norvik Yards, Elsen Ferries"})
    found = [one for seed in range(20) for one in exchanged(ASKED, ["Coast Line"], others, 9, random.Random(seed))]
    assert found
    assert not any("Coast Line" in one for one in found)


def test_a_question_with_a_single_thing_is_left_alone() -> None:
    assert not list(exchanged("Who opened Norvik?", ["Elsen"], Releases({"a": TEXT}), 9, random.Random(1)))
