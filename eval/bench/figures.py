"""A measured figure beside its goal, and tables of them."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rich import box
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        what: what was measured.
        on: on how much, under which conditions.
        value: NaN where it could not be measured.
        unit: `ms`, `s`, `MB`, `×`, or empty for a share.
        goal: what is to be kept to; null where the figure is for comparison.
        least: whether the goal is a floor, not a ceiling.
        beside: what was measured with it, by name, in the same unit.
    """

    what: str
    on: str
    value: float
    unit: str = ""
    goal: float | None = None
    least: bool = False
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; null without one. What could not be measured meets none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal


def spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Give median, 95th and 99th percentile, each a time that was measured; NaN of nothing."""
    if not times:
        return math.nan, math.nan, math.nan
    p50, p95, p99 = np.percentile(times, [50, 95, 99], method="higher")
    return float(p50), float(p95), float(p99)


def timed(what: str, on: str, times: Sequence[float], goal: float | None = None) -> Figure:
    """Make a figure of times in milliseconds: the 95th percentile, with median and 99th percentile beside it."""
    p50, p95, p99 = spread(times)
    return Figure(f"{what}, p95", on, p95, "ms", goal, beside={"p50": p50, "p99": p99})


def written(figures: Iterable[Figure]) -> str:
    """Give figures as JSON, with the machine they were measured on; what is not finite becomes null."""
    rows = [_row(figure) for figure in figures]
    return json.dumps({"machine": machine(), "figures": rows}, ensure_ascii=False, indent=1)


def _row(figure: Figure) -> dict[str, Any]:
    beside = {name: _finite(value) for name, value in figure.beside.items()}
    row = {"what": figure.what, "on": figure.on, "value": _finite(figure.value), "unit": figure.unit, **beside}
    return {**row, "goal": figure.goal, "least": figure.least, "met": figure.met}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def machine() -> dict[str, Any]:
    """Describe this machine."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def table(figures: Iterable[Figure]) -> Table:
    """Lay figures out for people, each beside its goal."""
    shown = Table(box=box.SIMPLE_HEAD)
    for name in ("what", "on"):
        shown.add_column(name, min_width=16)
    for name in ("figure", "goal", ""):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("beside", min_width=12)
    for figure in figures:
        verdict = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[figure.met]
        value = _value(figure.value, figure.unit)
        shown.add_row(escape(figure.what), escape(figure.on), value, _goal(figure), verdict, _beside(figure))
    return shown


def markdown(figures: Iterable[Figure]) -> str:
    """Lay figures out for a document."""
    rows = [
        f"| {figure.what} | {figure.on} | {_value(figure.value, figure.unit)} | {_goal(figure)} | {_beside(figure)} |"
        for figure in figures
    ]
    return "\n".join(["| what | on | figure | goal | beside |", "|---|---|---:|---:|---|", *rows])


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.least else '≤'} {figure.goal:,g} {figure.unit}".strip()


def _beside(figure: Figure) -> str:
    return " · ".join(f"{name} {_value(value, figure.unit)}" for name, value in figure.beside.items())


def _value(value: float, unit: str) -> str:
    if not math.isfinite(value):
        return "none" if math.isnan(value) else "never"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 or unit else 3
    return f"{value:,.{digits}f} {unit}".strip()
