"""`dateline tune`: the one way to learn weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from api import settings
from api.cli.console import console, progress
from eval import gold, looking, tuning, workspace
from eval import tune as learning
from eval.answering import tuning as confidence
from eval.tuned import Tuned, Verdict
from qa import weights
from qa.ranking.features import NAMES
from qa.ranking.model import OF_GROUP, READER


def tune(
    questions: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions to learn from.")],
    corpus: Annotated[list[Path], typer.Option(help="Folder of releases they are about; several, repeated.")],
    reader: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE=FOLDER", help="Reader that learned nothing about a source, and reads for it; repeatable."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="JSON", help="Write weights and record here.")] = None,
) -> None:
    """Learn the weights of ranking, and say whether they hold on stories and sources they were not learned from.

    With --out, what makes an answer sure is learned too: the questions are asked as they are, and with the releases
    that answer them taken out.

    The present weights are kept where what was learned is not better than the hybrid there. What the second look
    counts is learned beside them, unless DATELINE_READER is none: give readers that have not learned from the same
    questions, or it will seem better than it is.
    """
    config = settings.load()
    present = weights.load(Path(config.weights).expanduser() if config.weights else None)
    asked = gold.load(questions, workspace.roots(corpus))
    readers = looking.readers(config.reader, _by_source(reader or []), config.cache.expanduser(), config.hub)
    with progress("indexing") as done:
        desk, digest = workspace.of_folders(corpus, config.desk(), config.cache, done)
    with closing(desk):
        with progress("finding candidates") as done:
            given = tuning.lessons(desk, corpus, asked, done, readers)
        about = {
            "corpus": f"sha256:{digest}",
            "gold": f"sha256:{hashlib.sha256(questions.read_bytes()).hexdigest()}",
            "model": desk.embedder.id,
        }
        with progress("reading and learning") as done:
            tuned = learning.tune(given, done)
        show(tuned)
        if out is None:
            return
        written = tuning.record(tuned, given, present, about, readers)
        _write(out, written)
        with progress("asking, with and without what answers") as done:
            sure = confidence.learned(desk, corpus, asked, weights.load(out).ranking, readers, done)
    if sure:
        _write(out, written | {"confidence": sure})
    told = "weights, confidence" if sure else "weights (too few questions for confidence)"
    console.print(f"{told} and record written to {out}; DATELINE_WEIGHTS={out} uses them", markup=False)


def _write(out: Path, written: Mapping[str, Any]) -> None:
    out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _by_source(given: list[str]) -> dict[str, Path]:
    """Read `SOURCE=FOLDER` pairs."""
    named = {}
    for one in given:
        source, joined, folder = one.partition("=")
        if not (source and joined and folder):
            raise typer.BadParameter(
                f"{one!r} names no source and folder; write SOURCE=FOLDER", param_hint="--reader"
            )
        named[source] = Path(folder)
    return named


def show(tuned: Tuned) -> None:
    """Print what was learned for people."""
    shown = Table(box=box.SIMPLE_HEAD)
    shown.add_column("feature")
    shown.add_column("kind of evidence")
    shown.add_column("weight", justify="right")
    learned = dict(zip(NAMES, tuned.learned.features, strict=True))
    if tuned.learned.reader is not None:
        learned |= dict(zip(READER, tuned.learned.reader, strict=True))
    for name, weight in sorted(learned.items(), key=lambda item: -abs(item[1])):
        shown.add_row(name, OF_GROUP[name], f"{weight:.2f}")
    console.print(shown)
    for name, mean in tuned.means.items():
        console.print(f"mean reciprocal rank, {name}: {mean:.4f}")
    _tell(tuned.ranking, "the hybrid", "what was learned")
    console.print("it generalises" if tuned.ranking.generalises else "the present weights stay", style="bold")
    if tuned.reading:
        _tell(tuned.reading, "without a second look", "with one")
        told = "the second look generalises" if tuned.reading.generalises else "what it counts stays as it is"
        console.print(told, style="bold")


def _tell(verdict: Verdict, before: str, after: str) -> None:
    console.print(Text("on stories left out: " + verdict.held_out.words(before, after)))
    for source, told in verdict.by_source.items():
        console.print(Text(f"on {source}, left out: {told.words(before, after)}"))
