"""How question time, add time, memory and disk grow with the number of passages, and a plot of it."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, NullLocator

from corpus.store.reader import FILE
from eval.bench.figures import Figure

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

EXACT = "exact"
"""Folder of what the bench itself keeps beside a store; not counted."""

_STYLE: dict[RcKeyType, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "growth",
    "font.size": 10.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_INK, _SOFT = "#1f4e79", "#8a8f98"


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


def plot(points: Sequence[Point], path: Path) -> None:
    """Draw four panels over the number of passages, both axes logarithmic, as SVG.

    Raises:
        OSError: the file cannot be written.
    """
    with mpl.rc_context(_STYLE):
        drawing = Drawing(figsize=(9, 6), layout="constrained")
        FigureCanvasSVG(drawing)
        panels = drawing.subplots(2, 2)
        _panel(panels[0, 0], points, "question, ms", {"p50": [p.p50 for p in points], "p95": [p.p95 for p in points]})
        _panel(panels[0, 1], points, "add one release and find it, s", {"median": [p.add for p in points]})
        _panel(panels[1, 0], points, "memory of a worker, MB", {"PSS": [p.memory for p in points]})
        held = {"store": [p.store for p in points], "index": [p.index for p in points]}
        _panel(panels[1, 1], points, "disk, MB", held)
        buffer = io.BytesIO()
        drawing.savefig(buffer, format="svg", metadata={"Date": None})
    path.write_bytes(buffer.getvalue())


def _panel(axes: Axes, points: Sequence[Point], title: str, lines: dict[str, list[float]]) -> None:
    sizes = [point.passages for point in points]
    axes.set_xscale("log")
    axes.set_yscale("log")
    for (name, values), colour in zip(lines.items(), (_INK, _SOFT), strict=False):
        seen = [(size, value) for size, value in zip(sizes, values, strict=True) if value > 0]
        if seen:
            axes.plot(*zip(*seen, strict=True), marker="o", color=colour, label=name)
    axes.set_title(title, loc="left")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.grid(axis="y", color="#e3e5e8")
    if len(lines) > 1:
        axes.legend(frameon=False)
