"""`dateline articles | remove | purge | export`: what is held, and out again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli import editions
from api.cli.console import DataOption, JsonOption, console, desk, print_json, tell_if_empty
from api.cli.narrowing import FromOption, LanguageOption, SourceOption, ToOption, known, narrowed
from corpus.article import Filters, Scope
from corpus.errors import ArticleUnknown
from corpus.export import line, record
from corpus.records import Tombstone
from corpus.store.articles import REMOVED_BY_HAND
from qa.desk import Desk

Ids = Annotated[list[str], typer.Argument(help="Article ids, as `dateline articles` lists them.")]


app = typer.Typer(invoke_without_command=True)
app.command()(editions.show)
app.command()(editions.diff)


@app.callback()
def articles(
    context: typer.Context,
    source: SourceOption = None,
    language: LanguageOption = None,
    published_from: FromOption = None,
    published_to: ToOption = None,
    removed: Annotated[bool, typer.Option("--removed", help="Removed articles instead: when, and why.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles that are held, newest first; `show` and `diff` look at single ones."""
    if context.invoked_subcommand:
        return
    filters = narrowed(published_from, published_to, source, language)
    with desk(data) as (opened, _):
        known(source, opened.store)
        if removed:
            graves = opened.store.gone({source} if source else None)
            print_json([_grave(grave) for grave in graves[:limit]]) if as_json else _show_graves(graves[:limit])
            return
        scope = Scope.everything()
        rows = opened.store.page(scope, filters, limit)
        total = opened.store.count(scope, filters)
        if not total:
            tell_if_empty(opened)
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


def _grave(grave: Tombstone) -> dict[str, Any]:
    return {
        "id": grave.article_id,
        "source": grave.source,
        "path": grave.path,
        "title": grave.title,
        "removed": grave.removed.isoformat(),
        "why": grave.why,
    }


def _show_graves(graves: Sequence[Tombstone]) -> None:
    table = Table(box=None)
    for heading in ("id", "removed", "source", "why", "title"):
        table.add_column(heading, no_wrap=heading not in {"why", "title"})
    for grave in graves:
        when = f"{grave.removed:%Y-%m-%d %H:%M}"
        table.add_row(grave.article_id, when, *map(escape, (grave.source, grave.why, grave.title or grave.path)))
    console.print(table)
    console.print(f"{len(graves):,} removed; `ingest --restore` brings back, `purge` erases", style="dim")


def remove(
    article_ids: Ids,
    why: Annotated[str, typer.Option(help="The reason, for those who keep the archive.")] = REMOVED_BY_HAND,
    data: DataOption = None,
) -> None:
    """Take articles out of every answer. A note of when and why stays (`articles --removed`); `purge` erases."""
    with desk(data) as (opened, _):
        for article_id in article_ids:
            opened.remove(article_id, why)
            console.print(f"removed {article_id}; no door shows it from now on")


def purge(
    article_ids: Ids,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataOption = None,
) -> None:
    """Erase every trace of articles, removed ones too: text, versions, bytes, vectors."""
    with desk(data) as (opened, _):
        if unknown := opened.store.unheard_of(article_ids):
            raise ArticleUnknown(unknown[0])
        if not yes:
            _show_doomed(opened, article_ids)
            typer.confirm(f"Erase {len(article_ids)} article(s) for good?", abort=True)
        opened.purge(*article_ids)
        for article_id in article_ids:
            console.print(f"purged {article_id}; nothing of it is left in {escape(str(opened.config.data))}")


def _show_doomed(opened: Desk, article_ids: Sequence[str]) -> None:
    """Name what is about to be erased: an id alone is easily that of another release."""
    for article_id in article_ids:
        told = "erased before; what may be left of it goes"
        for _, found in opened.store.history(article_id)[-1:]:  # removed ones and embargoed ones too
            told = found.title or found.path
        console.print(f"{article_id}  {escape(told)}")


def export(
    source: SourceOption = None,
    complete: Annotated[
        bool,
        typer.Option("--complete", help="A backup: with the bytes received, embargoed and removed ones too."),
    ] = False,
    data: DataOption = None,
) -> None:
    """Write every article as JSON Lines to standard output, oldest first; `ingest FILE.jsonl` reads it back."""
    with desk(data) as (opened, _):
        store = opened.store
        known(source, store)
        if complete:
            graves = {grave.article_id: grave for grave in store.gone()}
            for article_id in store.all_ids(source):
                whole = line(store.history(article_id), store.received(article_id), graves.get(article_id))
                typer.echo(json.dumps(whole, ensure_ascii=False))
            return
        for article in store.oldest_first(Scope.everything(), Filters(source=source)):
            typer.echo(json.dumps(line(store.history(article.id)), ensure_ascii=False))
