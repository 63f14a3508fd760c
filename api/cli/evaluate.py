"""`dateline eval`: how good the ranking is, on questions whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api import settings
from api.cli.console import JsonOption, console, print_json, progress
from eval import beir, gold, report, run, workspace

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
    run.check(wanted)
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
    with progress("asking", quiet) as done:
        results = run.score_gold(desk, asked, modes, config.per_article, done)
    return report.of_gold(desk, digest, asked, results)


def _beir(folder: Path, modes: list[str], quiet: bool) -> dict[str, Any]:
    config = settings.load()
    collection = beir.load(folder)
    with progress("indexing", quiet) as done:
        desk = workspace.of_documents(collection.documents, collection.digest, config.desk(), config.cache, done)
    with progress("asking", quiet) as done:
        results = run.score_beir(desk, collection, modes, done)
    return report.of_beir(desk, collection.digest, results)


def show(written: dict[str, Any]) -> None:
    """Print a report as tables: all questions, then article success by kind."""
    modes = written["modes"]
    about = written["corpus"]
    head = f"{about['articles']:,} articles, {about['passages']:,} passages · {written['model']['id']}"
    table = Table(title=head, title_justify="left", title_style="dim")
    table.add_column("mode", style="bold")
    first = next(iter(modes.values()))
    for level in ("article", "passage"):
        for name in first[level]:
            table.add_column(f"{level}\n{name}", justify="right")
    table.add_column("ms\np50 / p95", justify="right")
    for mode, result in modes.items():
        figures = [f"{value:.3f}" for level in ("article", "passage") for value in result[level].values()]
        latency = result["latency_ms"]
        table.add_row(mode, *figures, f"{latency['p50']:.0f} / {latency['p95']:.0f}")
    console.print(table)
    if first["by_kind"]:
        _show_kinds(modes)


def _show_kinds(modes: dict[str, Any]) -> None:
    table = Table(title="by kind: article success@1 · recall@5 · passage success@1", title_justify="left")
    table.add_column("kind", style="bold")
    table.add_column("n", justify="right")
    for mode in modes:
        table.add_column(mode, justify="right")
    for kind, row in next(iter(modes.values()))["by_kind"].items():
        cells = []
        for result in modes.values():
            found = result["by_kind"][kind]
            article, passage = found["article"], found["passage"]
            cells.append(f"{article['success@1']:.2f} · {article['recall@5']:.2f} · {passage['success@1']:.2f}")
        table.add_row(kind, str(row["n"]), *cells)
    console.print(table)
