"""What commands narrow a search to: days, source and language, as options of the same names everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from corpus.article import Filters
from corpus.store.articles import ArticleStore


def day(text: str) -> dt.date:
    """Read a day as an option names it.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return dt.datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write one like 2024-03-14") from None


FromOption = Annotated[
    dt.date | None, typer.Option("--from", parser=day, metavar="DAY", help="Published on this day or later.")
]
ToOption = Annotated[
    dt.date | None, typer.Option("--to", parser=day, metavar="DAY", help="Published on this day or earlier.")
]
SourceOption = Annotated[str | None, typer.Option("--source", help="Only this source.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="Only releases in this language, such as en.")]


def narrowed(
    published_from: dt.date | None, published_to: dt.date | None, source: str | None, language: str | None
) -> Filters:
    """Make filters of the options.

    Raises:
        typer.BadParameter: the days are the wrong way round.
    """
    if published_from and published_to and published_to < published_from:
        raise typer.BadParameter(f"{published_to} is before --from", param_hint="--to")
    return Filters(published_from, published_to, source, language)


def known(source: str | None, store: ArticleStore) -> None:
    """Refuse a source that the store does not know: of it, everything would be "never published".

    Raises:
        typer.BadParameter: nothing is registered under this name, nor was taken in under it.
    """
    if source is None:
        return
    registered = store.sources()
    if source not in registered and not store.of_source(source, live=False):
        there = ", ".join(sorted(registered)) or "none yet"
        raise typer.BadParameter(f"there is no source {source!r}; registered: {there}", param_hint="--source")
