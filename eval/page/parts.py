"""The page's sections, each gathered from the report and ready for the template."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.page import confidence, plots, reading, tables
from eval.page.comparing import Comparison
from eval.page.reading import FEW, LEVELS, Report
from eval.page.series import Series
from eval.page.tables import Table
from eval.page.wording import label

_MOST_BARS = 14
"""Slices that one figure draws, those with most questions; its table has all."""

_LEAST = 0.05
"""A difference that every figure of differences has room for: without it, noise would fill the figure."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure with its heading."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """Some figures and the tables that hold their numbers."""

    title: str
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...]
    note: str = ""


def slices(report: Report, series: Sequence[Series]) -> list[Section]:
    """Draw and tabulate every dimension of slices."""
    return [_dimension(report, series, at, name) for at, name in enumerate(reading.dimensions(report))]


def _dimension(report: Report, series: Sequence[Series], at: int, name: str) -> Section:
    counts = reading.dimensions(report)[name]
    most = set(sorted(counts, key=counts.__getitem__, reverse=True)[:_MOST_BARS])
    modes = [reading.slices_of(result).get(name, {}) for result in reading.modes(report).values()]
    drawn = []
    for level, measure in tables.slice_measures(report):
        rows = [
            plots.Row(
                value, tables.slice_note(n), n < FEW,
                tuple(reading.figure(reading.mapping(mode.get(value)), level, measure) for mode in modes),
            )
            for value, n in counts.items()
            if value in most
        ]  # fmt: skip
        title = label(measure, tables.called(report, level))
        drawn.append(Plot(title, plots.bars(f"slice-{at}-{level}", f"{title} by {name}", series, rows)))
    note = f"The figures show the {_MOST_BARS} largest of {len(counts)}." if len(counts) > _MOST_BARS else ""
    return Section(f"By {name}", tuple(drawn), tuple(tables.slices(report, name)), note)


def curves(report: Report, series: Sequence[Series]) -> list[Plot]:
    """Draw how many questions have a hit among the first k."""
    levels = {
        level: {
            mode: reading.pairs(reading.mapping(result.get("curve")).get(level))
            for mode, result in reading.modes(report).items()
        }
        for level in LEVELS
    }
    shares = [share for lines in levels.values() for line in lines.values() for _, share in line]
    # The same for all figures, which stand side by side.
    floor = min(0.75, math.floor(4 * min(shares, default=0.0)) / 4)
    drawn = []
    for level, lines in levels.items():
        if any(lines.values()):
            title = f"right {tables.called(report, level)} in the first k"
            drawn.append(Plot(title, plots.curves(f"curve-{level}", title, series, lines, floor)))
    return drawn


def times(report: Report, series: Sequence[Series]) -> Section | None:
    """Draw and tabulate the time that questions took."""
    table = tables.times(report)
    if table is None:
        return None
    modes = [reading.mapping(result.get("latency_ms")) for result in reading.modes(report).values()]
    rows = [
        plots.Row(stage or "whole question", "", False, tuple(tables.latency(mode, stage) for mode in modes))
        for stage in ("", *tables.stages(report))
    ]
    title = "milliseconds by stage: median, and up to the 95th percentile"
    return Section("", (Plot(title, plots.bars("times", title, series, rows, times=True)),), (table,))


def answers(report: Report, series: Sequence[Series]) -> Section | None:
    """Draw and tabulate how answers were scored; None where none were."""
    given = {mode: reading.mapping(result.get("answer")) for mode, result in reading.modes(report).items()}
    if not any(given.values()):
        return None
    drawn = []
    bins = {
        mode: reading.pairs(reading.mapping(answer.get("calibration")).get("bins"), width=3)
        for mode, answer in given.items()
    }
    if any(bins.values()):
        svg = confidence.reliability("reliability", "how often answers were right at each confidence", series, bins)
        drawn.append(Plot("right at each confidence; a dot's size goes by its questions", svg))
    lines = {mode: reading.pairs(answer.get("coverage_accuracy")) for mode, answer in given.items()}
    if any(lines.values()):
        svg = confidence.coverage(
            "coverage", "how often answers are right when only the surest are given", series, lines
        )
        drawn.append(Plot("right when only the surest are answered", svg))
    table = tables.answers(report)
    return Section("", tuple(drawn), (table,) if table else ())


def compared(report: Report, name: str, groups: Sequence[Comparison]) -> list[tuple[str, Comparison, Plot | None]]:
    """Draw each group of comparisons around nought, all on one scale, under the measure in plain words."""
    known = [row.difference for group in groups for row in group.rows if row.difference]
    ends = (
        min([-_LEAST, *(1.1 * difference.low for difference in known)]),
        max([_LEAST, *(1.1 * difference.high for difference in known)]),
    )
    told: list[tuple[str, Comparison, Plot | None]] = []
    for at, group in enumerate(groups):
        rows = [(row.label, row.difference, row.significant) for row in group.rows if row.difference]
        level, _, measure = group.measure.partition(" ")
        heading = label(measure, tables.called(report, level)) if level in LEVELS else group.measure
        title = f"difference in {group.measure}, points"
        plot = Plot(title, plots.differences(f"{name}-{at}", title, rows, ends)) if rows else None
        told.append((heading, group, plot))
    return told
