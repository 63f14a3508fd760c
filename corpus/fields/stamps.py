"""A date as it stands in the head of a release, with what belongs to it: week day, Hijri date, time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.fields import dates

if TYPE_CHECKING:
    import datetime as dt

WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|(?:يوم\s+)?(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد)"
)
_HIJRI = (
    r"\d{1,2}\s+(?:من\s+)?(?:محرم|المحرم|صفر|ربيع\s+(?:الأول|الاول|الآخر|الاخر|الثاني)|جمادى\s+(?:الأولى|الاولى"
    r"|الآخرة|الاخرة|الثانية)|رجب"
    r"|شعبان|رمضان|شوال|ذو\s+القعدة|ذي\s+القعدة|ذو\s+الحجة|ذي\s+الحجة)\s+(?:عام\s+|سنة\s+)?\d{4}\s*(?:هـ|ه)?[،,]?"
)
_BEFORE_DATE = re.compile(
    rf"(?>(?:(?:{WEEKDAY})[,،.]?\s+|le\s+|el\s+|(?:den|am|vom)\s+(?=\d)|(?:في|بتاريخ)\s+|{_HIJRI}\s*|\(?الموافق\s+(?:لـ?\s*)?)*)\(?",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"\s*(?:م\b|ميلادي(?:ة)?)?(?:\.(?=-))?\)?")
CLOCK = (
    r"(?:@|at|à|at:|الساعة)?\s*\d{1,2}(?:[:.h]\s?\d{0,2}(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
    r"(?:\s*(?:[A-Z][A-Za-z]+/[A-Z]\w+|[A-Z]{2,4}\b|Eastern|Central|Pacific|Mountain)(?:\s+Time\b)?)?"
)
_TIME = re.compile(rf"\s*,?\s*{CLOCK}", re.IGNORECASE)
_YEARLESS = re.compile(
    rf"(?:(?:{WEEKDAY})[,،]?\s*)?(?:le\s+|في\s+)?(?:(?:{dates.MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{dates.MONTH})\.?)(?=[\s,،.(\[–—-]|$)(?!\s*[,–—-]?\s*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date and where it ends; null for a day without a year, which could be any year's."""

    day: dt.date | None
    end: int


def stamp_at(head: str, at: int, found: Mapping[int, dates.Found]) -> Stamp | None:
    """Read the date that begins at this place.

    Args:
        found: the dates of `head` by where they start.
    """
    before = _BEFORE_DATE.match(head, at)
    start = before.end() if before else at
    if day := found.get(start):
        end = day.end
        for beside in (_AFTER_DATE, _TIME, _AFTER_DATE):
            match = beside.match(head, end)
            end = match.end() if match else end
        return Stamp(day.day, end)
    yearless = _YEARLESS.match(head, at)
    return Stamp(None, yearless.end()) if yearless else None


def dates_by_start(head: str) -> dict[int, dates.Found]:
    """Find the full dates of a head by where they start."""
    return {found.start: found for found in dates.dates_in(head)}
