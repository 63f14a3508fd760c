from __future__ import annotations

import re
from typing import Any

from lxml import etree

from eval.page.confidence import coverage, reliability
from eval.page.series import assign

SERIES = assign(["bm25", "hybrid"], "hybrid")


def dots(drawing: str) -> list[float]:
    """Widths of the dots, left to right."""
    root: Any = etree.fromstring(drawing)
    paths = root.xpath("//*[local-name()='path'][contains(@style, 'stroke: var(--sheet)')]/@d")
    spans = [[float(x) for x in re.findall(r"(-?[\d.]+) -?[\d.]+", path)] for path in paths]
    return [max(xs) - min(xs) for xs in spans]


def test_bins_of_more_questions_have_larger_dots_and_empty_ones_none() -> None:
    bins = {"hybrid": [(0.2, 0.25, 5.0), (0.5, 0.5, 0.0), (0.9, 0.8, 50.0)]}
    small, large = dots(reliability("r", "title", SERIES, bins))
    assert small < large


def test_a_mode_without_answers_is_left_out() -> None:
    drawing = coverage("c", "title", SERIES, {"hybrid": [(0.5, 0.9), (1.0, 0.8)]})
    assert "stroke: var(--accent)" in drawing
    assert "stroke: var(--ink)" not in drawing
