"""`dateline verify`: whether words were ever published."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.cli.console import DataOption, JsonOption, console, desk, print_json, tell_if_empty
from api.cli.narrowing import FromOption, LanguageOption, SourceOption, ToOption, day, known, narrowed
from corpus.article import Article, Scope
from qa.fragment import link
from qa.verifying import MOST, MOST_PLACES
from qa.verifying.nearest import Nearest
from qa.verifying.reply import LEFT_OUT, record
from qa.verifying.verifier import Place, Verdict

COLOURS = {"changed": "yellow", "missing": "red", "added": "green"}


def verify(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="The words; [...] where some are left out.")],
    k: Annotated[int, typer.Option("--k", min=1, max=MOST_PLACES, help="Places wanted.")] = MOST,
    from_: FromOption = None,
    to: ToOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option("--as-of", parser=day, metavar="DAY", help="Only what was published by this day."),
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether words were ever published, where and when; exit code 1 if not, with the nearest true wording."""
    filters = narrowed(from_, to, source, language)
    scope = Scope(now=dt.datetime.now(dt.UTC), as_of=as_of)
    with desk(data) as (opened, _):
        known(source, opened.store)
        found = opened.verify(" ".join(words), scope, filters, k)
        if not found.places:
            tell_if_empty(opened)
    if as_json:
        print_json(record(found))
    else:
        show(found)
    if not found.places:
        raise typer.Exit(1)


def show(found: Verdict) -> None:
    """Print a verdict for people."""
    for place in found.places:
        _show_place(place)
    if found.more:
        console.print("There are more places; --k shows more of them.", style="dim")
    if found.unverified:
        console.print(f"{found.unverified} more not shown: the store did not confirm them.", style="dim")
    if not found.complete:
        console.print("The newest releases alone were looked at: no word of it can be looked up.", style="dim")
    if not found.places:
        console.print("These words were [bold]not published[/] in any release of this archive.")
    if found.nearest:
        _show_nearest(found.nearest)


def _show_place(place: Place) -> None:
    spans = place.match.spans
    words = LEFT_OUT.join(span.of(place.printed) for span in spans)
    console.print(f"[bold green]published[/] [bold]{escape(place.article.title or place.article.path)}[/]")
    console.print(Padding(Text(words), (0, 0, 0, 2)))
    url = place.article.url if place.standing == "current" and not place.in_title else None
    place_told = f"{'title ' if place.in_title else ''}[{spans[0].start}:{spans[-1].end}]"
    _show_facts(place.article, place_told, link(url, place.printed, spans[0].start, spans[-1].end))
    if not place.match.exact:
        console.print(Padding(Text("up to white space, quotation marks and dashes", style="dim"), (0, 0, 0, 2)))
    if place.standing == "corrected":
        until = f" on {place.until:%Y-%m-%d}" if place.until else ""
        console.print(Padding(Text(f"the release was replaced by another text{until}", style="yellow"), (0, 0, 0, 2)))
    elif place.standing == "reread":
        console.print(Padding(Text("not in the text as it is read today", style="yellow"), (0, 0, 0, 2)))
    console.print()


def _show_nearest(found: Nearest) -> None:
    title = escape(found.article.title or found.article.path)
    console.print(f"\n[bold]nearest[/] ({found.similarity:.0%} alike) [bold]{title}[/]")
    words = Text(found.span.of(found.article.text))
    for one in found.differences:
        if one.text and one.kind in COLOURS:
            begin = found.span.start
            words.stylize(f"bold {COLOURS[one.kind]}", one.text.start - begin, one.text.end - begin)
    console.print(Padding(words, (0, 0, 0, 2)))
    place = f"[{found.span.start}:{found.span.end}]"
    _show_facts(found.article, place, link(found.article.url, found.article.text, found.span.start, found.span.end))


def _show_facts(article: Article, place: str, address: str | None) -> None:
    facts = [
        article.issuer or article.source,
        article.published.isoformat() if article.published else "undated",
        f"{article.id} {place}",
        address or article.url or article.path,
    ]
    console.print(Padding(Text(" · ".join(facts), style="dim"), (0, 0, 0, 2)))
