"""Dates as releases write them. A form that could be two days is none.

Months are those of English, French, Spanish, German, Italian, Portuguese and Arabic.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = {
    1: "january jan janvier janv enero ene januar jänner gennaio janeiro يناير جانفي كانون_الثاني",
    2: "february feb février fevrier févr fevr febrero februar febbraio fevereiro فبراير فيفري شباط",
    3: "march mar mars marzo märz março مارس آذار اذار",
    4: "april apr avril avr abril abr aprile أبريل ابريل إبريل أفريل نيسان",
    5: "may mai mayo maggio maio مايو ماي أيار ايار",
    6: "june jun juin junio juni giugno junho يونيو جوان حزيران",
    7: "july jul juillet juil julio juli luglio julho يوليو يوليوز جويلية تموز",
    8: "august aug août aout agosto ago أغسطس اغسطس غشت أوت آب",
    9: "september sept sep septembre septiembre setiembre settembre setembro سبتمبر شتنبر أيلول ايلول",
    10: "october oct octobre octubre oktober ottobre outubro أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    11: "november nov novembre noviembre novembro نوفمبر نونبر تشرين_الثاني",
    12: "december dec décembre decembre déc diciembre dic dezember dez dicembre dezembro"
    " ديسمبر دجنبر كانون_الأول كانون_الاول",
}
_MONTH_OF = {name.replace("_", " "): month for month, names in _MONTHS.items() for name in names.split()}
MONTH = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_MONTH_OF, key=len, reverse=True))
"""Pattern of any month's name, long ones first."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

_OTHER_DIGITS = re.compile(r"[٠-٩۰-۹]")

_ISO = r"(?P<iso_y>\d{4})-(?P<iso_m>\d{2})-(?P<iso_d>\d{2})(?!\d)"
_DAY_FIRST = (
    r"(?P<df_d>\d{1,2})(?:st|nd|rd|th|er|º|\.(?!\d))?\s*(?:de\s+|of\s+|من\s+)?"
    rf"(?P<df_m>{MONTH})\.?(?:\s*/\s*(?:{MONTH}))?,?،?\s*(?:de\s+|del\s+|عام\s+|سنة\s+)?(?P<df_y>\d{{4}})(?!\d)"
)
_MONTH_FIRST = rf"(?P<mf_m>{MONTH})\.?\s+(?P<mf_d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<mf_y>\d{{4}})(?!\d)"
_NUMBERS = (
    r"(?P<nd_d>1[3-9]|2\d|3[01])(?P<sign>[/.])(?P<nd_m>0?[1-9]|1[0-2])(?P=sign)(?P<nd_y>(?:19|20)\d\d)(?![\d/.]\d|\d)"
    r"|(?P<nm_m>0?[1-9]|1[0-2])/(?P<nm_d>1[3-9]|2\d|3[01])/(?P<nm_y>(?:19|20)\d\d)(?![/\d])"
)
"""Days in numbers of which only one can be the month: 29/01/2025, 1/29/2025, 29.01.2025."""

_GLUED = r"(?<=,\s(?-i:[A-Z]{2}))(?=(?-i:[A-Z][a-z]))"  # a line end was lost between `FL` and `May`
_DATE = re.compile(
    rf"(?:(?<![\w/])(?<![^\s-]-)|{_GLUED})(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST}|{_NUMBERS})", re.IGNORECASE
)

_PATH = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_.-](?P<m>[01]\d)[/_.-](?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)/(?P<m>[01]\d)(?P<d>[0-3]\d)/"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
)
_PATH_NAMED = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<m>[A-Za-z]{3})(?P<y>(?:19|20)\d\d)(?!\d)")

EARLIEST = 1900
"""A year before this is a year that a release speaks of, not the one it was published in."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands in the text that was searched."""

    day: dt.date
    start: int
    end: int


def western(text: str) -> str:
    """Write Arabic and Persian digits as European ones; every character keeps its place."""
    return text if text.isascii() or not _OTHER_DIGITS.search(text) else text.translate(_DIGITS)


def dates_in(text: str) -> Iterator[Found]:
    """Yield every full date (day, month, year) written in `text`, in order."""
    for match in _DATE.finditer(western(text)):
        parts = {key: value for key, value in match.groupdict().items() if value and key != "sign"}
        year, month, day = (next(value for key, value in parts.items() if key.endswith(end)) for end in "ymd")
        if found := _day(year, month, day):
            yield Found(found, match.start(), match.end())


def stated(text: str) -> dt.date | None:
    """Read a date that a field states: ISO 8601 with or without a time, or a written date.

    The day is the day at the place of publication: a time zone does not move it.
    """
    return next((found.day for found in dates_in(text.strip())), None)


def in_path(path: str) -> dt.date | None:
    """Read the date of a press room's folders or file name: `2024/0605/`, `2024-06-05`, `10Jan2007`.

    Two different days (a folder's, and an anniversary's in a file name) decide nothing.
    """
    matches = (match for pattern in (*_PATH, _PATH_NAMED) for match in pattern.finditer(path))
    days = {day for match in matches if (day := _day(match["y"], match["m"], match["d"]))}
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> dt.date | None:
    number = int(month) if month.isdigit() else _MONTH_OF.get(re.sub(r"\s+", " ", month.lower()))
    if number is None or int(year) < EARLIEST:
        return None
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
