"""`dateline ask`: a question, and the passages that answer it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress
from corpus.article import Filters, Scope
from qa.answer import Found, Reply, record
from qa.citation import Citation
from qa.question import MODES, MOST_PASSAGES, Question

MOST_NAMED = 3
"""Other releases of a story that are named; the rest are counted."""


def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language.")],
    k: Annotated[int, typer.Option("--k", min=1, max=MOST_PASSAGES, help="Passages wanted.")] = 5,
    from_: Annotated[
        dt.datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Published on this day or later.")
    ] = None,
    to: Annotated[
        dt.datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Published on this day or earlier.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    language: Annotated[str | None, typer.Option(help="Only releases in this language, such as en.")] = None,
    as_of: Annotated[
        dt.datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="As the archive stood on this day.")
    ] = None,
    mode: Annotated[str, typer.Option(help="One of: " + ", ".join(MODES))] = "hybrid",
    explain: Annotated[bool, typer.Option("--explain", help="Show what words and meaning gave.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a question; the passages that answer it come back word for word, with their citations."""
    if mode not in MODES:
        raise typer.BadParameter(f"{mode!r}; one of {', '.join(MODES)}", param_hint="--mode")
    if from_ and to and to < from_:
        raise typer.BadParameter(f"{to:%Y-%m-%d} is before --from", param_hint="--to")
    with desk(data) as (opened, settings):
        with progress("loading", as_json) as report:
            opened.ready(report)
        filters = Filters(_day(from_), _day(to), source, language)
        scope = Scope(now=dt.datetime.now(dt.UTC), as_of=_day(as_of))
        reply = opened.ask(Question(question, k, filters, mode, settings.per_article), scope)
    if as_json:
        print_json(record(reply))
    else:
        show(reply, explain)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def show(reply: Reply, explain: bool) -> None:
    """Print a reply for people."""
    if not reply.passages:
        console.print("Nothing in the archive matches. Ask in other words, or widen the filters.")
    for passage in reply.passages:
        _show_passage(passage, explain)
    console.print(f"{reply.took_ms['total']:.0f} ms", style="dim")


def _also(citation: Citation) -> str:
    """Name the other releases of a story, the first few in full."""
    named = [
        f"{member.source} {member.published or 'undated'}{'' if relation == 'same' else f' ({relation})'}"
        for member, relation in citation.also_in[:MOST_NAMED]
    ]
    more = len(citation.also_in) - MOST_NAMED
    return "also in " + ", ".join([*named, *([f"{more} more"] if more > 0 else [])])


def _show_passage(passage: Found, explain: bool) -> None:
    article = passage.citation.article
    console.print(f"[bold cyan]{passage.rank}[/] [bold]{escape(article.title or article.path)}[/]")
    words = Text(passage.text)
    for start, end in passage.highlights:
        words.stylize("bold", start, end)
    console.print(Padding(words, (0, 0, 0, 2)))
    facts = [
        article.issuer or article.source,
        article.published.isoformat() if article.published else "undated",
        article.url or article.path,
        f"{article.id} [{passage.citation.start}:{passage.citation.end}]",
    ]
    console.print(Padding(Text(" · ".join(facts), style="dim"), (0, 0, 0, 2)))
    if passage.citation.also_in:
        console.print(Padding(Text(_also(passage.citation), style="dim"), (0, 0, 0, 2)))
    if explain:
        matched = ", ".join(passage.matched) or "no words"
        told = f"score {passage.score:.3f} = words {passage.words:.3f} + meaning {passage.meaning:.3f} ({matched})"
        console.print(Padding(Text(told, style="dim"), (0, 0, 0, 2)))
    console.print()
