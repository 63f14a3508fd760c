"""How question time, add time, memory and disk grow with the number of passages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.store.reader import FILE
from eval.bench.figures import Figure

EXACT = "exact"
"""Folder of what the bench itself keeps beside a store; not counted."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one size gave. NaN where something was not measured.

    Attributes:
        passages: how many there are.
        p50, p95: milliseconds of a question in process, without filters.
        add: seconds from adding a release to finding it, median.
        memory: MB of a worker, anonymous and its share of mapped pages.
        store, index: MB on disk.
    """

    passages: int
    p50: float = math.nan
    p95: float = math.nan
    add: float = math.nan
    memory: float = math.nan
    store: float = math.nan
    index: float = math.nan


def disk(data: Path) -> tuple[float, float]:
    """Measure a data folder: MB of 10^6 bytes of the store, and of all that is made from it."""
    store = index = 0
    for path in data.rglob("*"):
        if path.is_file() and path.relative_to(data).parts[0] != EXACT:
            if path.name.startswith(FILE):
                store += path.stat().st_size
            else:
                index += path.stat().st_size
    return store / 1e6, index / 1e6


def figures(points: Sequence[Point]) -> list[Figure]:
    """Give the figures of each size."""
    rows = []
    for point in points:
        on = f"{point.passages:,} passages"
        rows += [
            Figure("growth: question, p95", on, point.p95, "ms", beside={"p50": point.p50}),
            Figure("growth: add one release and find it, median", on, point.add, "s"),
            Figure("growth: memory of a worker", on, point.memory, "MB"),
            Figure("growth: disk, the store", on, point.store, "MB", beside={"index": point.index}),
        ]
    return rows
