"""Which questions went better and which went worse: in one mode than in another, or in one run than in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eval.page import reading
from eval.page.reading import Report

NONE_FOUND = "none"
"""Written for the rank of what was not found."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that moved: its first right rank on either side, and by how much the measure moved."""

    id: str
    question: str
    before: str
    after: str
    by: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Questions won and lost, those that moved furthest first."""

    won: tuple[Change, ...]
    lost: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A question on one side: its words, its value of the measure, its first right rank."""

    question: str
    value: float
    rank: int | None


def sides(report: Report, mode: str, measure: str) -> dict[str, Side]:
    """Read a mode's value and rank of each question that the measure is defined for."""
    key = "passage_rank" if measure.startswith("passage") else "rank"
    found: dict[str, Side] = {}
    for row in map(reading.mapping, reading.items(report.get("questions"))):
        result: Mapping[str, Any] = reading.mapping(reading.mapping(row.get("modes")).get(mode))
        value = reading.number(reading.mapping(result.get("scores")).get(measure))
        if value is not None:
            rank = reading.number(result.get(key))
            found[str(row.get("id"))] = Side(str(row.get("question")), value, None if rank is None else int(rank))
    return found


def changes(old: Mapping[str, Side], new: Mapping[str, Side]) -> Changes:
    """List what moved from one side to the other. A question that was worded anew is another question."""
    moved = [
        Change(name, side.question, _rank(old[name].rank), _rank(side.rank), side.value - old[name].value)
        for name, side in new.items()
        if name in old and side.question == old[name].question and side.value != old[name].value
    ]
    better, worse = ([change for change in moved if (change.by > 0) is up] for up in (True, False))
    return Changes(_furthest(better), _furthest(worse))


def _furthest(moved: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(moved, key=lambda change: -abs(change.by)))


def _rank(rank: int | None) -> str:
    return NONE_FOUND if rank is None else str(rank)
