"""What commands share: consoles, the data option, progress."""

from __future__ import annotations

import json
import logging
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
    """Show a bar on standard error while something long is done; it is gone when it is done.

    What is done once for this machine, as converting a model, says so above it.
    """
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
    with bar, _told_above(bar):
        task = bar.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


class _Above(logging.Handler):
    """Prints what is logged above a bar."""

    def __init__(self, bar: Progress) -> None:
        super().__init__()
        self._bar = bar

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record."""
        self._bar.console.print(f"[dim]{escape(record.getMessage())}[/]", highlight=False, soft_wrap=True)


@contextmanager
def _told_above(bar: Progress) -> Iterator[None]:
    """Print what the log tells above a bar; nothing where no bar is shown."""
    if bar.disable:
        yield
        return
    log, above = logging.getLogger("dateline"), _Above(bar)
    level, passed_on = log.level, log.propagate
    log.addHandler(above)
    log.setLevel(logging.INFO)
    log.propagate = False  # warnings would be told twice
    try:
        yield
    finally:
        log.removeHandler(above)
        log.setLevel(level)
        log.propagate = passed_on


def print_json(data: Any) -> None:
    """Print JSON as it is, never wrapped, whatever the width of the terminal."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
