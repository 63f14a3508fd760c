"""The page's tables of figures: all questions, slices, times, answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.page import reading
from eval.page.reading import FEW, LEVELS, Report
from eval.page.wording import decimals, label, milliseconds, points, span
from eval.significance import Interval

_SAME = "±0"
"""Written for a figure that did not change."""

_ANSWERS = {
    ("answered",): "questions that were answered",
    ("contains_quote",): "answers that hold the wanted words",
    ("words",): "words of an answer",
    ("abstention", "precision"): "of unanswered questions, rightly so",
    ("abstention", "recall"): "of questions that nothing answers, left unanswered",
    ("abstention", "f1"): "abstention, both together",
    ("calibration", "error"): "confidence is off by",
}
"""Where an answer's figures stand in it, and what they count."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table.

    Attributes:
        text, span: the figure and its interval.
        best: no other mode has a higher one, and some mode has a lower one.
        strip: low, value and high in percent of the cell's width; None where a figure is no share.
        change: difference from the run before, if there is one.
    """

    text: str
    span: str
    best: bool = False
    strip: tuple[float, float, float] | None = None
    change: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what is measured, its name, a cell a mode; `faint` if it says little."""

    label: str
    name: str
    cells: tuple[Cell, ...]
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a column a mode."""

    title: str
    rows: tuple[Row, ...]


def noun(report: Report) -> str:
    """Name what is found: collections of documents with one passage each know no passages."""
    return "release" if reading.measures(reading.modes(report).values(), "passage") else "document"


def called(report: Report, level: str) -> str:
    """Name what a level of measures finds."""
    return noun(report) if level == "article" else "passage"


def overall(report: Report, before: Report | None = None) -> list[Table]:
    """Tabulate every measure over all questions, with the change since another run."""
    modes, then = reading.modes(report), reading.modes(before or {})
    tables = []
    for level in LEVELS:
        finds = called(report, level)
        rows = []
        for name in reading.measures(modes.values(), level):
            values = [reading.figure(result, level, name) for result in modes.values()]
            old = [reading.figure(then.get(mode, {}), level, name) for mode in modes]
            rows.append(Row(label(name, finds), name, tuple(_cells(values, name, old))))
        if rows:
            tables.append(Table(f"{finds.capitalize()}s", tuple(rows)))
    return tables


def slices(report: Report, dimension: str) -> list[Table]:
    """Tabulate the headline measures of one dimension's slices, a table a measure."""
    modes = reading.modes(report)
    found = [reading.slices_of(result).get(dimension, {}) for result in modes.values()]
    tables = []
    for level, name in slice_measures(report):
        rows = []
        for value, n in reading.dimensions(report)[dimension].items():
            values = [reading.figure(reading.mapping(rows_of.get(value)), level, name) for rows_of in found]
            rows.append(Row(value, slice_note(n), tuple(_cells(values, name)), n < FEW))
        tables.append(Table(label(name, called(report, level)).capitalize(), tuple(rows)))
    return tables


def slice_measures(report: Report) -> list[tuple[str, str]]:
    """Choose the measures by which slices are shown: the headline of each level that slices hold."""
    rows = [reading.mapping(row) for result in reading.modes(report).values()
            for rows in reading.slices_of(result).values() for row in rows.values()]  # fmt: skip
    chosen = []
    for level in LEVELS:
        names = reading.measures(rows, level)
        if names:
            chosen.append((level, "success@1" if "success@1" in names else names[0]))
    return chosen


def slice_note(n: int) -> str:
    """Write how many questions a slice has, and whether they are few."""
    return f"n = {n}, few" if n < FEW else f"n = {n}"


def times(report: Report) -> Table | None:
    """Tabulate the time that questions took, whole and by stage: median, and 95th percentile as the span."""
    modes = reading.modes(report)
    rows = []
    for stage in ("", *stages(report)):
        cells = []
        for result in modes.values():
            took = latency(reading.mapping(result.get("latency_ms")), stage)
            high = f"to {milliseconds(took.high)}" if took else ""
            cells.append(Cell(milliseconds(took.value if took else None), high))
        rows.append(Row(stage or "a whole question", "", tuple(cells)))
    return Table("Milliseconds", tuple(rows)) if any(cell.span for row in rows for cell in row.cells) else None


def stages(report: Report) -> list[str]:
    """Name the stages that any mode was timed by, in the order of the work."""
    found = (reading.mapping(result.get("latency_ms")).get("stages") for result in reading.modes(report).values())
    return list(dict.fromkeys(str(stage) for raw in found for stage in reading.mapping(raw)))


def latency(took: reading.Report, stage: str) -> Interval | None:
    """Read median and 95th percentile (ms) of a stage, or of the whole for the empty name, as value and high end."""
    row = reading.mapping(reading.mapping(took.get("stages")).get(stage)) if stage else took
    median, slow = reading.number(row.get("p50")), reading.number(row.get("p95"))
    return None if median is None else Interval(median, median, median if slow is None else slow)


def answers(report: Report) -> Table | None:
    """Tabulate how answers were scored; None where no mode's are."""
    given = [reading.mapping(result.get("answer")) for result in reading.modes(report).values()]
    rows = []
    for path, words in _ANSWERS.items():
        values = [reading.interval(_at(answer, path)) for answer in given]
        if any(values):
            rows.append(Row(words, " ".join(path), tuple(_cells(values, path[-1], best=False))))
    return Table("Answers", tuple(rows)) if rows else None


def _at(row: object, path: Iterable[str]) -> object:
    for key in path:
        row = reading.mapping(row).get(key)
    return row


def _cells(
    values: Sequence[Interval | None], name: str, old: Sequence[Interval | None] = (), best: bool = True
) -> list[Cell]:
    known = [value.value for value in values if value]
    before = [*old, *[None] * (len(values) - len(old))]
    cells = []
    for value, then in zip(values, before, strict=True):
        if value is None:
            cells.append(Cell(decimals(None), ""))
            continue
        ahead = best and value.value == max(known) > min(known)
        share = 0 <= value.low <= value.value <= value.high <= 1
        strip = (100 * value.low, 100 * value.value, 100 * value.high) if share else None
        change = _SAME if then and value.value == then.value else points(value.value - then.value) if then else ""
        cells.append(Cell(decimals(value.value, name), span(value, name), ahead, strip, change))
    return cells
