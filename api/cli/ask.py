"""`dateline ask`: a question, the sentences that answer it, and the passages they stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.cli.answer import panel
from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress, tell_if_empty
from api.cli.narrowing import FromOption, LanguageOption, SourceOption, ToOption, day, known, narrowed
from corpus.article import Scope
from qa.answer import Found, Reply, record
from qa.citation import Citation
from qa.finding import Finding
from qa.question import CAUTIONS, EFFORTS, MODES, MOST_PASSAGES, Question

MOST_NAMED = 3
"""Other releases of a story that are named; the rest are counted."""


def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question, in any language.")],
    k: Annotated[int, typer.Option("--k", min=1, max=MOST_PASSAGES, help="Passages wanted.")] = 5,
    from_: FromOption = None,
    to: ToOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option("--as-of", parser=day, metavar="DAY", help="As the archive stood on this day."),
    ] = None,
    mode: Annotated[str, typer.Option(help="One of: " + ", ".join(MODES))] = MODES[0],
    effort: Annotated[
        str | None, typer.Option(help="thorough: read the first passages together with the question; or quick.")
    ] = None,
    caution: Annotated[
        str | None, typer.Option(help="How sure an answer must be to be given: " + ", ".join(CAUTIONS) + ".")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--passages", help="Show every passage in full, not those cited alone.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what gave each passage its place.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a question; the sentences that answer it come back word for word, with the passages they stand in."""
    if mode not in MODES:
        raise typer.BadParameter(f"{mode!r}; one of {', '.join(MODES)}", param_hint="--mode")
    if effort not in (None, *EFFORTS):
        raise typer.BadParameter(f"{effort!r}; one of {', '.join(EFFORTS)}", param_hint="--effort")
    if caution not in (None, *CAUTIONS):
        raise typer.BadParameter(f"{caution!r}; one of {', '.join(CAUTIONS)}", param_hint="--caution")
    filters = narrowed(from_, to, source, language)
    with desk(data, caution=caution, effort=effort) as (opened, settings):
        known(source, opened.store)
        with progress("loading", as_json) as report:
            opened.ready(report, thorough=mode == MODES[0] and settings.effort == "thorough")
        scope = Scope(now=dt.datetime.now(dt.UTC), as_of=as_of)
        asked = Question(
            " ".join(words), k, filters, mode, settings.effort, settings.per_article, caution=settings.caution
        )
        reply = opened.ask(asked, scope)
        if not reply.passages:
            tell_if_empty(opened)
    if as_json:
        print_json(record(reply))
    else:
        show(reply, explain, whole)


def show(reply: Reply, explain: bool, whole: bool) -> None:
    """Print a reply for people: its answer, the passages that it cites in full, and the others by name.

    Args:
        reply: what came back.
        explain: whether to say what gave each passage its place.
        whole: whether to print all passages in full; those of a reply without an answer always are.
    """
    for line in understood(reply.finding):
        console.print(line, style="dim")
    if reply.answer:
        console.print(panel(record(reply)["answer"]))
    if not reply.passages:
        console.print("Nothing in the archive matches. Ask in other words, or widen the filters.")
    elif reply.answer and not reply.answer.sentences:
        console.print("The nearest releases, none of which answers:")
    for passage in reply.passages:
        in_full = whole or reply.answer is None or bool(_answering(reply, passage))
        _show_passage(passage, explain, in_full, _answering(reply, passage))
    if reply.passages and reply.answer and not whole:
        console.print("--passages shows every passage word for word", style="dim")
    console.print(f"{reply.took_ms['total']:.0f} ms", style="dim")


def understood(finding: Finding) -> Iterator[Text]:
    """Say what was read out of a question beside its words."""
    if finding.did_you_mean:
        yield Text(f"no release has a word of it; searched for: {finding.did_you_mean}")
    if (period := finding.understood.period) is not None:
        first, last = (day.isoformat() if day else "…" for day in period.bounds)
        yield Text(f"{'published' if period.explicit else 'near'} {first} to {last}")
    if finding.also_searched:
        yield Text(f"also searched: {', '.join(finding.also_searched)}")
    for phrase in finding.lost:
        yield Text(f"not found word for word: “{phrase}”")


def _also(citation: Citation) -> str:
    """Name the other releases of a story, the first few in full."""
    named = [
        f"{member.source} {member.published or 'undated'}{'' if relation == 'same' else f' ({relation})'}"
        for member, relation in citation.also_in[:MOST_NAMED]
    ]
    more = len(citation.also_in) - MOST_NAMED
    return "also in " + ", ".join([*named, *([f"{more} more"] if more > 0 else [])])


def _explained(passage: Found) -> str:
    """Say what gave a passage its place, the largest part first."""
    parts = asdict(passage.why) if passage.why else {"words": passage.words, "meaning": passage.meaning}
    told = sorted((part for part in parts.items() if round(part[1], 3)), key=lambda part: -abs(part[1]))
    matched = ", ".join(passage.matched) or "no words"
    return f"score {passage.score:.3f} = {' '.join(f'{name} {value:+.3f}' for name, value in told)} ({matched})"


def _answering(reply: Reply, passage: Found) -> list[tuple[int, int]]:
    """Give the runs of a passage that are sentences of the answer."""
    sentences = reply.answer.sentences if reply.answer else ()
    first = passage.citation.start
    return [(one.span.start - first, one.span.end - first) for one in sentences if one.citation == passage.rank]


def _show_passage(passage: Found, explain: bool, in_full: bool, answering: list[tuple[int, int]]) -> None:
    article = passage.citation.article
    console.print(f"[bold cyan]{passage.rank}[/] [bold]{escape(article.title or article.path)}[/]")
    if in_full:
        words = Text(passage.text)
        for run in passage.highlights:
            words.stylize("bold", *run)
        for run in answering:
            words.stylize("underline", *run)
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
        console.print(Padding(Text(_explained(passage), style="dim"), (0, 0, 0, 2)))
    if in_full:
        console.print()
