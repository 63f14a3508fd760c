from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.page.wording import NONE, count, decimals, label, meaning, milliseconds, moment, ordinal, points, span
from eval.significance import Interval


@given(st.floats(-1, 1))
def test_decimals_can_be_read_back(value: float) -> None:
    text = decimals(value)
    assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.000501)
    assert not text.startswith(("0", "−0", "-"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.899, ".899"),
        (0.0, ".000"),
        (1.0, "1.000"),
        (0.99996, "1.000"),
        (-0.05, "−.050"),
        (2.25, "2.250"),
        (None, NONE),
    ],
)
def test_decimals_as_tables_write_them(value: float | None, text: str) -> None:
    assert decimals(value) == text


def test_words_are_counted_in_tenths() -> None:
    assert decimals(31.43, "words") == "31.4"


def test_an_interval_of_no_width_is_not_written() -> None:
    assert span(Interval(0.5, 0.5, 0.5)) == span(None) == ""
    assert span(Interval(0.5, 0.4, 0.6)) == ".400–.600"


@pytest.mark.parametrize(
    ("value", "text"), [(0.059, "+5.9"), (-0.1, "−10.0"), (0.0, "0"), (-0.0001, "0"), (None, NONE)]
)
def test_differences_are_signed_points(value: float | None, text: str) -> None:
    assert points(value) == text


@pytest.mark.parametrize(("value", "text"), [(1331.4, "1,331"), (18.91, "18.9"), (0.069, "0.07"), (None, NONE)])
def test_times_have_as_many_digits_as_say_something(value: float | None, text: str) -> None:
    assert milliseconds(value) == text


@pytest.mark.parametrize(
    ("rank", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (22, "22nd"), (100, "100th")]
)
def test_ordinals(rank: int, text: str) -> None:
    assert ordinal(rank) == text


def test_measures_are_put_into_words() -> None:
    assert label("success@1", "release") == "right release first"
    assert label("success@5", "passage") == "right passage in the first five"
    assert label("recall@100", "document") == "share of wanted documents in the first 100"
    assert label("something new@7", "release") == "something new@7"


def test_measures_have_a_meaning_by_family() -> None:
    assert meaning("recall@5") == meaning("recall@100")
    assert meaning("unheard of") is None


def test_counts_and_moments() -> None:
    assert count(1, "question") == "1 question"
    assert count(1984, "release") == "1,984 releases"
    assert moment("2026-11-22T02:50:00+00:00") == "22 November 2026, 02:50 UTC"
    assert moment("some day") == "some day"
