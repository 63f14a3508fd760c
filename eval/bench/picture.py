"""A picture of growth: four panels over the number of passages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from eval.bench.growth import Point

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

_STYLE: dict[RcKeyType, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "growth",
    "font.size": 10.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_INK, _SOFT = "#1f4e79", "#8a8f98"


def plot(points: Sequence[Point], path: Path) -> None:
    """Draw four panels over the number of passages, both axes logarithmic, as SVG.

    Raises:
        OSError: the file cannot be written.
    """
    with mpl.rc_context(_STYLE):
        drawing = Figure(figsize=(9, 6), layout="constrained")
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
