"""`dateline bench`: speed and memory, each figure beside its goal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api import settings
from api.cli.console import console, progress
from eval.bench.figures import markdown, table, written
from eval.bench.run import MEASURES, Plan, check, run
from index.encoding.encoders import quickest
from index.encoding.models import resolve

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


def bench(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="FOLDER ...", help="Real releases; the bundled sample if none.")
    ] = None,
    size: Annotated[int, typer.Option(min=100, help="Passages of the corpus that is made of them.")] = 10_000,
    gold: Annotated[
        list[Path] | None, typer.Option(metavar="JSONL", help="Real questions; several, repeated. Titles if none.")
    ] = None,
    only: Annotated[str, typer.Option(help="Some of: " + ", ".join(MEASURES))] = ",".join(MEASURES),
    files: Annotated[int, typer.Option(min=0, help="Files taken in to time ingest; 0 takes the whole folder.")] = 300,
    adds: Annotated[int, typer.Option(min=1, help="Releases added while others ask.")] = 30,
    cache: Annotated[Path | None, typer.Option(help="Where the made corpora are kept. [env: DATELINE_CACHE]")] = None,
    out: Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write the figures here.")] = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the table for a document.")] = False,
    plot: Annotated[Path | None, typer.Option(metavar="SVG", help="Draw growth here.")] = None,
) -> None:
    """Measure speed and memory on a corpus of any size, made of real releases and copies of them.

    A made corpus is kept and used again. `docs/performance.md` says how it is made and what is measured.
    """
    config = settings.load(cache=cache)
    measures = [name.strip() for name in only.split(",") if name.strip()]
    check(measures)
    desk = config.desk()
    embedder = quickest(resolve(config.model, desk.hub), desk.cache)
    plan = Plan(folders or [SAMPLE], gold or [], size, measures, desk, config.cache.expanduser(), files or None, adds)
    figures, points = run(plan, embedder, progress)
    if out:
        out.write_text(written(figures) + "\n", encoding="utf-8")
    if plot and points:
        from eval.bench.picture import plot as draw  # matplotlib: half a second, and `--help` would wait for it

        draw(points, plot)
    console.print(markdown(figures) if as_markdown else table(figures), soft_wrap=as_markdown)
