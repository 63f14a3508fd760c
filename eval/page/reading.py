"""Reads figures out of a report: what is missing, or no number, is None, so that no page ever shows a NaN."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.significance import Interval

Report = Mapping[str, Any]

LEVELS = ("article", "passage")

HEADLINES = (("article", "success@1"), ("article", "ndcg@10"), ("passage", "success@1"))
"""Measures that stand for a whole ranking, the most telling first: level and name."""

FEW = 20
"""Questions below which a slice is marked: the interval of a share may then span more than 40 points (Wilson)."""

_NUMBER = re.compile(r"\d+")


def number(raw: object) -> float | None:
    """Give a finite number, or None for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return float(raw) if math.isfinite(raw) else None


def interval(raw: object) -> Interval | None:
    """Read a figure: `{"value", "low", "high"}`, or a bare number, whose interval is then the number itself."""
    if not isinstance(raw, Mapping):
        raw = {"value": raw}
    value = number(raw.get("value"))
    if value is None:
        return None
    low, high = number(raw.get("low")), number(raw.get("high"))
    return Interval(value, value if low is None else low, value if high is None else high)


def mapping(raw: object) -> Mapping[str, Any]:
    """Give a mapping, empty where there is none."""
    return raw if isinstance(raw, Mapping) else {}


def items(raw: object) -> Sequence[Any]:
    """Give a list, empty where there is none."""
    return raw if isinstance(raw, Sequence) and not isinstance(raw, str) else ()


def modes(report: Report) -> dict[str, Mapping[str, Any]]:
    """Give the modes in the report's order."""
    return {str(name): mapping(result) for name, result in mapping(report.get("modes")).items()}


def measures(results: Iterable[Mapping[str, Any]], level: str) -> list[str]:
    """Name the measures of a level in order of first appearance, over results that may hold different ones."""
    return list(dict.fromkeys(str(name) for result in results for name in mapping(result.get(level))))


def figure(result: Mapping[str, Any], level: str, measure: str) -> Interval | None:
    """Read one figure of a mode or of a slice."""
    return interval(mapping(result.get(level)).get(measure))


def headline(report: Report) -> tuple[str, str] | None:
    """Choose the measure that stands for the report, as level and name; None where nothing is measured."""
    results = list(modes(report).values())
    every = [(level, name) for level in LEVELS for name in measures(results, level)]
    return next((choice for choice in (*HEADLINES, *every) if choice in every), None)


def lead(report: Report) -> str | None:
    """Name the mode that is ahead on the headline measure, the first of equals."""
    chosen = headline(report)
    found = {
        name: value.value for name, result in modes(report).items() if chosen and (value := figure(result, *chosen))
    }
    return max(found, key=found.__getitem__) if found else next(iter(modes(report)), None)


def dimensions(report: Report) -> dict[str, dict[str, int]]:
    """Give the slices there are: dimension -> slice -> questions in it.

    Slices whose names begin with a number (years, lengths) stand in its order, others as the report has them.
    """
    found: dict[str, dict[str, int]] = {}
    for result in modes(report).values():
        for dimension, slices in slices_of(result).items():
            for name, row in slices.items():
                found.setdefault(dimension, {}).setdefault(name, int(number(mapping(row).get("n")) or 0))
    return {dimension: dict(sorted(slices.items(), key=_natural)) for dimension, slices in found.items()}


def slices_of(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Give a mode's slices; reports that know kinds only have one dimension."""
    slices = mapping(result.get("slices")) or {"kind": result.get("by_kind")}
    return {str(name): rows for name, raw in slices.items() if (rows := mapping(raw))}


def _natural(item: tuple[str, int]) -> tuple[int, int]:
    leading = _NUMBER.match(item[0])
    return (0, int(leading.group())) if leading else (1, 0)


def pairs(raw: object, width: int = 2) -> list[tuple[float, ...]]:
    """Read rows of `width` numbers each, leaving out rows that hold anything else."""
    rows = []
    for row in items(raw):
        values = [number(value) for value in items(row)[:width]]
        kept = tuple(value for value in values if value is not None)
        if len(kept) == width:
            rows.append(kept)
    return rows
