"""First and last days of what the calendar can name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding import spans

DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2098, 12, 31))


@given(st.integers(1900, 2099), st.integers(-11, 24), st.integers(1, 12))
def test_months_are_whole_and_follow_one_another(year: int, first: int, count: int) -> None:
    start, end = spans.months(year, first, count)
    assert start.day == 1
    assert end + dt.timedelta(1) == spans.months(year, first + count)[0]


@given(st.integers(1901, 2098), st.sampled_from([2, 4]))
def test_parts_and_seasons_fill_a_year(year: int, parts: int) -> None:
    found = [spans.part(year, number + 1, parts) for number in range(parts)]
    assert (found[0][0], found[-1][1]) == spans.year(year)
    seasons = [spans.season(year, month) for month in (12, 3, 6, 9)]
    assert [end + dt.timedelta(1) for _, end in seasons[:-1]] == [start for start, _ in seasons[1:]]
    assert spans.season(year + 1, 12)[0] == seasons[-1][1] + dt.timedelta(1)


@given(DAYS, st.sampled_from([7, 30, 91, 365]))
def test_this_week_holds_today_and_the_last_one_ends_before_it(today: dt.date, length: int) -> None:
    last, this, following = (spans.unit(length, today, shift) for shift in (-1, 0, 1))
    assert this[0] <= today <= this[1]
    assert last[1] + dt.timedelta(1) == this[0]
    assert this[1] + dt.timedelta(1) == following[0]


@given(DAYS, st.integers(1, 12))
def test_the_latest_has_begun_and_the_coming_has_not(today: dt.date, month: int) -> None:
    def of_year(year: int) -> spans.Days:
        return spans.months(year, month)

    latest, over, coming = (
        spans.latest(of_year, today),
        spans.latest(of_year, today, True),
        spans.coming(of_year, today),
    )
    assert latest is not None
    assert over is not None
    assert coming is not None
    assert latest[0] <= today < coming[0]
    assert over[1] < today
    assert over in (latest, of_year(latest[0].year - 1))


@given(DAYS, st.integers(0, 400))
def test_thirds_fill_a_period(start: dt.date, length: int) -> None:
    whole = start, min(start + dt.timedelta(length), dt.date.max)
    early, middle, late = (spans.third(whole, number) for number in range(3))
    assert early[0] == whole[0]
    assert late[1] == whole[1]
    assert all(first <= last for first, last in (early, middle, late))


@pytest.mark.parametrize("day", [(2024, 2, 30), (2023, 2, 29), (2024, 13, 1), (2024, 1, 0)])
def test_a_day_that_never_was_is_none(day: tuple[int, int, int]) -> None:
    assert spans.day(*day) is None


def test_a_leap_day_is_the_latest_there_was() -> None:
    assert spans.latest(lambda year: spans.day(year, 2, 29), dt.date(2027, 1, 1)) == (dt.date(2024, 2, 29),) * 2
