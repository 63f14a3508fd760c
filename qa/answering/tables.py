"""A row of a table says little without the table's head: which cell is what."""

from __future__ import annotations

import re
from itertools import takewhile

from corpus.article import Span
from corpus.passages.blocks import Kind, blocks

CELL = " | "
"""What parts the cells of a row in a clean text; each row is a paragraph."""

_FIGURE = re.compile(r"[-+(]?[$€£¥]?\d(?!(?<=[12])\d{3}(?!\d|[.,]\d))")

LEAST = 2
"""Rows of a table that has a head."""


def head(text: str, row: Span, start: int) -> Span | None:
    """Find the head of the table that a row stands in.

    Args:
        text: clean text.
        row: a sentence.
        start: where the part of the text begins that the table may reach back to.

    Returns:
        The first row, if it has as many cells, or one less as a head with an empty corner has, and no figures but
        years; null where the sentence is no row below another, or the table may begin before `start`.
    """
    cells = text.count(CELL, row.start, row.end) + 1
    if cells == 1:
        return None
    above = blocks(text, Span(start, row.end))
    rows = list(takewhile(lambda block: block.kind is Kind.ROW, reversed(above)))
    if len(rows) < LEAST or (rows[-1] is above[0] and start > 0 and not text[:start].endswith("\n\n")):
        return None
    first = rows[-1].span.of(text).split(CELL)
    return rows[-1].span if len(first) in (cells, cells - 1) and not any(map(_FIGURE.match, first)) else None
