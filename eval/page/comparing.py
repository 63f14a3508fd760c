"""Comparisons of modes, and of two runs, in words and with the questions that made the difference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from eval import comparison
from eval.errors import ReportsDiffer
from eval.page import reading
from eval.page.changes import Changes, changes, sides
from eval.page.reading import Report
from eval.page.wording import points
from eval.significance import Interval

SAME = "no question went differently"

_UNSAID = re.compile(r"\b(?:nan|inf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides on one measure.

    Attributes:
        label: what was compared, for a figure.
        words, numbers: the finding as a sentence, and the difference with its interval.
        first, second: names of the sides; the difference is second minus first.
        changes: the questions that the second won and lost.
    """

    label: str
    words: str
    numbers: str
    first: str
    second: str
    difference: Interval | None
    significant: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class Comparison:
    """All comparisons on one measure."""

    measure: str
    rows: tuple[Compared, ...]


def comparisons(report: Report) -> list[Comparison]:
    """Gather a report's comparisons of modes, a group a measure."""
    told = []
    for row in map(reading.mapping, reading.items(report.get("comparisons"))):
        first, second, measure = (str(row.get(key)) for key in ("first", "second", "measure"))
        moved = changes(sides(report, first, measure), sides(report, second, measure))
        told.append((measure, _compared(row, f"{second} − {first}", first, second, moved)))
    return _grouped(told)


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier run.

    Attributes:
        groups: each mode against itself, a group a measure; none where the runs share no mode, question or measure.
        notes: what differs beside the ranking and may be what moved the figures.
    """

    groups: tuple[Comparison, ...] = ()
    notes: tuple[str, ...] = ()


def since(report: Report, before: Report) -> Since:
    """Compare each mode of two runs on the questions that both hold."""
    try:
        between = comparison.of_reports(before, report)
    except (ReportsDiffer, KeyError):  # a report of an earlier version may lack a measure
        return Since()
    told = []
    for row in between["comparisons"]:
        mode, measure = str(row["mode"]), str(row["measure"])
        moved = changes(sides(before, mode, measure), sides(report, mode, measure))
        told.append((measure, _compared(row, mode, "before", "after", moved)))
    return Since(tuple(_grouped(told)), tuple(map(str, between["notes"])))


def _compared(row: Report, label: str, first: str, second: str, moved: Changes) -> Compared:
    difference = reading.interval(row.get("difference"))
    words = str(row.get("words") or f"{second} against {first}")
    if _UNSAID.search(words):
        words = f"{second} and {first} cannot be told apart: there are too few questions"
    elif difference and difference.value == 0 and not moved.won and not moved.lost:
        words = SAME
    stands = bool(row.get("significant"))
    return Compared(label, words, _numbers(difference), first, second, difference, stands, moved)


def _numbers(difference: Interval | None) -> str:
    if difference is None:
        return ""
    return f"{points(difference.value)} points, interval {points(difference.low)} to {points(difference.high)}"


def _grouped(told: Iterable[tuple[str, Compared]]) -> list[Comparison]:
    groups: dict[str, list[Compared]] = {}
    for measure, row in told:
        groups.setdefault(measure, []).append(row)
    return [Comparison(measure, tuple(rows)) for measure, rows in groups.items()]
