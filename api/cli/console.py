"""What commands share: consoles, the data option, progress."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from api import settings
from api.settings import Settings
from corpus.article import Scope
from qa.desk import Desk

Report = Callable[[int, int], None]
"""Called with what is done and what there is in all."""

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder. [env: DATELINE_DATA]", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@contextmanager
def desk(data: Path | None, **given: Any) -> Iterator[tuple[Desk, Settings]]:
    """Open the Desk for a command."""
    config = settings.load(data=data, **given)
    opened = Desk(config.desk())
    try:
        yield opened, config
    finally:
        opened.close()


def tell_if_empty(opened: Desk) -> None:
    """Say on standard error that nothing is held, where so it is: most often it is another folder that was meant."""
    if opened.store.count(Scope.everything()) == 0:
        folder = escape(str(opened.config.data))
        errors.print(
            f"nothing is held in {folder}; `dateline ingest PATH` takes releases in, --data names another folder",
            soft_wrap=True,
        )


@contextmanager
def progress(label: str, quiet: bool = False) -> Iterator[Report]:
    """Show a bar on standard error while something long is done; it is gone when it is done."""
    bar = Progress(
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=quiet or not errors.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def print_json(data: Any) -> None:
    """Print JSON as it is, never wrapped, whatever the width of the terminal."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
