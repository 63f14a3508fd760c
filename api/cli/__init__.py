"""The command `dateline`. Exit code 0: done; 1: the work failed; 2: wrong usage."""

from __future__ import annotations

import sys

import typer
from rich.markup import escape

from api.cli import articles, ask, demo, doctor, evaluate, gold, index, ingest, serve, sources, tune
from api.cli.console import errors
from api.errors import DoorError
from corpus.errors import CorpusError
from eval.errors import EvaluationError
from index.errors import SearchError
from qa.errors import DeskError

app = typer.Typer(
    name="dateline",
    help="Answers questions from press releases, with citations that anyone can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for command in (
    ingest.ingest,
    ask.ask,
    serve.serve,
    articles.remove,
    articles.purge,
    articles.export,
    demo.demo,
    doctor.doctor,
    tune.tune,
):
    app.command()(command)
app.add_typer(articles.app, name="articles")
app.add_typer(evaluate.app, name="eval")
app.add_typer(gold.app, name="gold")
app.add_typer(sources.app, name="sources")
app.add_typer(index.app, name="index")

EXPECTED = (CorpusError, SearchError, DeskError, EvaluationError, DoorError)
"""What we raise on purpose: told in a line, without a traceback."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:
        # Whoever read our output has what it wanted (`dateline export | head`).
        sys.stderr.close()
        sys.exit(0)
    except (*EXPECTED, OSError) as error:
        errors.print(f"[bold red]dateline:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(1)
