"""Dates and periods that a question mentions, each with the days it means.

What is short of a year means the latest one that has begun: `in March`, asked in January, is last year's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.understanding import hijri, spans
from qa.understanding.row import Token
from qa.understanding.spans import Days, OfYear

RECENT = 90
"""Days that `recently` means."""

_GRAMMAR = re.compile(
    r"(?P<iso>I)"
    r"|(?P<day>(?:d[&>g]D?)?[dR][OD]*i?[ma][ODC]*y|[ma]D?[dR](?:[&>g]d)?y)"
    r"|(?P<hijri_day>dO*i?H(?:[OC]*h)?)"
    r"|(?P<month>[ma][ODC]*y)"
    r"|(?P<hijri_month>H[OC]*h)"
    r"|(?P<quarter>(?:[od]q|qo|Q|lq)[ODCc]*y|y(?:oq|Q))"
    r"|(?P<season>[sE][ODC]*y)"
    r"|(?P<years>Y)"
    r"|(?P<hijri_year>C?hK|Ch)"
    r"|(?P<year>C?y)"
    r"|(?P<day_alone>(?:d[&>g]D?)?[dR]O*i?[ma]|[ma]D?[dR](?!q)(?:[&>g]d)?)"
    r"|(?P<units>l[dN][uC]|[dN]l[uC])"
    r"|(?P<shifted>[ltn][CuqsEmaH]|[CuqsEmaH][ltn])"
    r"|(?P<quarter_alone>[od]q|qo|Q)"
    # A name alone needs a word before it that dates have; one that is another word too, a nearer one.
    r"|(?P<alone>(?<=[iSBA>ODekjwf&g])m|(?<=[iSBAekjwf])a|(?<=[wf])a|(?<=O)a(?=[>g])|(?<=[iSBA])H|(?<=[iSBA]D)H"
    # `in the summer school` names a school.
    r"|(?<=[iSBA])[sE](?!x)|(?<=[iSBA]D)[sE](?!x))"
    r"|(?P<relative>z)"
    r"|(?P<recent>r)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or period in a question.

    Attributes:
        kind: `day`, `month`, `part` (of a year), `season`, `year`, `week`, `units` or `recent`.
        days: its first and last day.
        first, last: its words in the row, the last one included.
        of_year: gives the days of another year; None where the words say which.
    """

    kind: str
    days: Days
    first: int
    last: int
    of_year: OfYear | None = None


def mentions(row: Sequence[Token], letters: str, today: dt.date) -> list[Mention]:
    """List what a question mentions, in order; a day that there never was (30 February) is left out.

    Args:
        row: the question, word by word.
        letters: of these words, one each.
        today: what `last week` counts from.
    """
    found = []
    for match in _GRAMMAR.finditer(letters):
        words = _Words(row[match.start() : match.end()])
        kind, days, of_year = _read(str(match.lastgroup), words, today)
        if days:
            found.append(Mention(kind, days, match.start(), match.end() - 1, of_year))
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one mention."""

    tokens: Sequence[Token]

    def has(self, letters: str) -> bool:
        return any(token.word.letter in letters for token in self.tokens)

    def of(self, letters: str) -> tuple[int, ...]:
        """Give the numbers of the first word that is one of these letters."""
        return next(token.word.values for token in self.tokens if token.word.letter in letters)


Reading = tuple[str, Days | None, OfYear | None]


def _read(group: str, words: _Words, today: dt.date) -> Reading:
    match group:
        case "iso":
            year, month, day = words.of("I")
            return "day", spans.day(year, month, day) if year else None, None
        case "years":
            begin, end = words.of("Y")
            return "year", (spans.year(begin)[0], spans.year(end)[1]), None
        case "year":
            return "year", spans.year(words.of("y")[0]), None
        case "hijri_year":
            return "year", hijri.year(words.of("h")[0]), None
        case "units":
            days = words.of("dN")[0] * (words.of("u")[0] if words.has("u") else 365)
            return "units", (today - dt.timedelta(days), today), None
        case "relative":
            shifted = today + dt.timedelta(words.of("z")[0])
            return "day", (shifted, shifted), None
        case "recent":
            return "recent", (today - dt.timedelta(RECENT), today), None
        case "shifted":
            return _shifted(words, today)
    return _annual(words, today)


def _annual(words: _Words, today: dt.date) -> Reading:
    """Read what every year has: of the year that is said, or the latest."""
    kind, of_year = _every_year(words, today)
    if words.has("h"):
        return kind, _hijri(words), None
    if words.has("y"):
        return kind, of_year(words.of("y")[0]), None
    return kind, spans.latest(of_year, today), of_year


def _every_year(words: _Words, today: dt.date) -> tuple[str, OfYear]:
    if words.has("H"):
        month = words.of("H")[0]
        days = words.of("d") if words.has("d") else ()
        return ("day" if days else "month"), spans.hijri_of(today, month, *days)
    if words.has("ma"):
        month = words.of("ma")[0]
        if words.has("dR"):
            first, last = _days(words)
            return "day", lambda year: spans.day(year, month, first, last)
        return "month", lambda year: spans.months(year, month)
    if words.has("sE"):
        first = words.of("sE")[0]
        return "season", lambda year: spans.season(year, first)
    number, parts = _part(words)
    return "part", lambda year: spans.part(year, number, parts)


def _days(words: _Words) -> tuple[int, int]:
    """Read one day of a month, or the first and last of several: `15-20`, `from 3 to 7`."""
    days = [day for token in words.tokens if token.word.letter in "dR" for day in token.word.values]
    return (days[0], days[-1]) if days[0] <= days[-1] else (days[-1], days[-1])


def _part(words: _Words) -> tuple[int, int]:
    """Read which part of a year: its number and how many there are. `Last quarter of 2024` is the fourth."""
    if words.has("Q"):
        number, parts = words.of("Q")
        return number, parts
    parts = words.of("q")[0]
    return (min(words.of("od")[0], parts) if words.has("od") else parts), parts


def _hijri(words: _Words) -> Days | None:
    year, month = words.of("h")[0], words.of("H")[0]
    return hijri.day(year, month, words.of("d")[0]) if words.has("d") else hijri.month(year, month)


def _shifted(words: _Words, today: dt.date) -> Reading:
    """Read `last week`, `this year`, `next March`, `l'automne dernier`."""
    shift = -1 if words.has("l") else int(words.has("n"))
    if words.has("HmasE"):
        kind, of_year = _every_year(words, today)
        if shift:
            return kind, spans.coming(of_year, today) if shift > 0 else spans.latest(of_year, today, ended=True), None
        return kind, of_year(today.year), None
    days = 365 if words.has("C") else 91 if words.has("q") else words.of("u")[0]
    if days == 1:  # `the last day to apply` is no day before today
        return "day", None, None
    return {7: "week", 30: "month", 91: "part", 365: "year"}[days], spans.unit(days, today, shift), None
