"""`dateline articles show | diff`: one article with its past and its story, and what changed between two texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.text import Text

from api.cli.console import DataOption, JsonOption, console, desk, print_json
from corpus.article import Article, Scope, Span
from corpus.export import elsewhere, record
from corpus.stories.alignment import Step
from corpus.stories.difference import Difference
from corpus.stories.difference import record as difference_record
from qa import editions

Id = Annotated[str, typer.Argument(metavar="ID", help="Article id, as `dateline articles` lists them.")]

WENT, CAME = "red", "green"


def show(
    article_id: Id,
    text: Annotated[bool, typer.Option("--text", help="Its text too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article: its facts, its versions, and the other releases that tell the same story."""
    with desk(data) as (opened, _):
        scope = Scope.everything()
        article = opened.store.article(article_id, scope)
        versions = opened.store.versions(article_id)
        story = opened.store.stories_of([article_id], scope).get(article_id)
    others = elsewhere(story.others(article_id)) if story else []
    if as_json:
        print_json({**record(article, versions), "also_in": others})
        return
    _show_facts(article)
    console.print("\nversions", style="bold")
    for version in versions:
        console.print(f"  {version.stored:%Y-%m-%d %H:%M}  {version.content_hash}")
    if others:
        console.print("\nalso in", style="bold")
    for one in others:
        where = f"{one['article_id']}  {one['published'] or 'undated':10}  {one['relation']:9}  {one['source']}"
        console.print(Text(f"  {where}  {one['title'] or one['url'] or ''}"), soft_wrap=True)
    if text:
        console.print()
        console.print(Text(article.text), soft_wrap=True)


def _show_facts(article: Article) -> None:
    console.print(f"[bold]{escape(article.title or article.path)}[/]")
    told: dict[str, Any] = {
        "subtitle": article.subtitle,
        "published": article.published,
        "updated": article.updated,
        "place": article.place,
        "issuer": article.issuer,
        "source": article.source,
        "path": article.path,
        "url": article.url,
        "languages": ", ".join(article.languages) or article.language,
        "people": ", ".join(person.name for person in article.people),
    }
    for name, value in told.items():
        if value:
            console.print(Text.assemble((f"{name:10} ", "dim"), str(value)), soft_wrap=True)


def diff(
    article_id: Id,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|VERSION]",
            help="Another article, or a version's content hash or its first digits; "
            "without it the text before, or the nearest other release of the story.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="ID|VERSION", help="What to compare it with instead of the text of today."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Unchanged sentences too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell sentence by sentence what changed between two versions, or two releases of one story."""
    with desk(data) as (opened, _):
        found = editions.compared(opened.store, article_id, other, Scope.everything(), since)
    if as_json:
        print_json(difference_record(found))
        return
    for article, sign in ((found.before, "−"), (found.after, "+")):
        day = article.published.isoformat() if article.published else "undated"
        head = f"{sign} {day}  {article.id}  {article.content_hash[:19]}  {article.title or article.path}"
        console.print(Text(head, style="bold"), soft_wrap=True)
    console.print()
    for alike, steps in groupby(found.steps, lambda step: step.kind == "equal"):
        _show_run(found, list(steps), alike and not full)
    counts = found.counts
    parts = [f"{counts[kind]} {kind}" for kind in ("equal", "edited", "removed", "added")]
    console.print(f"{found.relation}: {', '.join(parts)}; {counts['figures']} with another figure", style="dim")


def _show_run(found: Difference, steps: Sequence[Step], short: bool) -> None:
    if short:
        console.print(f"  … {len(steps)} as before", style="dim")
        return
    for step in steps:
        if step.kind == "equal" and step.after:
            console.print(Text(f"  {_flat(step.after.of(found.after.text))}"), soft_wrap=True)
            continue
        if step.before:
            changed = [change.before for change in step.changes]
            console.print(_sentence("− ", found.before.text, step.before, changed, WENT), soft_wrap=True)
        if step.after:
            changed = [change.after for change in step.changes]
            console.print(_sentence("+ ", found.after.text, step.after, changed, CAME), soft_wrap=True)


def _sentence(sign: str, text: str, span: Span, changed: Sequence[Span], colour: str) -> Text:
    """Write a sentence in its colour; of an edited one the words that changed stand out."""
    line = Text(sign + span.of(text), style=colour)
    for run in changed:
        offset = len(sign) - span.start
        line.stylize(f"bold underline {colour}", run.start + offset, run.end + offset)
    line.plain = line.plain.replace("\n", " ")
    return line


def _flat(sentence: str) -> str:
    return " ".join(sentence.split())
