"""`dateline tune`: the one way to learn weights."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from api import settings
from api.cli.console import console, progress
from eval import gold, tuning, workspace
from eval import tune as learning


def tune(
    questions: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions to learn from.")],
    corpus: Annotated[list[Path], typer.Option(help="Folder of releases they are about; several, repeated.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="JSON", help="Write weights and record here.")] = None,
) -> None:
    """Learn the weights of ranking by nested cross-validation, and say whether they hold elsewhere.

    The present weights are kept where nothing is better on stories and sources that it was not chosen on.
    """
    config = settings.load()
    asked = gold.load(questions, workspace.roots(corpus))
    with progress("indexing") as done:
        desk, digest = workspace.of_folders(corpus, config.desk(), config.cache, done)
    with closing(desk), progress("judging weights") as done:
        table = tuning.judge(desk, corpus, asked, done)
        blends = tuning.grid(desk.config.blend)
        about = {
            "corpus": f"sha256:{digest}",
            "gold": f"sha256:{hashlib.sha256(questions.read_bytes()).hexdigest()}",
            "model": desk.embedder.id,
        }
    tuned = learning.tune(table)
    written = tuning.record(tuned, table, blends, about)
    show(tuned, table)
    if out:
        out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        console.print(f"weights and record written to {out}; DATELINE_WEIGHTS={out} uses them", markup=False)


def show(tuned: learning.Tuned, table: learning.Table) -> None:
    """Print what was learned for people."""
    means = dict(zip(table.settings, table.values.mean(axis=0), strict=True))
    shown = Table(box=box.SIMPLE_HEAD)
    shown.add_column("the best, on all questions")
    shown.add_column("mean reciprocal rank", justify="right")
    best = sorted(means.items(), key=lambda item: -item[1])[:5]
    for name, value in [*best, (f"{table.settings[0]} (present)", means[table.settings[0]])]:
        shown.add_row(name, f"{value:.4f}")
    console.print(shown)
    console.print(f"chosen in the folds: {', '.join(tuned.choices)}")
    console.print(Text("on stories left out: " + tuned.held_out.words("the present one", "the chosen one")))
    for source, (chosen, told) in tuned.by_source.items():
        console.print(Text(f"on {source}, left out, {chosen}: {told.words('the present one', 'the chosen one')}"))
    verdict = "it generalises" if tuned.generalises else "the present weights stay"
    console.print(f"chosen on all: {tuned.chosen}; {verdict}", style="bold")
