"""`dateline sources`: where releases come from, and how they are kept up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, errors, print_json, progress
from corpus.article import Scope
from corpus.errors import CorpusError, Refused
from corpus.records import Options, Source
from qa.desk import Desk
from qa.sources import Sources
from qa.syncing import Synced

SHOWN = 20
"""Refusals told one by one."""

_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_EVERY = re.compile(r"([0-9]{1,6})\s?(s|m|min|h|d|w)")

Names = Annotated[list[str] | None, typer.Argument(metavar="NAME ...", help="Sources, as `sources list` names them.")]

app = typer.Typer(help="Where releases come from: folders, pages, feeds, sitemaps.", no_args_is_help=True)


def seconds(text: str) -> int:
    """Read a time as people write it: `15m`, `1h`, `2d`."""
    match = _EVERY.fullmatch(text.strip().lower())
    if match is None:
        raise typer.BadParameter(f"{text!r} is no time; write 15m, 1h or 2d")
    return int(match[1]) * _UNITS[match[2]]


def written(every: int | None) -> str:
    """Write a time as people do."""
    if every is None:
        return "by hand"
    unit = next(unit for unit in ("w", "d", "h", "m", "s") if every % _UNITS[unit] == 0)
    return f"every {every // _UNITS[unit]} {unit}"


@app.command()
def add(
    place: Annotated[
        str, typer.Argument(metavar="URL|PATH", help="A press room's address, a feed, a sitemap; a folder.")
    ],
    name: Annotated[str | None, typer.Option(help="Name, instead of the host's, the folder's or the file's.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="url, room, feed, sitemap, folder or file, instead of what is found.")
    ] = None,
    pattern: Annotated[
        str | None,
        typer.Option(help="Which pages are releases: a glob (*/press/*), or re: and a regular expression."),
    ] = None,
    every: Annotated[str | None, typer.Option(help="Sync this often while `serve` runs: 15m, 1h, 2d.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Pages fetched in one sync, at most.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a source. Nothing is taken in before it is synced."""
    options = Options(pattern, seconds(every) if every is not None else None, limit)
    with desk(data) as (opened, _), sources(opened) as keeper:
        added = keeper.add(place, name, kind, options)
    if as_json:
        print_json(record(added, 0))
        return
    console.print(
        f"added {escape(added.name)}: {added.kind} {escape(added.location)}, {written(added.options.every)}"
    )
    console.print(f"`dateline sources sync {escape(added.name)}` takes it in", style="dim")


@app.command("list")
def listing(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the sources: kind, place, schedule, last sync and what came of it."""
    with desk(data) as (opened, _):
        known = opened.store.sources()
        held = opened.store.count_by_source(Scope.everything())
    if as_json:
        print_json({"sources": [record(source, held.get(source.name, 0)) for source in known.values()]})
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("source", "kind", "articles", "schedule", "last sync", "outcome", "place"):
        right, whole = heading == "articles", heading in ("source", "kind")
        table.add_column(heading, justify="right" if right else "left", overflow="fold", no_wrap=whole)
    for source in known.values():
        when = source.synced.astimezone().strftime("%Y-%m-%d %H:%M") if source.synced else "never"
        count = f"{held.get(source.name, 0):,}"
        row = (source.name, source.kind, count, written(source.options.every), when, told(source), source.location)
        table.add_row(*map(escape, row))
    console.print(table)


@app.command()
def sync(
    names: Names = None,
    every: Annotated[bool, typer.Option("--all", help="Every source that can be synced.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Pages fetched of each, at most.")] = None,
    restore: Annotated[
        bool, typer.Option("--restore", help="Bring back what was removed or erased by hand.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring sources up to date: what is new or changed is taken in, what is gone is taken out."""
    if bool(names) == every:
        raise typer.BadParameter("name the sources to sync, or say --all", param_hint="NAME ...")
    done: list[Synced] = []
    with desk(data) as (opened, _), sources(opened) as keeper:
        for name in names or keeper.syncable():
            with progress(f"syncing {name}", as_json) as report:
                done.append(one(keeper, name, limit, restore, report))
    if as_json:
        print_json({"synced": [outcome(each) for each in done]})
    else:
        for each in done:
            show(each)
    if any(each.problem for each in done):
        raise typer.Exit(1)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The source, as `sources list` names it.")],
    purge: Annotated[bool, typer.Option("--purge", help="Erase its articles, every trace of them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before erasing.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a source and its articles out of every answer; added and synced again, they return."""
    if purge and not yes:
        typer.confirm(f"Erase source {name!r} and all its articles for good?", abort=True)
    with desk(data) as (opened, _), sources(opened) as keeper:
        count = keeper.remove(name, purge)
    if as_json:
        print_json({"name": name, "articles": count, "purged": purge})
    else:
        console.print(f"removed {escape(name)} and {count:,} articles{', erased' if purge else ''}")


@contextmanager
def sources(opened: Desk) -> Iterator[Sources]:
    """Open the sources of a Desk for a command."""
    keeper = opened.sources()
    try:
        yield keeper
    finally:
        keeper.close()


def one(keeper: Sources, name: str, limit: int | None, restore: bool, report: Any) -> Synced:
    """Sync one source; what keeps it from being synced never stops the others."""
    try:
        return keeper.sync(name, limit, restore, report)
    except CorpusError as error:
        return Synced(name, problem=str(error))


def record(source: Source, articles: int) -> dict[str, Any]:
    """Describe a source for machines."""
    return {
        "name": source.name,
        "kind": source.kind,
        "location": source.location,
        "pattern": source.options.pattern,
        "every": source.options.every,
        "limit": source.options.limit,
        "synced": source.synced.isoformat() if source.synced else None,
        "outcome": dict(source.outcome) if source.outcome else None,
        "articles": articles,
    }


def told(source: Source) -> str:
    """Say in a few words what the last sync did."""
    if not source.outcome:
        return ""
    counts = ", ".join(f"{count:,} {what}" for what, count in source.outcome.get("counts", {}).items())
    return str(source.outcome.get("problem") or counts or "nothing new")


def outcome(done: Synced) -> dict[str, Any]:
    """Describe a sync for machines."""
    return {
        "source": done.source,
        "counts": dict(done.counts),
        "listed": done.listed,
        "requests": done.requests,
        "refused": refusals(done.refused),
        "problem": done.problem,
        "seconds": round(done.seconds, 3),
    }


def refusals(refused: Sequence[Refused]) -> list[dict[str, str]]:
    """Describe refusals for machines."""
    return [{"name": each.name, "kind": each.kind, "reason": each.reason} for each in refused]


def show(done: Synced) -> None:
    """Print a sync for people."""
    counts = ", ".join(f"{count:,} {what}" for what, count in done.counts.most_common())
    if counts or not done.problem:  # of what failed at once nothing is known to be new or not
        console.print(f"[bold]{escape(done.source)}[/]: {counts or 'nothing new'} [dim]({done.seconds:.1f} s)[/]")
    for refused in done.refused[:SHOWN]:
        console.print(
            f"  [yellow]refused[/] {escape(refused.name)} [dim]({refused.kind})[/]: {escape(refused.reason)}"
        )
    if len(done.refused) > SHOWN:
        console.print(f"  [yellow]and {len(done.refused) - SHOWN:,} more refused[/]")
    if done.problem:
        errors.print(f"[red]failed[/] {escape(done.source)}: {escape(done.problem)}", soft_wrap=True)
