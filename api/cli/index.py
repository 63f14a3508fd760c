"""`dateline index`: the files in which questions are looked up, and what can be done with them."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress
from index.segments.upkeep import Held

app = typer.Typer(help="The index: what it is made of, and making it anew.", no_args_is_help=True)


@app.command("list")
def list_(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the indexes, one a model, with their segments."""
    with desk(data) as (opened, _):
        held, sequence = opened.indexes.held(), opened.store.sequence()
    if as_json:
        print_json({"sequence": sequence, "indexes": [_record(one) for one in held]})
        return
    for one in held:
        _show(one, sequence)
    if not held:
        console.print("no index is written yet; one is when there are some hundred articles, or by `index rebuild`")


@app.command()
def merge(data: DataOption = None) -> None:
    """Bring the index up to the store and write all its segments as one: questions are quickest then."""
    with desk(data) as (opened, _), progress("indexing") as report:
        opened.indexes.merge(report)
    console.print("the index is one segment")


@app.command()
def rebuild(
    data: DataOption = None,
    others: Annotated[
        bool, typer.Option("--forget-other-models", help="Also drop the vectors and indexes of every other model.")
    ] = False,
) -> None:
    """Make the index anew from the store. Nothing but time is lost; questions are answered meanwhile."""
    with desk(data) as (opened, _), progress("indexing") as report:
        dropped = opened.indexes.rebuild(others, report)
        articles = opened.store.current()[1]
    console.print(f"the index is made anew: {len(articles):,} articles")
    for model in dropped:
        console.print(f"forgotten: {escape(model)}", style="dim")


def _record(one: Held) -> dict[str, Any]:
    return {
        "model": one.manifest.model,
        "through": one.manifest.through,
        "damaged": list(one.damage),
        "bytes": one.bytes,
        "segments": [
            {
                "name": entry.name,
                "articles": entry.articles,
                "passages": entry.passages,
                "dead": len(entry.dead),
                "bytes": sum(size for size, _ in entry.files.values()),
            }
            for entry in one.manifest.segments
        ],
    }


def _show(one: Held, sequence: int) -> None:
    told = one.manifest
    table = Table(title=escape(told.model or one.folder.name), title_justify="left", box=None)
    for name in ("segment", "articles", "dead", "passages", "megabytes"):
        table.add_column(name, justify="left" if name == "segment" else "right")
    for entry in told.segments:
        megabytes = sum(size for size, _ in entry.files.values()) / 1e6
        row = (entry.name, f"{entry.articles:,}", f"{len(entry.dead):,}", f"{entry.passages:,}", f"{megabytes:,.1f}")
        table.add_row(*row)
    console.print(table)
    behind = sequence - told.through
    console.print(f"goes through change {told.through:,}; {behind:,} since then are held in memory", style="dim")
    for name in one.damage:
        console.print(f"[red]damaged[/]: {escape(name)}; the next question, or `dateline index rebuild`, heals it")
