"""Figures about what was found: bars by slice and by stage, differences, and how deep the right one lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from eval.page.canvas import FOOT, drawn, shares_across, shares_up
from eval.page.series import ACCENT, INK, SHEET, SOFT, Series
from eval.page.svg import plain
from eval.page.wording import decimals, milliseconds
from eval.significance import Interval

_BAR = 0.62
"""From one bar of a row to the next."""
_FAINT = 0.4
"""Opacity of bars that say little."""
_UNIT = 15.0
"""Points of one unit of a bar figure's height."""

_LABEL, _LONG_LABEL = 18, 26
"""Characters of a row's label; the table beside a figure has it whole."""
_DEPTHS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a bar figure.

    Attributes:
        note: written small beneath the label, such as how many questions.
        faint: drawn paler, because it says little.
        values: one a mode, None where that mode has no figure.
    """

    label: str
    note: str
    faint: bool
    values: tuple[Interval | None, ...]


def bars(name: str, title: str, series: Sequence[Series], rows: Sequence[Row], times: bool = False) -> Markup:
    """Draw bars with intervals: a row a slice, in it a bar a mode, from the top down.

    Args:
        name: distinguishes the drawing from the page's others.
        times: values are milliseconds; otherwise they are shares between 0 and 1.
    """
    step = max(2.3, len(series) * _BAR + 0.75)

    def draw(axes: Axes) -> None:
        for number, mode in enumerate(series):
            offset = (number - (len(series) - 1) / 2) * _BAR
            held = [(at * step + offset, row, value) for at, row in enumerate(rows) if (value := row.values[number])]
            _bars(axes, mode, held)
            for at, _, value in held if mode.colour == ACCENT else ():
                text = milliseconds(value.value) if times else decimals(value.value)
                _beside(axes, 1.02, at, text, "left", ACCENT, 10)
        for at, row in enumerate(rows):
            _beside(axes, -0.025, at * step - 0.34, plain(row.label, _LABEL), "right", INK, 11.5)
            _beside(axes, -0.025, at * step + 0.5, row.note, "right", SOFT, 10)
        axes.set_ylim(len(rows) * step - step / 2, -step / 2)
        axes.spines["left"].set_color(SOFT)
        if times:
            axes.set_xlim(left=0)
            axes.xaxis.set_major_locator(MaxNLocator(5))
            axes.xaxis.set_major_formatter("{x:g}")
        else:
            shares_across(axes)
        _rows_axis(axes)

    return drawn(name, title, _UNIT * step * len(rows) + FOOT, draw, rows=True)


def _bars(axes: Axes, mode: Series, held: Sequence[tuple[float, Row, Interval]]) -> None:
    """Draw a mode's bars and their intervals: place, row and value of each."""
    colours = [(mode.colour, _FAINT if row.faint else 1.0) for _, row, _ in held]
    axes.barh([at for at, _, _ in held], [value.value for _, _, value in held], 0.5, color=colours, linewidth=0)
    _whiskers(axes, [(at, value.low, value.high) for at, _, value in held], INK)
    if mode.colour in (ACCENT, INK):
        # A whisker must be seen on its bar as well as beside it.
        _whiskers(axes, [(at, value.low, value.value) for at, row, value in held if not row.faint], SHEET)


def _whiskers(axes: Axes, spans: Sequence[tuple[float, float, float]], colour: str) -> None:
    wide = [span for span in spans if span[1] < span[2]]
    if wide:
        axes.hlines(*zip(*wide, strict=True), color=colour, linewidth=1.1)


def _beside(axes: Axes, across: float, at: float, text: str, align: str, colour: str, size: float) -> None:
    """Write beside the axes: `across` in their width, `at` in data."""
    inside = axes.get_yaxis_transform()
    axes.text(across, at, text, transform=inside, ha=align, va="center", color=colour, fontsize=size)


def _rows_axis(axes: Axes) -> None:
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["bottom"].set_visible(False)
    axes.grid(axis="x")
    axes.tick_params(axis="x", length=0)


def differences(
    name: str, title: str, rows: Sequence[tuple[str, Interval, bool]], ends: tuple[float, float]
) -> Markup:
    """Draw differences with their intervals around nought, in points; those that stand are filled.

    Args:
        name: distinguishes the drawing from the page's others.
        rows: label, difference as a share, whether it is significant.
        ends: of the axis, as shares; the same for figures that are to be compared.
    """

    def draw(axes: Axes) -> None:
        for at, (label, difference, significant) in enumerate(rows):
            colour = ACCENT if significant else SOFT
            span = [100 * difference.low, 100 * difference.high]
            axes.plot(span, [at, at], color=colour, linewidth=2.0 if significant else 1.2)
            fill = colour if significant else SHEET
            axes.plot(100 * difference.value, at, "o", markersize=6.5, markeredgecolor=colour, markerfacecolor=fill)
            _beside(axes, -0.025, at, plain(label, _LONG_LABEL), "right", INK, 11.5)
        axes.set_xlim(100 * ends[0], 100 * ends[1])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.axvline(0, color=INK, linewidth=0.9, zorder=0.5)
        axes.spines["left"].set_visible(False)
        axes.xaxis.set_major_locator(MaxNLocator(6))
        axes.xaxis.set_major_formatter(lambda tick, _: f"{tick:+g}".replace("-", "−") if tick else "0")
        _rows_axis(axes)

    return drawn(name, title, 24.0 * len(rows) + FOOT, draw)


def curves(
    name: str, title: str, series: Sequence[Series], lines: Mapping[str, Sequence[tuple[float, ...]]], floor: float
) -> Markup:
    """Draw the share of questions with a hit among the first k, k on a logarithmic axis.

    Args:
        name: distinguishes the drawing from the page's others.
        lines: mode -> (k, share), k rising from 1.
        floor: where the axis of shares begins, a multiple of a quarter.
    """
    deepest = max((line[-1][0] for line in lines.values() if line), default=2.0)

    def draw(axes: Axes) -> None:
        axes.set_xscale("log")
        for mode in series:
            _line(axes, mode, lines.get(mode.mode, ()))
        axes.set_xlim(0.93, deepest * 1.08)
        depths = [depth for depth in _DEPTHS if depth <= deepest]
        axes.xaxis.set_major_locator(FixedLocator(depths))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticklabels([str(depth) for depth in depths])
        axes.set_xlabel("first k", loc="right")
        shares_up(axes)
        if floor >= 0.5:
            axes.set_yticks([0.5, 0.6, 0.7, 0.8, 0.9, 1.0], [".5", ".6", ".7", ".8", ".9", "1"])
        axes.set_ylim(floor, 1 + (1 - floor) / 100)
        axes.grid(axis="y")

    return drawn(name, title, 240, draw)


def _line(axes: Axes, mode: Series, points: Sequence[tuple[float, ...]]) -> None:
    axes.plot(
        [point[0] for point in points], [point[1] for point in points], color=mode.colour, linestyle=mode.dash,
        linewidth=2.0 if mode.colour == ACCENT else 1.5, marker=mode.marker, markersize=4,
        markevery=[at for at, point in enumerate(points) if point[0] in _DEPTHS],
    )  # fmt: skip
