from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.facts import truth
from eval.facts.checks import Check
from eval.facts.measure import Measured, Tally, measure
from eval.facts.truth import DatelineFacts
from tests.eval.facts.conftest import Write

FLOOR = 0.97
"""Share of the checks of pages that must hold, and precision of places."""

RECALL_FLOOR = 0.90
"""Recall of places."""


def test_a_share_has_its_wilson_interval() -> None:
    share = Tally(81, 263).share()  # the example of Newcombe, Two-sided Confidence Intervals, 1998, table I
    assert share is not None
    assert (round(share.value, 4), round(share.low, 4), round(share.high, 4)) == (0.3080, 0.2553, 0.3662)


def test_of_nothing_there_is_no_share() -> None:
    assert Tally().share() is None
    assert Tally().record() == {"held": 0, "total": 0, "share": None}


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_lies_around_its_share_and_inside_0_and_1(counts: tuple[int, int]) -> None:
    share = Tally(*counts).share()
    assert share is not None
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1


def test_outcomes_are_counted_by_kind_and_together() -> None:
    checks = [Check("a", "title", True), Check("b", "title", False), Check("a", "date", True)]
    measured = Measured(checks, [])
    assert measured.kinds()["title"] == Tally(1, 2)
    assert measured.kinds()["date"] == Tally(1, 1)
    assert measured.kinds()["furniture"] == Tally(0, 0)
    assert measured.overall() == Tally(2, 3)
    assert measured.failures() == [checks[1]]


def test_a_page_is_read_and_every_fact_held_against_it(data: Path, port: dict[str, Any], write: Write) -> None:
    measured = measure(data, truth.pages(data, write([port])), [])
    assert measured.failures() == []
    assert measured.overall() == Tally(6, 6)  # nothing follows the news, so there is no end to check


def test_a_page_that_is_refused_fails_every_check(data: Path, port: dict[str, Any], write: Write) -> None:
    facts = truth.pages(data, write([port]))
    (data / port["article"]).write_bytes(b"")
    assert measure(data, facts, []).overall() == Tally(0, 6)


def places(data: Path, *facts: DatelineFacts) -> tuple[Tally, Tally]:
    found = measure(data, [], facts).places
    return found.precision, found.recall


def test_a_right_place_counts_for_precision_and_recall(data: Path) -> None:
    assert places(data, DatelineFacts("room/ferry.txt", ("Vernon",))) == (Tally(1, 1), Tally(1, 1))


def test_a_wrong_place_counts_against_both(data: Path) -> None:
    assert places(data, DatelineFacts("room/ferry.txt", ("Paris",))) == (Tally(0, 1), Tally(0, 1))


def test_a_place_where_there_is_none_counts_against_precision_alone(data: Path) -> None:
    assert places(data, DatelineFacts("room/ferry.txt", None)) == (Tally(0, 1), Tally(0, 0))


def test_a_place_that_is_missed_counts_against_recall_alone(data: Path) -> None:
    assert places(data, DatelineFacts("room/fair.txt", ("Orlington",))) == (Tally(0, 0), Tally(0, 1))


def test_no_place_where_there_is_none_counts_for_neither_and_is_right(data: Path) -> None:
    measured = measure(data, [], [DatelineFacts("room/fair.txt", None)])
    assert (measured.places.precision, measured.places.recall) == (Tally(), Tally())
    assert measured.failures() == []


def test_a_refused_file_has_no_right_dateline(data: Path) -> None:
    (data / "room/fair.txt").write_bytes(b"")
    measured = measure(data, [], [DatelineFacts("room/fair.txt", None)])
    assert [check.kind for check in measured.failures()] == ["place", "date"]


def test_days_are_checked_with_the_path_hidden_and_only_where_decided(data: Path) -> None:
    port = "wire/2024/0314/port.md"
    (data / port).write_text("# Port\n\nThe port of Halvern reopened to ships at last.\n", encoding="utf-8")
    said = DatelineFacts(port, None, None)
    by_path = DatelineFacts(port, None, dt.date(2024, 3, 14))
    left_out = DatelineFacts(port, None, None, decided=False)
    assert measure(data, [], [said]).days() == Tally(1, 1)
    assert measure(data, [], [by_path]).days() == Tally(0, 1)
    assert measure(data, [], [left_out]).days() == Tally(0, 0)


@pytest.fixture(scope="module")
def measured(shared: Path) -> Measured:
    return measure(shared, truth.pages(shared), truth.datelines(shared))


@pytest.mark.shared
def test_the_facts_of_pages_are_held(measured: Measured) -> None:
    share = measured.overall().share()
    assert share is not None
    assert share.value >= FLOOR, {kind: tally.record() for kind, tally in measured.kinds().items()}


@pytest.mark.shared
def test_the_places_of_datelines_are_found(measured: Measured) -> None:
    precision, recall = measured.places.precision.share(), measured.places.recall.share()
    assert precision is not None
    assert recall is not None
    assert precision.value >= FLOOR
    assert recall.value >= RECALL_FLOOR
