"""`dateline ingest`: releases in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress
from corpus.article import Scope
from corpus.errors import BadExport, Refused
from qa.ingest import Summary

SHOWN = 20
"""Refusals told one by one; the rest is counted by kind."""


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: text, Markdown, HTML, or an export.")],
    source: Annotated[str | None, typer.Option(help="Name of the source, instead of the folder's.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the articles whose files are gone.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="Bring back articles removed by hand.")] = False,
    moved: Annotated[bool, typer.Option("--moved", help="The source's folder has moved here.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take releases in. What is there unchanged is passed over; what changed becomes a new version."""
    with desk(data) as (opened, _), progress("ingesting", as_json) as report:
        summary = opened.intake().paths(paths, source, prune, restore, moved, report)
        held = opened.store.count_by_source(Scope.everything())
    if as_json:
        print_json(record(summary, held))
    else:
        show(summary, held)
    files = [os.path.realpath(path) for path in paths if not path.is_dir()]
    if summary.failed or any(_named(refused, files) for refused in summary.refused):
        raise typer.Exit(1)


def _named(refused: Refused, files: Sequence[str]) -> bool:
    """Tell whether a refusal is of a file that was named itself, or of a line of a named export."""
    name = refused.name.rpartition(", line ")[0] if isinstance(refused, BadExport) else refused.name
    return any(file.endswith(f"/{name}") for file in files)


def record(summary: Summary, held: dict[str, int]) -> dict[str, object]:
    """Describe an ingest for machines."""
    return {
        "counts": dict(summary.counts),
        "refused": [
            {"name": refused.name, "kind": refused.kind, "reason": refused.reason} for refused in summary.refused
        ],
        "failed": [str(error) for error in summary.failed],
        "passages": summary.passages,
        "seconds": round(summary.seconds, 3),
        "encoding_seconds": round(summary.encoding, 3),
        "held": held,
    }


def show(summary: Summary, held: dict[str, int]) -> None:
    """Print an ingest for people."""
    table = Table(title="Ingested", title_justify="left", show_header=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    for outcome, count in summary.counts.most_common():
        table.add_row(f"{count:,}", outcome)
    if not summary.counts:
        table.add_row("0", "documents")
    for name, count in held.items():
        table.add_row(f"{count:,}", f"now held of {escape(name)}", style="dim")
    console.print(table)
    console.print(
        f"{summary.passages:,} passages encoded in {summary.encoding:.1f} s; {summary.seconds:.1f} s in all",
        style="dim",
    )
    for refused in summary.refused[:SHOWN]:
        console.print(f"[yellow]refused[/] {escape(refused.name)} [dim]({refused.kind})[/]: {escape(refused.reason)}")
    if rest := summary.refused[SHOWN:]:
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(item.kind for item in rest).most_common())
        console.print(f"[yellow]and {len(rest)} more refused:[/] {kinds}")
    for error in summary.failed:
        console.print(f"[red]failed[/] {escape(str(error))}")
