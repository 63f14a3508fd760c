"""A report as Markdown: what a change request or a release note needs of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.page import reading, tables
from eval.page.comparing import comparisons
from eval.page.head import head
from eval.page.reading import Report
from eval.page.svg import plain
from eval.page.tables import Cell

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~&])")


def markdown(report: Report) -> str:
    """Write a report as Markdown: tables of measures and slices by mode, comparisons in words."""
    modes = list(reading.modes(report))
    about = head(report)
    blocks = [f"# {_text(about.title)}", f"**{_text(about.headline)}.** {_text(about.standfirst)}"]
    blocks.append("\n".join(f"- {fact.name}: {_fact(fact.value, fact.exact)}" for fact in about.facts))
    for table in tables.overall(report):
        rows = ([f"{_text(row.label)} ({_text(row.name)})", *map(_cell, row.cells)] for row in table.rows)
        blocks += [f"## {table.title}", _table([table.title.lower(), *modes], rows)]
    words = [f"- {_text(group.measure)}: {_text(row.words)}" for group in comparisons(report) for row in group.rows]
    if words:
        blocks += ["## What differs", "\n".join(words)]
    for dimension in reading.dimensions(report):
        for table in tables.slices(report, dimension):
            rows = ([f"{_text(row.label)} ({row.name})", *map(_cell, row.cells)] for row in table.rows)
            blocks += [f"## {table.title}, by {_text(dimension)}", _table([_text(dimension), *modes], rows)]
    if times := tables.times(report):
        rows = ([_text(row.label), *map(_cell, row.cells)] for row in times.rows)
        blocks += ["## Milliseconds", _table(["stage", *modes], rows)]
    return "\n\n".join(blocks) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [[heads[0], *map(_text, heads[1:])], ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell) -> str:
    value = f"**{cell.text}**" if cell.best else cell.text
    return f"{value} ({cell.span})" if cell.span else value


def _fact(value: str, exact: str) -> str:
    return ", ".join(_text(part) for part in (value, exact) if part)


def _text(text: str) -> str:
    """Take from a text what Markdown or HTML would act on."""
    return _SPECIAL.sub(r"\\\1", plain(text, 2_000))
