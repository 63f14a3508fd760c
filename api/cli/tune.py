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
from qa import weights
from qa.ranking.features import NAMES
from qa.ranking.model import OF_GROUP


def tune(
    questions: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions to learn from.")],
    corpus: Annotated[list[Path], typer.Option(help="Folder of releases they are about; several, repeated.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="JSON", help="Write weights and record here.")] = None,
) -> None:
    """Learn the weights of ranking, and say whether they hold on stories and sources they were not learned from.

    The present weights are kept where what was learned is not better than the hybrid there.
    """
    config = settings.load()
    present = weights.load(Path(config.weights).expanduser() if config.weights else None)
    asked = gold.load(questions, workspace.roots(corpus))
    with progress("indexing") as done:
        desk, digest = workspace.of_folders(corpus, config.desk(), config.cache, done)
    with closing(desk), progress("reading candidates") as done:
        given = tuning.lessons(desk, corpus, asked, done)
        about = {
            "corpus": f"sha256:{digest}",
            "gold": f"sha256:{hashlib.sha256(questions.read_bytes()).hexdigest()}",
            "model": desk.embedder.id,
        }
    tuned = learning.tune(given)
    show(tuned)
    if out:
        written = tuning.record(tuned, given, present, about)
        out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        console.print(f"weights and record written to {out}; DATELINE_WEIGHTS={out} uses them", markup=False)


def show(tuned: learning.Tuned) -> None:
    """Print what was learned for people."""
    shown = Table(box=box.SIMPLE_HEAD)
    shown.add_column("feature")
    shown.add_column("kind of evidence")
    shown.add_column("weight", justify="right")
    for name, weight in sorted(zip(NAMES, tuned.weights, strict=True), key=lambda item: -abs(item[1])):
        shown.add_row(name, OF_GROUP[name], f"{weight:.2f}")
    console.print(shown)
    for name, mean in tuned.means.items():
        console.print(f"mean reciprocal rank, {name}: {mean:.4f}")
    console.print(Text("on stories left out: " + tuned.held_out.words("the hybrid", "what was learned")))
    for source, told in tuned.by_source.items():
        console.print(Text(f"on {source}, left out: {told.words('the hybrid', 'what was learned')}"))
    console.print("it generalises" if tuned.generalises else "the present weights stay", style="bold")
