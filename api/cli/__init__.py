"""The command `dateline`. Exit code 0: done; 1: the work failed; 2: wrong usage."""

from __future__ import annotations

import importlib
import importlib.metadata
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.errors import DoorError
from corpus.errors import CorpusError
from eval.errors import EvaluationError
from index.errors import SearchError
from qa.errors import DeskError

HELP = "Answers questions from press releases, with citations that anyone can check."

COMMANDS = {
    "ingest": "ingest",
    "ask": "ask",
    "verify": "verify",
    "serve": "serve",
    "remove": "articles",
    "purge": "articles",
    "export": "articles",
    "bench": "bench",
    "demo": "demo",
    "doctor": "doctor",
    "tune": "tune",
    "names": "names",
    "mcp": "mcp",
}
"""Command -> the module of this package whose function of that name it is."""

GROUPS = {
    "articles": "articles",
    "eval": "evaluate",
    "gold": "gold",
    "sources": "sources",
    "index": "index",
    "keys": "keys",
}
"""Group of commands -> the module of this package whose `app` it is."""

ANSWERING = ("ask", "serve")
"""Commands that answer questions in this very process."""

EXPECTED = (CorpusError, SearchError, DeskError, EvaluationError, DoorError)
"""What we raise on purpose: told in a line, without a traceback."""


def build(names: Iterable[str]) -> typer.Typer:
    """Put the command line together, importing only the commands that are named.

    A question would otherwise wait for everything that evaluation and plots import.
    """
    app = typer.Typer(
        name="dateline",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback(help=HELP)(_together)
    for name in names:
        if module := COMMANDS.get(name):
            app.command(name)(getattr(importlib.import_module(f"api.cli.{module}"), name))
        else:
            app.add_typer(importlib.import_module(f"api.cli.{GROUPS[name]}").app, name=name)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {importlib.metadata.version('dateline')}")
        raise typer.Exit


def _together(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Keep a single command under its name."""


def __getattr__(name: str) -> Any:
    """Give the whole command line as `app`."""
    if name == "app":
        return build([*COMMANDS, *GROUPS])
    raise AttributeError(name)


def main() -> None:
    """Run the command line."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    names = [asked] if asked in COMMANDS or asked in GROUPS else [*COMMANDS, *GROUPS]
    if asked == "--version":
        names = []  # nothing has to be imported to say it
    if asked in ANSWERING:
        from api.cli import ahead

        ahead.begin(sys.argv[1:])
    try:
        build(names)(prog_name="dateline")  # by itself it would be named by how Python was started
    except BrokenPipeError:
        # Whoever read our output has what it wanted (`dateline export | head`).
        sys.stderr.close()
        sys.exit(0)
    except (*EXPECTED, OSError) as error:
        from api.cli.console import errors

        errors.print(f"[bold red]dateline:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(1)
