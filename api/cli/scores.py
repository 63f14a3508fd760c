"""Evaluation reports as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table

from api.cli.console import console
from eval.measures import Scores
from eval.significance import interval

OVERALL = {
    "article": ("success@1", "recall@5", "recall@10", "recall@100", "mrr@10", "ndcg@10"),
    "passage": ("success@1", "success@5", "mrr@10", "shown@5"),
}
"""What the screen shows; JSON and HTML have every measure."""

ANSWERED = ("answered", "contains_quote", "words")
SILENCE = ("precision", "recall", "f1")


def show(written: Mapping[str, Any]) -> None:
    """Print a report: a row a measure and a column a mode, then kinds of question, then what is significant."""
    modes = written["modes"]
    about = written["corpus"]
    console.print(
        f"{escape(written['name'])}: {about['articles']:,} articles, {about['passages']:,} passages", style="bold"
    )
    console.print(written["model"]["id"], style="dim")
    table = Table(box=box.SIMPLE_HEAD)
    answerable = written["gold"]["answerable"]
    table.add_column(f"{answerable} questions" if answerable else "all questions")
    for mode in modes:
        table.add_column(mode, justify="right")
    table.add_column("95 % interval", justify="right", style="dim")
    for level, names in OVERALL.items():
        for name in names:
            if any(name in result[level] for result in modes.values()):
                figures = [result[level].get(name) for result in modes.values()]
                table.add_row(f"{level} {name}", *map(mean, figures), spread(figures[-1]))
    _add_answers(table, list(modes.values()))
    for name in ("p50", "p95"):
        table.add_row(f"{name} ms", *(f"{result['latency_ms'][name]:.0f}" for result in modes.values()), style="dim")
    console.print(table)
    if any(result["by_kind"] for result in modes.values()):
        _show_kinds(modes)
    for one in written["comparisons"]:
        told = f"{one['measure']}: {one['words']}"
        console.print(escape(told), style="" if one["significant"] else "dim", soft_wrap=True)


def _add_answers(table: Table, results: Sequence[Mapping[str, Any]]) -> None:
    """Add what answers are worth, in the modes that give some."""
    given = [result["answer"] or {} for result in results]
    for name in ANSWERED if any(given) else ():
        figures = [answer.get(name) for answer in given]
        table.add_row(f"answer {name}", *map(mean, figures), spread(figures[-1]))
    for name in SILENCE if any(given) else ():
        cells = (f"{answer['abstention'][name]:.3f}" if answer else mean(None) for answer in given)
        table.add_row(f"silence {name}", *cells, "")


def mean(interval: Mapping[str, float] | None) -> str:
    """Write a mean."""
    return "–" if interval is None else f"{interval['value']:.3f}"


def spread(interval: Mapping[str, float] | None) -> str:
    """Write the 95 % interval of a mean."""
    return "" if not interval else f"{interval['low']:.3f}–{interval['high']:.3f}"


def _show_kinds(modes: Mapping[str, Any]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("article success@1\nby kind")
    table.add_column("n", justify="right")
    for mode in modes:
        table.add_column(mode, justify="right")
    for kind, row in next(iter(modes.values()))["by_kind"].items():
        shown = (mean(result["by_kind"][kind]["article"].get("success@1")) for result in modes.values())
        table.add_row(escape(kind), str(row["n"]), *shown)
    console.print(table)


def show_changes(told: Mapping[str, Any]) -> None:
    """Print what a comparison of two reports says."""
    console.print(f"{told['questions']} questions in both reports, {told['left_out']} in one only", style="bold")
    for note in told["notes"]:
        console.print(f"note: {escape(note)}", style="yellow", soft_wrap=True)
    for one in told["comparisons"]:
        line = f"{one['mode']} {one['measure']}: {one['words']}; {one['wins']} won, {one['losses']} lost"
        console.print(escape(line), style="" if one["significant"] else "dim", soft_wrap=True)
    for mode, turned in told["turned"].items():
        for what, names in turned.items():
            if names:
                console.print(escape(f"{mode}, right release first, {what}: {', '.join(names)}"), soft_wrap=True)


def show_measures(name: str, found: Scores) -> None:
    """Print the means of a run with their intervals."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(f"{len(next(iter(found.values()), {}))} questions")
    table.add_column(escape(name), justify="right")
    table.add_column("95 % interval", justify="right", style="dim")
    for measure, values in found.items():
        if values:
            told = interval(list(values.values())).record()
            table.add_row(measure, mean(told), spread(told))
    console.print(table)
