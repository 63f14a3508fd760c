"""`dateline ingest`: releases in."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress
from api.cli.sources import sources
from api.cli.watch import follow
from corpus.article import Scope
from corpus.errors import BadExport, CorpusError, Refused
from qa.desk import Desk
from qa.ingest import Summary
from qa.sources import on_web

SHOWN = 20
"""Refusals told one by one; the rest is counted by kind."""


def ingest(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL ...", help="Files, folders, exports; a page, a feed or a sitemap on the web."
        ),
    ],
    source: Annotated[str | None, typer.Option(help="Name of the source, instead of the folder's or host's.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the articles whose files are gone.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="Bring back articles removed by hand.")] = False,
    moved: Annotated[bool, typer.Option("--moved", help="The source's folder has moved here.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on with every change in these folders, removals too, until Ctrl-C.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take releases in. What is there unchanged is passed over; what changed becomes a new version."""
    urls = [place for place in places if on_web(place)]
    paths = [Path(place) for place in places if not on_web(place)]
    if watch and (urls or not all(path.is_dir() for path in paths)):
        raise typer.BadParameter("only folders can be watched; `dateline sources add URL --every 1h` follows the web")
    with desk(data) as (opened, _):
        if watch:
            summary = follow(opened, paths, source, restore, moved, as_json)
        else:
            with progress("ingesting", as_json) as report:
                summary = opened.intake().paths(paths, source, prune, restore, moved, report) if paths else Summary()
            _take(opened, urls, source, restore, summary, as_json)
            _settle(opened, summary, as_json)
        held = opened.store.count_by_source(Scope.everything())
    if as_json and not watch:
        print_json(record(summary, held))
    elif not watch:
        show(summary, held)
    files = [os.path.realpath(path) for path in paths if not path.is_dir()]
    if summary.failed or any(_named(refused, files) for refused in summary.refused):
        raise typer.Exit(1)


def _take(
    opened: Desk, urls: Sequence[str], source: str | None, restore: bool, summary: Summary, as_json: bool
) -> None:
    """Take addresses in, and add what came of it to a summary."""
    with sources(opened) as keeper:
        for url in urls:
            try:
                with progress(f"fetching {url}", as_json) as report:
                    done = keeper.take(url, source, restore, report)
            except CorpusError as error:
                summary.failed.append(error)
                continue
            summary.counts += done.counts
            summary.passages += done.passages
            summary.reused += done.reused
            summary.encoding += done.encoding
            summary.seconds += done.seconds
            summary.refused += done.refused
            if done.problem:
                summary.failed.append(CorpusError(done.problem))
            elif done.alone and done.refused:  # the page that was named itself
                summary.failed.append(CorpusError(f"{url} was not taken in"))


def _settle(opened: Desk, summary: Summary, as_json: bool) -> None:
    """Write the index of what was taken in; a folder without anything new is not looked at."""
    if summary.passages:
        began = time.perf_counter()
        with progress("indexing", as_json) as report:
            opened.indexes.settle(report)
        summary.seconds += time.perf_counter() - began


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
        "reused": summary.reused,
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
    encoded = f"{summary.passages - summary.reused:,} of {summary.passages:,} passages encoded"
    console.print(f"{encoded} in {summary.encoding:.1f} s; {summary.seconds:.1f} s in all", style="dim")
    if not (summary.counts or summary.refused or summary.failed):
        console.print("no document was found there; name a file, or the folder that holds the releases")
    for refused in summary.refused[:SHOWN]:
        console.print(f"[yellow]refused[/] {escape(refused.name)} [dim]({refused.kind})[/]: {escape(refused.reason)}")
    if rest := summary.refused[SHOWN:]:
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(item.kind for item in rest).most_common())
        console.print(f"[yellow]and {len(rest)} more refused:[/] {kinds}")
    for error in summary.failed:
        console.print(f"[red]failed[/] {escape(str(error))}")
