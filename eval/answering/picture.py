"""The reliability diagram, and what is right of what is answered, as one picture for the docs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

_INK, _SOFT, _RULE = "#1f1c18", "#8a2b20", "#dad3c6"
_STYLE: dict[RcKeyType, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "confidence",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw(figures: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Draw how often answers are right at each confidence, and at each share of questions answered, as SVG.

    Args:
        figures: name of a line -> figures of `eval.answering.measuring.figures`; two lines at most.
        path: of the picture.

    Raises:
        OSError: the file cannot be written.
    """
    with mpl.rc_context(_STYLE):
        drawing = Figure(figsize=(9, 4.2), layout="constrained")
        FigureCanvasSVG(drawing)
        left, right = drawing.subplots(1, 2)
        _square(left, "confidence", "right at each confidence")
        _square(right, "share of questions answered", "right when only the surest are answered")
        left.plot([0, 1], [0, 1], color=_RULE, linestyle="dashed")
        for (name, told), colour in zip(figures.items(), (_INK, _SOFT), strict=False):
            bins: Sequence[Sequence[float]] = told["calibration"]["bins"]
            most = max((row[2] for row in bins), default=1.0)
            across, up = [row[0] for row in bins], [row[1] for row in bins]
            left.plot(across, up, color=colour, label=name)
            left.scatter(across, up, [12 + 110 * row[2] / most for row in bins], color=colour, clip_on=False)
            right.plot(*zip(*told["coverage_accuracy"], strict=True), color=colour, label=name)
        right.legend(frameon=False)
        buffer = io.BytesIO()
        drawing.savefig(buffer, format="svg", metadata={"Date": None})
    path.write_bytes(buffer.getvalue())


def _square(axes: Axes, across: str, title: str) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel(across)
    axes.set_title(title, loc="left")
    axes.grid(color=_RULE, linewidth=0.6)
