"""Hijri months and years as Gregorian days, by days that calendars of the Gulf state."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding import hijri


@pytest.mark.parametrize(
    ("year", "month", "first"),
    [
        (1445, 1, dt.date(2023, 7, 19)),
        (1445, 9, dt.date(2024, 3, 11)),
        (1445, 10, dt.date(2024, 4, 10)),
        (1446, 1, dt.date(2024, 7, 7)),
        (1446, 9, dt.date(2025, 3, 1)),
    ],
)
def test_months_begin_as_the_umm_al_qura_calendar_says(year: int, month: int, first: dt.date) -> None:
    found = hijri.month(year, month)
    assert found is not None
    assert found[0] == first


@given(st.integers(hijri.FIRST, hijri.LAST - 1))
def test_a_year_is_its_months_without_a_gap(number: int) -> None:
    months = [hijri.month(number, month) for month in range(1, 13)]
    whole, after = hijri.year(number), hijri.year(number + 1)
    assert whole is not None
    assert after is not None
    days = [found for found in months if found is not None]
    assert (days[0][0], days[-1][1]) == whole
    assert [end + dt.timedelta(1) for _, end in days] == [start for start, _ in days[1:]] + [after[0]]
    # 29 or 30 by rule; the older tables have a few of 28 and 31.
    assert all(28 <= (end - start).days + 1 <= 31 for start, end in days)


def test_a_day_counts_from_the_first_of_its_month() -> None:
    assert hijri.day(1445, 9, 10) == (dt.date(2024, 3, 20), dt.date(2024, 3, 20))
    assert hijri.day(1445, 9, 31) is hijri.day(1445, 9, 0) is None


def test_outside_the_tables_there_is_nothing() -> None:
    assert hijri.year(1342) is hijri.month(1501, 1) is hijri.day(1600, 1, 1) is None
    assert hijri.year_of(dt.date(1900, 1, 1)) is hijri.year_of(dt.date(2100, 1, 1)) is None
    assert hijri.year_of(dt.date(2024, 7, 7)) == 1446
