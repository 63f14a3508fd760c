"""What commands narrow a search to: days, source and language, as options of the same names everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from corpus.article import Filters

DAY = ["%Y-%m-%d"]

FromOption = Annotated[
    dt.datetime | None, typer.Option("--from", formats=DAY, help="Published on this day or later.")
]
ToOption = Annotated[dt.datetime | None, typer.Option("--to", formats=DAY, help="Published on this day or earlier.")]
SourceOption = Annotated[str | None, typer.Option("--source", help="Only this source.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="Only releases in this language, such as en.")]


def day(moment: dt.datetime | None) -> dt.date | None:
    """Give the day that an option named."""
    return moment.date() if moment else None


def narrowed(
    published_from: dt.datetime | None, published_to: dt.datetime | None, source: str | None, language: str | None
) -> Filters:
    """Make filters of the options.

    Raises:
        typer.BadParameter: the days are the wrong way round.
    """
    if published_from and published_to and published_to < published_from:
        raise typer.BadParameter(f"{published_to:%Y-%m-%d} is before --from", param_hint="--to")
    return Filters(day(published_from), day(published_to), source, language)
