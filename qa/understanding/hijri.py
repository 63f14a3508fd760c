"""Months and years of the Hijri calendar as days of the Gregorian one.

By `hijridate`, the Umm al-Qura calendar from its published tables, since that is the calendar by which press rooms of
the Gulf date their releases; arithmetic calendars are off by a day or two in most months. It knows 1343 to 1500 AH.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from hijridate import Gregorian, Hijri

FIRST, LAST = 1343, 1500
"""Years the tables know: August 1924 to November 2077."""


def year(number: int) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day of a Hijri year, None outside the tables."""
    first, last = month(number, 1), month(number, 12)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=512)
def month(of_year: int, number: int) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day of a Hijri month, 1 to 12, None outside the tables."""
    if not FIRST <= of_year <= LAST:
        return None
    hijri = Hijri(of_year, number, 1)
    western = hijri.to_gregorian()
    first = dt.date(western.year, western.month, western.day)
    return first, first + dt.timedelta(hijri.month_length() - 1)


def day(of_year: int, of_month: int, number: int) -> tuple[dt.date, dt.date] | None:
    """Give one day, twice; None where that month has no such day or the tables do not know it."""
    found = month(of_year, of_month)
    if found is None or not 1 <= number <= (found[1] - found[0]).days + 1:
        return None
    western = found[0] + dt.timedelta(number - 1)
    return western, western


def year_of(today: dt.date) -> int | None:
    """Give the Hijri year of a day, None outside the tables."""
    try:
        return int(Gregorian.fromdate(today).to_hijri().year)
    except OverflowError:
        return None
