"""`dateline doctor`: what is held, how completely it was read, and what wants doing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress
from corpus.article import Scope
from corpus.completeness import FIELDS, Completeness, by_source
from corpus.reading import CLEANER_VERSION


def doctor(
    clean: Annotated[
        bool, typer.Option("--clean", help="Read again what an earlier version of the cleaner read.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what is held, which share of it states each field, and what should be read again."""
    with desk(data) as (opened, _):
        again: dict[str, int] | None = None
        if clean:
            with progress("cleaning again", as_json) as report:
                again = dict(opened.clean_again(report).counts)
        shares = by_source(opened.store.oldest_first(Scope.everything()))
        behind = len(opened.store.behind(CLEANER_VERSION))
        removed = len(opened.store.gone())
    if as_json:
        told = {name: _record(one) for name, one in shares.items()}
        print_json(
            {
                "sources": told,
                "cleaner_version": CLEANER_VERSION,
                "behind": behind,
                "removed": removed,
                "cleaned_again": again,
            }
        )
        return
    _show(shares)
    if again is not None:
        done = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(again.items())) or "nothing to do"
        console.print(f"cleaned again: {done}")
    if behind:
        console.print(f"[yellow]{behind:,} articles were read by an earlier cleaner[/]; `dateline doctor --clean`")
    if removed:
        console.print(f"{removed:,} removed; `dateline articles --removed` says when and why", style="dim")


def _record(one: Completeness) -> dict[str, Any]:
    return {
        "articles": one.articles,
        "fields": {
            field: {"share": round(one.share(field), 4), "read_from": dict(one.origins.get(field, {}))}
            for field in FIELDS
        },
    }


def _show(shares: Mapping[str, Completeness]) -> None:
    table = Table(title="Share of articles that state a field", title_justify="left", box=None)
    table.add_column("field")
    for name, one in shares.items():
        table.add_column(f"{escape(name)} ({one.articles:,})", justify="right")
    for field in FIELDS:
        table.add_row(field, *(_cell(one, field) for one in shares.values()))
    console.print(table)


def _cell(one: Completeness, field: str) -> str:
    """Give a share and the place it was mostly read from."""
    places = one.origins.get(field, {})
    if not places:
        return "[dim]-[/]"
    return f"{one.share(field):.1%} [dim]{max(places, key=lambda place: places[place])}[/]"
