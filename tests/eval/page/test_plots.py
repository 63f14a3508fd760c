from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from eval.page import plots
from eval.page.plots import Row
from eval.page.series import VARIABLES, assign
from eval.significance import Interval

SERIES = assign(["bm25", "dense", "hybrid"], "hybrid")


def parsed(drawing: str) -> Any:
    return etree.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    return [str(text) for text in parsed(drawing).xpath("//*[local-name()='text']/text()")]


def row(label: str, *values: float, faint: bool = False) -> Row:
    figures = tuple(Interval(value, max(0.0, value - 0.1), min(1.0, value + 0.1)) for value in values)
    return Row(label, "n = 30", faint, figures)


def test_rows_have_labels_notes_and_the_figure_of_the_leading_mode() -> None:
    shown = texts(plots.bars("a", "title", SERIES, [row("fact", 0.5, 0.6, 0.7), row("date", 0.1, 0.2, 0.345)]))
    assert {"fact", "date", "n = 30", ".700", ".345"} <= set(shown)
    assert not {".500", ".600", ".100"} & set(shown)


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", "$\\frac{1}{2}$", "日本語", "عربي", "a\x00b & c", "_x^2"]
)
def test_labels_are_drawn_as_they_are_written(label: str) -> None:
    drawing = plots.bars("a", "title", SERIES, [row(label, 0.5, 0.5, 0.5)])
    wanted = label.replace("\x00", "")
    assert any(shown == wanted or (shown.endswith("…") and wanted.startswith(shown[:-1])) for shown in texts(drawing))


def test_long_labels_are_cut() -> None:
    assert "a very long name…" in texts(
        plots.bars("a", "title", SERIES, [row("a very long name of a slice", 1, 1, 1)])
    )


def test_colours_are_variables_of_the_page_and_nothing_else() -> None:
    drawing = plots.bars("a", "title", SERIES, [row("fact", 0.5, 0.6, 0.7)])
    assert not re.search("#[0-9a-f]{6}", drawing)
    assert {f"var({name})" for name in VARIABLES.values()} >= set(re.findall(r"var\([^)]+\)", drawing)) - {
        "var(--sans)"
    }


def test_a_mode_without_a_figure_has_no_bar() -> None:
    full = plots.bars("a", "title", SERIES, [row("fact", 0.5, 0.6, 0.7)])
    partly = plots.bars("a", "title", SERIES, [Row("fact", "", False, (None, None, Interval(0.7, 0.6, 0.8)))])
    assert full.count("var(--middle)") > partly.count("var(--middle)") == 0


def test_slices_of_few_questions_are_paler() -> None:
    assert "opacity: 0.4" in plots.bars("a", "title", SERIES, [row("fact", 0.5, 0.6, 0.7, faint=True)])
    assert "opacity: 0.4" not in plots.bars("a", "title", SERIES, [row("fact", 0.5, 0.6, 0.7)])


def test_a_bar_is_as_long_as_its_value() -> None:
    rows = [Row("a", "", False, (Interval(0.25, 0.25, 0.25),)), Row("b", "", False, (Interval(0.5, 0.5, 0.5),))]
    drawing = parsed(plots.bars("a", "title", assign(["bm25"], "bm25"), rows))
    paths = drawing.xpath("//*[local-name()='path'][contains(@style, 'fill: var(--accent)')]/@d")
    ends = [[float(x) for x in re.findall(r"[ML] ([\d.]+)", path)] for path in paths]
    short, long = (max(xs) - min(xs) for xs in ends)
    assert long == pytest.approx(2 * short, rel=0.01)


def test_differences_that_stand_are_filled() -> None:
    drawing = parsed(
        plots.differences(
            "a",
            "title",
            [("x − y", Interval(0.1, 0.02, 0.2), True), ("z − y", Interval(0.01, -0.1, 0.1), False)],
            (-0.15, 0.25),
        )
    )
    dots = drawing.xpath("//*[local-name()='use'][contains(@style, 'stroke') and contains(@style, 'fill')]/@style")
    assert [re.findall(r"fill: var\((.*?)\)", dot) for dot in dots] == [["--accent"], ["--sheet"]]


def test_depths_are_drawn_on_a_scale_of_ratios() -> None:
    points = [(float(k), 0.5 + k / 300) for k in range(1, 101)]
    drawing = plots.curves("a", "title", assign(["bm25"], "bm25"), {"bm25": points}, 0.5)
    shown = texts(drawing)
    assert [text for text in shown if text.isdigit()] == ["1", "2", "5", "10", "20", "50", "100", "1"]
    assert ".25" not in shown


def test_two_drawings_of_a_page_share_no_ids() -> None:
    first, second = (
        set(parsed(plots.bars(name, "title", SERIES, [row("fact", 0.5, 0.6, 0.7)])).xpath("//@id"))
        for name in ("one", "two")
    )
    assert not first & second
