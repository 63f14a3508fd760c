"""`dateline eval`: how good the ranking is, on questions whose answers are known."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from api import settings
from api.cli.console import JsonOption, console, print_json, progress
from eval import beir, gold, report, run, workspace
from qa.question import MODES

DEFAULT_MODES = "bm25,dense,hybrid"


def evaluate(
    questions: Annotated[Path | None, typer.Argument(metavar="[GOLD.jsonl]", help="Gold questions.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="Folder of releases that the questions are about.")] = None,
    beir_folder: Annotated[Path | None, typer.Option("--beir", help="A BEIR folder instead.")] = None,
    modes: Annotated[str, typer.Option(help="Ways of ranking, with commas.")] = DEFAULT_MODES,
    as_json: JsonOption = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the JSON report to this file as well.")] = None,
) -> None:
    """Score retrieval. The corpus is indexed apart from the data folder, once for each content."""
    if (questions is None) == (beir_folder is None):
        raise typer.BadParameter("name a questions file, or a BEIR folder with --beir", param_hint="GOLD")
    if (questions is None) != (corpus is None):
        raise typer.BadParameter("a questions file and --corpus, its folder of releases, go together")
    wanted = [mode.strip() for mode in modes.split(",") if mode.strip()]
    if unknown := [mode for mode in wanted if mode not in MODES]:
        raise typer.BadParameter(f"{unknown[0]!r}; one of {', '.join(MODES)}", param_hint="--modes")
    if not wanted:
        raise typer.BadParameter(f"none named; one of {', '.join(MODES)}", param_hint="--modes")
    if out and not out.resolve().parent.is_dir():
        raise typer.BadParameter(f"{out.parent} is no folder", param_hint="--out")
    if questions is not None and corpus is not None:
        written = _gold(questions, corpus, wanted, as_json)
    else:
        written = _beir(Path(beir_folder or ""), wanted, as_json)
    if out:
        out.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        print_json(written)
    else:
        show(written)


def _gold(path: Path, corpus: Path, modes: list[str], quiet: bool) -> dict[str, Any]:
    config = settings.load()
    asked = gold.load(path, corpus)
    with progress("indexing", quiet) as done:
        desk, digest = workspace.of_folder(corpus, config.desk(), config.cache, done)
    with closing(desk), progress("asking", quiet) as done:
        results = run.score_gold(desk, asked, modes, config.per_article, done)
        return report.of_gold(desk, digest, asked, results)


def _beir(folder: Path, modes: list[str], quiet: bool) -> dict[str, Any]:
    config = settings.load()
    collection = beir.load(folder)
    with progress("indexing", quiet) as done:
        desk = workspace.of_documents(collection.documents, collection.digest, config.desk(), config.cache, done)
    with closing(desk), progress("asking", quiet) as done:
        results = run.score_beir(desk, collection, modes, done)
        return report.of_beir(desk, collection.digest, results)


def show(written: dict[str, Any]) -> None:
    """Print a report as tables: a row a measure and a column a mode, then a row a kind of question."""
    modes = written["modes"]
    about = written["corpus"]
    console.print(f"{about['articles']:,} articles, {about['passages']:,} passages", style="bold")
    console.print(written["model"]["id"], style="dim")
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("all questions")
    for mode in modes:
        table.add_column(mode, justify="right")
    for level in ("article", "passage"):
        for name in next(iter(modes.values()))[level]:
            table.add_row(f"{level} {name}", *(f"{result[level][name]:.3f}" for result in modes.values()))
    for name in ("p50", "p95"):
        table.add_row(f"{name} ms", *(f"{result['latency_ms'][name]:.0f}" for result in modes.values()), style="dim")
    console.print(table)
    if any(result["by_kind"] for result in modes.values()):
        _show_kinds(modes)


def _show_kinds(modes: dict[str, Any]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("article success@1\nby kind")
    table.add_column("n", justify="right")
    for mode in modes:
        table.add_column(mode, justify="right")
    for kind, row in next(iter(modes.values()))["by_kind"].items():
        shown = (f"{result['by_kind'][kind]['article']['success@1']:.2f}" for result in modes.values())
        table.add_row(kind, str(row["n"]), *shown)
    console.print(table)
