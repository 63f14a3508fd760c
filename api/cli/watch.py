"""`dateline ingest FOLDER --watch`: goes on with every change until it is stopped."""

from __future__ import annotations

import json
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.markup import escape

from api.cli.console import console, errors, progress
from api.cli.sources import refusals
from qa.desk import Desk
from qa.ingest import Summary
from qa.watching import Changed

NAMED = 3
"""Files of one batch of changes that are named; of more, how many."""


class Teller:
    """Tells of changes as they happen, and keeps count of them.

    Args:
        as_json: one JSON object a line, for machines.
    """

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.counts: Counter[str] = Counter()

    def __call__(self, changed: Changed) -> None:
        """Tell of one batch of changes."""
        self.counts += changed.counts
        if self._as_json:
            typer.echo(json.dumps(self._record(changed), ensure_ascii=False))
            return
        if changed.absent is not None:
            where = ", ".join(changed.absent)
            state = f"{where} is gone; its articles stay until it is back" if where else "every folder is there again"
            errors.print(f"[yellow]watch:[/] {escape(state)}", soft_wrap=True)
        if changed.counts:
            names = ", ".join(changed.files[:NAMED]) + (" …" if len(changed.files) > NAMED else "")
            console.print(f"{told(changed.counts)} [dim]{escape(names)}[/]", soft_wrap=True)
        for refused in changed.refused[:NAMED]:
            why = f"{escape(refused.name)} [dim]({refused.kind})[/]: {escape(refused.reason)}"
            console.print(f"  [yellow]refused[/] {why}", soft_wrap=True)

    def _record(self, changed: Changed) -> dict[str, object]:
        record: dict[str, object] = {"counts": dict(changed.counts), "files": changed.files}
        if changed.refused:
            record["refused"] = refusals(changed.refused)
        if changed.absent is not None:
            record["absent"] = changed.absent
        return record


def follow(
    opened: Desk, folders: Sequence[Path], source: str | None, restore: bool, moved: bool, as_json: bool
) -> Summary:
    """Take folders in and keep their articles as the files are, until Ctrl-C; returns what the first ingest did."""
    teller = Teller(as_json)
    watch = opened.watch(folders, teller, source, moved)
    with progress("ingesting", as_json) as report:
        summary = opened.intake().paths(folders, source, prune=True, restore=restore, progress=report)
    if as_json:
        typer.echo(json.dumps({"counts": dict(summary.counts), "refused": refusals(summary.refused)}))
    else:
        where = ", ".join(escape(str(folder)) for folder in folders)
        console.print(f"{told(summary.counts)}; watching {where} (Ctrl-C ends it)", soft_wrap=True)
    with _stoppable() as stop:
        watch.run(stop)
    if as_json:
        typer.echo(json.dumps({"watched": dict(teller.counts)}))
    else:
        console.print(f"stopped; while watching: {told(teller.counts)}")
    return summary


def told(counts: Counter[str]) -> str:
    """Write counts in a line."""
    return ", ".join(f"{count:,} {what}" for what, count in counts.most_common()) or "nothing new"


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Make Ctrl-C and a request to end set an event, so that what is being committed is finished first."""
    stop = threading.Event()
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, lambda _number, _frame: stop.set())
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
