"""Figures about answers: whether their confidence can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from matplotlib.axes import Axes

from eval.page.canvas import drawn, shares_across, shares_up
from eval.page.series import ACCENT, SHEET, SOFT, Series

Points = Mapping[str, Sequence[tuple[float, ...]]]
"""Mode -> points of its line."""

_HEIGHT = 320.0
_SMALLEST, _LARGEST = 12.0, 140.0
"""Areas of dots, square points."""


def reliability(name: str, title: str, series: Sequence[Series], bins: Points) -> Markup:
    """Draw how often answers were right at each confidence, against the diagonal on which a sound confidence lies.

    Args:
        name: distinguishes the drawing from the page's others.
        bins: (confidence, accuracy, questions) of each mode; a dot's area goes by its questions.
    """

    def draw(axes: Axes) -> None:
        most = max((row[2] for rows in bins.values() for row in rows), default=1.0)
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.9, linestyle=(0, (4, 3)))
        for mode in series:
            rows = [row for row in bins.get(mode.mode, ()) if row[2] > 0]
            across, up = [row[0] for row in rows], [row[1] for row in rows]
            areas = [_SMALLEST + (_LARGEST - _SMALLEST) * row[2] / most for row in rows]
            axes.plot(across, up, color=mode.colour, linestyle=mode.dash, linewidth=1.3)
            axes.scatter(
                across, up, areas, color=mode.colour, marker=mode.marker,
                edgecolors=SHEET, linewidths=0.8, zorder=3, clip_on=False,
            )  # fmt: skip
        _square(axes, "confidence")

    return drawn(name, title, _HEIGHT, draw)


def coverage(name: str, title: str, series: Sequence[Series], lines: Points) -> Markup:
    """Draw how often answers are right when only the surest share of questions is answered.

    Args:
        name: distinguishes the drawing from the page's others.
        lines: (coverage, accuracy) of each mode.
    """

    def draw(axes: Axes) -> None:
        for mode in series:
            line = sorted(lines.get(mode.mode, ()))
            axes.plot(
                [point[0] for point in line], [point[1] for point in line], color=mode.colour, linestyle=mode.dash,
                linewidth=2.0 if mode.colour == ACCENT else 1.5, clip_on=False,
            )  # fmt: skip
        _square(axes, "share of questions answered")

    return drawn(name, title, _HEIGHT, draw)


def _square(axes: Axes, across: str) -> None:
    shares_across(axes)
    shares_up(axes)
    axes.set_xlabel(across, loc="right")
    axes.set_ylabel("right", loc="top")
    axes.grid()
