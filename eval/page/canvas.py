"""Draws a figure with matplotlib, as SVG whose text stays text and whose colours are the style sheet's."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from eval.page.series import INK, RULE, SOFT
from eval.page.svg import inline

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

WIDTH = 400.0
"""Width of every figure, in points; a point is about a pixel. One column of a page: nothing shrinks on a phone."""

FOOT = 34.0
"""Points beneath rows of bars, for the axis."""

_LABELS, _VALUES = 0.31, 0.89
"""Where rows begin and end across a figure: before them their labels, after them one figure each."""

_STYLE: dict[RcKeyType, object] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 11.5,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
}

_QUARTERS = {0.0: "0", 0.25: ".25", 0.5: ".5", 0.75: ".75", 1.0: "1"}


def drawn(name: str, title: str, height: float, draw: Callable[[Axes], None], rows: bool = False) -> Markup:
    """Draw one figure and give it as an SVG element.

    Args:
        name: distinguishes the drawing from the page's others.
        title: what it shows, for those who do not see it.
        height: in points.
        rows: keep room for labels of rows before the axes and figures after them, alike in all drawings.
    """
    with _styled(name):
        figure = Figure(figsize=(WIDTH / 72, height / 72), layout=None if rows else "constrained")
        FigureCanvasSVG(figure)
        if rows:
            figure.subplots_adjust(_LABELS, 0.75 * FOOT / height, _VALUES, 1 - 4 / height)
        draw(figure.subplots())
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    return inline(buffer.getvalue(), name, title)


@contextmanager
def _styled(name: str) -> Iterator[None]:
    # A fixed salt: the same report gives the same page.
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}), warnings.catch_warnings():
        # Matplotlib only measures the text here; the reader's own typefaces write it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        yield


def shares_across(axes: Axes) -> None:
    """Make the horizontal axis one of shares, from 0 to 1."""
    axes.set_xlim(0, 1)
    axes.set_xticks(list(_QUARTERS), list(_QUARTERS.values()))


def shares_up(axes: Axes) -> None:
    """Make the vertical axis one of shares, from 0 to 1."""
    axes.set_ylim(0, 1)
    axes.set_yticks(list(_QUARTERS), list(_QUARTERS.values()))
