"""Embargoes: "EMBARGOED UNTIL 5 June 2024, 10:00 GMT", in English, French, Spanish and Arabic.

Where a notice leaves room, the later moment is meant, for what is shown too early cannot be taken back:
- a day without a time is hidden to its end;
- a time without a zone is in UTC, and a zone's name that several zones share is the westernmost of them;
- a date in figures that could be two days is the later of them;
- of several moments the last counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.fields import dates

LONGEST = 60
"""Words; a block that begins like a notice and has more is one with a sentence of the release behind it."""

READ_WITHIN = 300
"""Code points of a block in which its notice is read."""

_START = re.compile(
    r"(?i)\W*(?:"
    r"(?:(?:strictly|strict|under|news|media|press|an?)\s+)*embargo(?:ed)?\b(?:\s+(?:strict|news|release|notice"
    r"|date|time))*"
    r"(?:\s+(?:for\s+)?(?:(?:media\s+)?(?:release|publication|use|broadcast|and|or)\s*)+)?"
    r"\s*(?:\(|:|–|—|-|,|\.|until\b|till\b|to\b|jusqu|au\b|hasta\b|al\b|(?=\d))"
    r"|(?:embargoed:?\s*)?not\s+(?:to\s+be\s+(?:released|published)|for\s+(?:(?:release|publication|broadcast|use"
    r"|or|,)\s*)+)"
    r"\s*(?:before|until|till|prior\s+to)\b"
    r"|(?:hold|do\s+not\s+(?:publish|release|distribute|use))(?:\s+for\s+release)?\s+(?:before|until|till)\b"
    r"|(?:sous\s+|strict(?:ement)?\s+)*embargo(?:\s+strict)?\s*(?::|jusqu|au\b|–|-|\()"
    r"|(?:à\s+|information\s+à\s+)?ne\s+pas\s+(?:diffuser|publier)\s+avant\b|(?:diffusion"
    r"|publication)\s+interdite\s+avant\b"
    r"|(?:información\s+)?(?:embargad[oa]|bajo\s+embargo|embargo)\s+hasta\b|no\s+(?:publicar|difundir)\s+(?:antes"
    r"|hasta)\b"
    r"|(?:خبر\s+|بيان\s+|مادة\s+)?(?:محظور|محظورة|ممنوع|ممنوعة|غير\s+قابل(?:ة)?)\s+(?:من\s+"
    r"|ل)?(?:ال)?نشر\w*\s+(?:حتى|إلى|الى|قبل)"
    r"|(?:يُ?حظر|يُ?منع|حظر|الرجاء\s+عدم|يرجى\s+عدم)\s+(?:ال)?نشر\w*\s+(?:حتى|إلى|الى|قبل)|للنشر\s+(?:بعد"
    r"|اعتبارا\s+من)"
    r")"
)
_FOR_RELEASE = re.compile(r"(?i)\W*(?:for|not\s+for)\s+(?:general\s+)?release\b\s*(?:at|on|after)?\s*:?")
"""Statistics offices announce the hour so: a notice when an hour is named, else the release's date."""

_LIFTED = re.compile(
    r"(?i)\W*(?:the\s+)?embargo\s+(?:(?:has|is|was|been|now)\s+)*lifted\W*|\W*embargo\s+levé\W*|\W*رُ?فع\s+الحظر\W*"
)

_CLOCK = re.compile(
    r"(?i)(?<!\d)(?<!\d[/.-])(?:(?P<h>\d{1,2})\s?(?:[:.h]\s?(?P<m>[0-5]\d)(?!\d)|h(?:eures?|rs?|ours?)?\b"
    r"|(?=\s?[ap]\.?\s?m\b)|(?=\s*(?:صباح|مساء|ظهر)))"
    r"|(?P<hhmm>[0-2]\d[0-5]\d)(?=\s*(?:h(?:rs?|ours)?\b|GMT|UTC|Z\b|[A-Z]{2,4}T\b)))"
    r"(?::[0-5]\d)?\s*(?P<half>[ap]\.?\s?m\b\.?|صباح\w*|مساء\w*|ظهر\w*)?"
    r"|(?P<word>\bnoon\b|\bmidday\b|\bmidi\b|\bmediodía\b|\bmidnight\b|\bminuit\b|\bmedianoche\b|منتصف الليل)"
    r"|الساعة\s+(?P<ar>\d{1,2})(?::(?P<arm>[0-5]\d))?\s*(?P<arhalf>صباح\w*|مساء\w*|ظهر\w*|ص|م)?(?!\d)"
)
_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_DAY_AND_MONTH = re.compile(
    rf"(?i)\b(?:\d{{1,2}}(?:st|nd|rd|th|er)?\s+(?:{dates.MONTH})|(?:{dates.MONTH})\.?\s+\d{{1,2}})\b"
)

_OFFSET = re.compile(r"(?:GMT|UTC|(?<=\d)\s?)\s?([+−-])\s?(\d{1,2}):?(\d{2})?(?!\d)")
_HOURS = {
    "GMT": 0, "UTC": 0, "TU": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "EAT": 3, "CAT": 2, "SAST": 2, "WAT": 1, "GST": 4, "PKT": 5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "BRT": -3, "ART": -3, "HNE": -5, "HAE": -4,
}  # fmt: skip
_ABBREVIATION = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))})(?![A-Za-z])")
_PLACES = (
    (r"\bET\b|\bEastern\b|New York|Washington|Toronto|Montr[eé]al|heure de l[’']Est", "America/New_York", -5),
    (r"\bCT\b|\bCentral (?:Standard |Daylight )?Time|Chicago|US/Central", "America/Chicago", -6),
    (r"\bMT\b|\bMountain\b|Denver", "America/Denver", -7),
    (r"\bPT\b|\bPacific\b|Los Angeles|San Francisco", "America/Los_Angeles", -8),
    (r"(?i)london|londres|uk time|لندن", "Europe/London", 0),
    (r"(?i)paris|bru[xs]el|genev|genèv|geneb|berlin|madrid|rom[ae]\b|vienn|zurich|luxemb|central european"
     r"|باريس|جنيف|بروكسل|مدريد|برلين", "Europe/Paris", 1),
    (r"(?i)rabat|casablanca|maroc|morocco|الرباط|المغرب|الدار البيضاء", "Africa/Casablanca", 0),
    (r"(?i)\btunis|alger|algiers|تونس|الجزائر", "Africa/Tunis", 1),
    (r"(?i)cairo|le caire|egypt|القاهرة|مصر", "Africa/Cairo", 2),
    (r"(?i)beirut|beyrouth|بيروت|لبنان", "Asia/Beirut", 2),
    (r"(?i)riyadh|riyad|mecca|makkah|saudi|\bksa\b|doha|kuwait|bahrain|baghdad|amman|الرياض|مكة|السعودية|المملكة|الدوحة|قطر|الكويت"
     r"|البحرين|المنامة|بغداد|عمان|عمّان|دمشق", "Asia/Riyadh", 3),
    (r"(?i)dubai|abu dhabi|muscat|\buae\b|دبي|أبوظبي|أبو ظبي|الإمارات|مسقط", "Asia/Dubai", 4),
    (r"غرينتش|جرينتش|جرينيتش|(?i:greenwich|temps universel)", "UTC", 0),
)  # fmt: skip
LATEST = dt.datetime(dt.MAXYEAR, 1, 1, tzinfo=dt.UTC)
"""No embargo ends later: a moment nearer to the end of all years cannot be told in every zone."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that speaks of an embargo.

    Attributes:
        until: when it ends, with time zone; null when the notice says that it has ended, or not when it does.
        whole: the block holds nothing else.
        lifted: it says that the embargo has ended.
    """

    until: dt.datetime | None
    whole: bool = True
    lifted: bool = False


def notice(block: str, day: dt.date | None = None) -> Notice | None:
    """Read a block that begins with an embargo notice; null for any other.

    Args:
        block: a line at the head of a release.
        day: the day the release gives itself, for notices that name the hour alone.
    """
    if _LIFTED.fullmatch(block[:READ_WITHIN]):
        return Notice(None, lifted=True)
    written = dates.western(block[:READ_WITHIN])
    hour_wanted = False
    start = _START.match(written)
    if start is None:
        start, hour_wanted = _FOR_RELEASE.match(written), True
    if start is None:
        return None
    moments = list(_moments(written, day, hour_wanted))
    if not moments:
        return None
    return Notice(max(moments), whole=len(block.split()) <= LONGEST and not _goes_on(block))


def moment(stated: str) -> dt.datetime | None:
    """Read the end of an embargo as a sender states it: ISO 8601, by day or by minute.

    A day is hidden to its end, a time without a zone is in UTC.
    """
    try:
        if len(stated.strip()) == len("2024-06-05"):
            return _end(dt.date.fromisoformat(stated.strip()), dt.UTC)
        read = dt.datetime.fromisoformat(stated.strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def _goes_on(block: str) -> bool:
    """Tell whether a notice is followed by a sentence of the release in the same block."""
    sentences = [
        part for part in re.split(r"(?<=[.!؟])\s+(?=[A-ZÀ-ÖØ-Þ\u0621-\u064a])", block) if len(part.split()) > 12
    ]
    return len(block.split()) > 25 and bool(sentences)


def _moments(written: str, day: dt.date | None, hour_wanted: bool) -> Iterator[dt.datetime]:
    """Yield the moments a notice can mean."""
    days, rest = _days(written, day)
    matches = [match for match in _CLOCK.finditer(rest) if _clock(match)]
    if not days and matches and day:
        days = [day]
    for each in days:
        zone = _zone(rest, each) or dt.UTC
        if not matches and not hour_wanted:
            yield _end(each, zone)
        for at, match in enumerate(matches):
            after = rest[match.end() : matches[at + 1].start() if at + 1 < len(matches) else match.end() + 24]
            yield _at(each, _clock(match), _zone(after, each) or zone)


def _days(written: str, day: dt.date | None) -> tuple[list[dt.date], str]:
    """Find the days in a notice, and what is left of it without them."""
    found = list(dates.dates_in(written))
    days, rest = [each.day for each in found], written
    for each in reversed(found):
        rest = rest[: each.start] + " ; " + rest[each.end :]
    for figures in _FIGURES.finditer(rest):
        first, second, year = map(int, figures.groups())
        days += [
            either for month, number in ((second, first), (first, second)) if (either := _date(year, month, number))
        ]
    rest = _FIGURES.sub(" ; ", rest)
    if not days and day and (match := _DAY_AND_MONTH.search(rest)):
        days = [each.day for each in dates.dates_in(f"{match.group()} {day.year}")]
        rest = rest[: match.start()] + " ; " + rest[match.end() :]
    return days, rest


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Hours and minutes since midnight; midnight itself is the one that ends the day."""
    if word := match["word"]:
        return (12, 0) if word.lower() in {"noon", "midday", "midi", "mediodía"} else (24, 0)
    if match["hhmm"]:
        hour, minute = int(match["hhmm"][:2]), int(match["hhmm"][2:])
    else:
        hour, minute = int(match["h"] or match["ar"]), int(match["m"] or match["arm"] or 0)
    half = (match["half"] or match["arhalf"] or "").lower()
    if half.startswith(("p", "مساء", "ظهر", "م")) and hour < 12:
        hour += 12
    elif half.startswith(("a", "صباح", "ص")) and hour == 12:
        hour = 0
    return (hour, minute) if hour <= 24 else None


def _zone(written: str, day: dt.date) -> dt.tzinfo | None:
    """Find the time zone that a notice names."""
    if offset := _OFFSET.search(written):
        hours = int(offset[2]) + int(offset[3] or 0) / 60
        if hours <= 14:
            return dt.timezone(dt.timedelta(hours=-hours if offset[1] in "−-" else hours))
    if match := _ABBREVIATION.search(written):
        return dt.timezone(dt.timedelta(hours=_HOURS[match.group()]))
    for pattern, name, hours in _PLACES:
        if re.search(pattern, written):
            return _offset_of(name, hours, day)
    return None


def _offset_of(name: str, hours: float, day: dt.date) -> dt.tzinfo:
    """Give a place's offset on that day as a fixed one; its winter time where the system knows no zones."""
    try:
        offset = dt.datetime.combine(day, dt.time(12), ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, OSError):
        offset = None
    return dt.timezone(offset if offset is not None else dt.timedelta(hours=hours))


def _at(day: dt.date, clock: tuple[int, int] | None, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment at so many hours and minutes of a day."""
    hours, minutes = clock or (24, 0)
    if day.year >= dt.MAXYEAR:
        return LATEST
    return dt.datetime.combine(day, dt.time(), zone) + dt.timedelta(hours=hours, minutes=minutes)


def _end(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment after the last of a day."""
    return _at(day, (24, 0), zone)
