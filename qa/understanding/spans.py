"""First and last days of what the calendar can name: a day, a month, a quarter, a season, a year, `last week`.

Seasons are those of the northern hemisphere by whole months, a winter named by its January, as weather services do.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from qa.understanding import hijri

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period."""

OfYear = Callable[[int], Days | None]
"""Gives the days of something in a year; None where there are none, as of 29 February."""


def day(year: int, month: int, first: int, last: int | None = None) -> Days | None:
    """Give a day, or several of one month; None where the month has no such day."""
    try:
        return dt.date(year, month, first), dt.date(year, month, last or first)
    except ValueError:
        return None


def months(year: int, first: int, count: int = 1) -> Days:
    """Give `count` whole months from a month on; a month above 12 is one of the next year, below 1 of the last."""
    year, month = year + (first - 1) // 12, (first - 1) % 12 + 1
    last_year, last = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return dt.date(year, month, 1), dt.date(last_year, last, calendar.monthrange(last_year, last)[1])


def part(year: int, number: int, parts: int) -> Days:
    """Give a quarter (`parts` 4) or a half (2) of a year, counted from 1."""
    size = 12 // parts
    return months(year, (number - 1) * size + 1, size)


def season(year: int, first: int) -> Days:
    """Give the season that begins in month `first`; the winter of a year begins in the December before."""
    return months(year, 0 if first == 12 else first, 3)


def year(number: int) -> Days:
    """Give a whole year."""
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def latest(of_year: OfYear, today: dt.date, ended: bool = False) -> Days | None:
    """Give the latest one that has begun by today; with `ended`, the latest that was over."""
    for number in range(today.year + 1, today.year - 9, -1):  # nine years: 29 February can be so far away
        found = of_year(number)
        if found and (found[1] < today if ended else found[0] <= today):
            return found
    return None


def coming(of_year: OfYear, today: dt.date) -> Days | None:
    """Give the first one that begins after today."""
    years = (of_year(number) for number in range(today.year, today.year + 9))
    return next((found for found in years if found and found[0] > today), None)


def hijri_of(today: dt.date, month: int, day: int | None = None) -> OfYear:
    """Give a Hijri month, or a day of it, as what comes once in most years, counted from the Hijri year of today."""

    def of_year(year: int) -> Days | None:
        now = hijri.year_of(today)
        if now is None:
            return None
        counted = now + year - today.year
        return hijri.day(counted, month, day) if day else hijri.month(counted, month)

    return of_year


def unit(days: int, today: dt.date, shift: int) -> Days:
    """Give this week (7), month (30), quarter (91) or year (365), or one so many before or after it."""
    if days == 7:
        monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * shift)
        return monday, monday + dt.timedelta(6)
    if days == 30:
        return months(today.year, today.month + shift)
    if days == 91:
        return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * shift, 3)
    return year(today.year + shift)


def third(days: Days, number: int) -> Days:
    """Give the early (0), middle (1) or late (2) third of a period."""
    length = (days[1] - days[0]).days + 1
    edges = [days[0] + dt.timedelta(length * at // 3) for at in range(4)]
    return edges[number], max(edges[number], edges[number + 1] - dt.timedelta(1))
