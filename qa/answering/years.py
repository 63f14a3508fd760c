"""The year that a question is about: what a release of another year says is no answer to it.

A release tells of a year if it writes it, or was published in it or shortly before or after. What was earned in 2024
is not told by the release on 2022, however much else of the question it holds.
"""

from __future__ import annotations

import datetime as dt
import re

from corpus.article import Article
from corpus.fields.dates import western
from qa.question import Understood
from qa.understanding.periods import ROOM

YEAR = re.compile(r"(?<![\d.,$€£¥#])(?:19|20)\d\d(?![\d%]|[.,]\d)")
"""A year of our time, and no sum or share."""


def year(asked: Understood) -> int | None:
    """Give the one year that a question types in what it says of time; None where it types none, or several.

    What is open, `since 2020`, is about other years as well.
    """
    period = asked.period
    if period is None or None in period.bounds:
        return None
    typed = western(asked.text)
    years = set(YEAR.findall(typed))
    if len(years) != 1 or years != set(YEAR.findall(typed[slice(*period.words)])):
        return None
    return int(years.pop())


def tells(release: Article, wanted: int) -> bool:
    """Tell whether a release may speak of a year; an undated one always may."""
    if release.published is None:
        return True
    room = dt.timedelta(ROOM)
    if wanted in ((release.published - room).year, release.published.year, (release.published + room).year):
        return True
    return writes(western(f"{release.title or ''}\n{release.text}"), wanted)


def writes(text: str, wanted: int) -> bool:
    """Tell whether a text, digits European, writes a year, whole or short."""
    short = rf"(?:[-–/'’]|\bFY ?){wanted % 100:02d}"  # the season 2023-24, FY24, '24
    return re.search(rf"(?:(?<!\d){wanted}|{short})(?!\d)", text, re.IGNORECASE) is not None


def untold(asked: Understood, release: Article) -> int | None:
    """Give the year asked about where a release tells nothing of it; else None."""
    wanted = year(asked)
    return None if wanted is None or tells(release, wanted) else wanted
