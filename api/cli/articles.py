"""`dateline articles | remove | purge | export`: what is held, and out again."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json
from corpus.article import Filters, Scope
from corpus.export import record

Ids = Annotated[list[str], typer.Argument(help="Article ids, as `dateline articles` lists them.")]


def articles(
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    language: Annotated[str | None, typer.Option(help="Only this language.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles that are held, newest first."""
    filters = Filters(source=source, language=language)
    with desk(data) as (opened, _):
        scope = Scope.everything()
        rows = opened.store.page(scope, filters, limit)
        total = opened.store.count(scope, filters)
        if as_json:
            listed = [record(article, opened.store.versions(article.id)) for article in rows]
            print_json({"articles": [{**item, "text": None} for item in listed], "total": total})
            return
    table = Table(box=None)
    for heading in ("id", "published", "source", "lang", "title"):
        table.add_column(heading, no_wrap=heading != "title")
    for article in rows:
        day = article.published.isoformat() if article.published else "undated"
        title = escape(article.title or article.path)
        table.add_row(article.id, day, escape(article.source), article.language or "?", title)
    console.print(table)
    console.print(f"{len(rows):,} of {total:,} articles", style="dim")


def remove(article_ids: Ids, data: DataOption = None) -> None:
    """Take articles out of every answer. A note of the removal stays; `purge` erases."""
    with desk(data) as (opened, _):
        for article_id in article_ids:
            opened.remove(article_id)
            console.print(f"removed {article_id}; no door shows it from now on")


def purge(
    article_ids: Ids,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataOption = None,
) -> None:
    """Erase every trace of articles, removed ones too: text, versions, bytes, vectors."""
    if not yes:
        typer.confirm(f"Erase {len(article_ids)} article(s) for good?", abort=True)
    with desk(data) as (opened, _):
        for article_id in article_ids:
            opened.purge(article_id)
            console.print(f"purged {article_id}; nothing of it is left in {escape(str(opened.config.data))}")


def export(
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None, data: DataOption = None
) -> None:
    """Write every article as JSON Lines to standard output, oldest first; `ingest FILE.jsonl` reads it back."""
    with desk(data) as (opened, _):
        for article in opened.store.oldest_first(Scope.everything(), Filters(source=source)):
            typer.echo(json.dumps(record(article, opened.store.versions(article.id)), ensure_ascii=False))
