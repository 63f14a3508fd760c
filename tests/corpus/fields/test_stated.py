"""Facts are taken from what states them first, and remembered with where that was."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fields.stated import Facts


def test_the_sender_wins_over_all() -> None:
    facts = Facts({"title": "Bridges"})
    assert facts.first("title", ("metadata", "Other")) == "Bridges"
    assert facts.found == {"title": "sender"}


def test_the_first_that_states_something_is_taken() -> None:
    facts = Facts({"place": ""})
    assert facts.first("place", ("metadata", None), ("dateline", "Rabat"), ("text", "Paris")) == "Rabat"
    assert facts.found == {"place": "dateline"}


def test_what_nobody_states_is_null_and_not_found() -> None:
    facts = Facts({})
    assert facts.first("issuer", ("metadata", None), ("text", "")) is None
    assert facts.day("updated", ("metadata", None)) is None
    assert facts.found == {}


@pytest.mark.parametrize("origin", ["metadata", "dateline", "text", "listing", "path"])
def test_days_are_dates(origin: str) -> None:
    facts = Facts({})
    assert facts.day("published", (origin, "2024-06-05")) == dt.date(2024, 6, 5)
    assert facts.found == {"published": origin}


@given(
    st.dictionaries(st.sampled_from("abc"), st.text(max_size=2)), st.lists(st.tuples(st.text(), st.text(max_size=2)))
)
def test_a_field_is_found_exactly_when_it_has_a_value(
    sender: dict[str, str], candidates: list[tuple[str, str]]
) -> None:
    facts = Facts(sender)
    value = facts.first("a", *candidates)
    assert (value is not None) == ("a" in facts.found)
    assert value is None or value in {sender.get("a"), *(each for _, each in candidates)}
