"""`dateline doctor`: what is held, how completely it was read, and what wants doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json, progress, tell_if_empty
from corpus.article import Scope
from corpus.completeness import FIELDS, Completeness, by_source
from corpus.rules import CLEANER_VERSION
from eval.answering import checking
from eval.answering.checking import Check
from index.segments.check import Finding
from qa.desk import Desk

SHOWN = 5
"""Ids that are named of each kind of difference."""


def doctor(
    clean: Annotated[
        bool, typer.Option("--clean", help="Read again what an earlier version of the cleaner read.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend the index from the store where the two do not agree.")
    ] = False,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Ask questions made of the releases: does confidence hold on them?")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what is held, which share of it states each field, and whether store and index agree."""
    with desk(data) as (opened, _):
        found = _examined(opened, clean, repair, confidence, as_json)
        if not found.shares:
            tell_if_empty(opened)
    if as_json:
        print_json(_record(found))
    else:
        _show(found, confidence)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found, and done about it.

    Attributes:
        shares: source -> how completely its releases state each field.
        model: id of the model whose vectors are looked up.
        spoiled: files of the converted model that were damaged.
        finding: how the index compares with the store; null where none is written.
        repaired: whether the index was mended.
        again: outcome -> releases that were read again; null where none were asked to be.
        behind: releases that an earlier version of the cleaner read.
        removed: releases that were taken down.
        checked: how far confidence is off; null where it was not asked, or there is too little to tell by.
    """

    shares: Mapping[str, Completeness]
    model: str
    spoiled: Sequence[str]
    finding: Finding | None
    repaired: bool
    again: Mapping[str, int] | None
    behind: int
    removed: int
    checked: Check | None


def _examined(opened: Desk, clean: bool, repair: bool, confidence: bool, quiet: bool) -> Examined:
    """Look at everything, mending what is to be mended on the way."""
    spoiled = opened.model_damage()
    model, finding = opened.embedder.id, opened.indexes.check()
    repairing = repair and finding is not None and not finding.sound
    if repairing and finding is not None:
        with progress("indexing", quiet) as report:
            opened.indexes.repair(finding, report)
    again: dict[str, int] | None = None
    if clean:
        with progress("cleaning again", quiet) as report:
            again = dict(opened.clean_again(report).counts)
    shares = by_source(opened.store.oldest_first(Scope.everything()))
    behind = len(opened.store.behind(CLEANER_VERSION))
    removed = len(opened.store.gone())
    checked: Check | None = None
    if confidence:
        with progress("asking", quiet) as report:
            checked = checking.check(opened, report)
    return Examined(shares, model, spoiled, finding, repairing, again, behind, removed, checked)


def _record(found: Examined) -> dict[str, Any]:
    """Describe what was found for machines."""
    finding, checked = found.finding, found.checked
    return {
        "sources": {name: _shares(one) for name, one in found.shares.items()},
        "cleaner_version": CLEANER_VERSION,
        "behind": found.behind,
        "removed": found.removed,
        "cleaned_again": found.again,
        "model": found.model,
        "model_damaged": list(found.spoiled),
        "index": None if finding is None else {**asdict(finding), "sound": finding.sound},
        "repaired": found.repaired,
        "confidence": None if checked is None else {**asdict(checked), "holds": checked.holds},
    }


def _show(found: Examined, confidence: bool) -> None:
    """Print what was found for people."""
    if found.shares:
        console.print(_table(found.shares))
    console.print(f"model: {escape(found.model)}")
    if found.spoiled:
        console.print(f"[yellow]the converted model was damaged ({', '.join(found.spoiled)}); it is made again[/]")
    _tell(found.finding, found.repaired)
    if confidence:
        console.print(_believed(found.checked))
    if found.again is not None:
        done = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(found.again.items())) or "nothing to do"
        console.print(f"cleaned again: {done}")
    if found.behind:
        console.print(
            f"[yellow]{found.behind:,} articles were read by an earlier version[/]; `dateline doctor --clean`"
        )
    if found.removed:
        console.print(f"{found.removed:,} removed; `dateline articles --removed` says when and why", style="dim")


def _tell(finding: Finding | None, repaired: bool) -> None:
    """Say how store and index agree."""
    if finding is None:
        console.print("index: not written yet; few articles are indexed in memory", style="dim")
        return
    if finding.sound:
        console.print(f"index: agrees with the store; {finding.compared:,} articles compared word by word")
        return
    for name in finding.damaged:
        console.print(f"[red]index damaged[/]: {escape(name)}")
    if finding.foreign:
        console.print("[red]index[/]: made of another state of the store")
    for what in ("missing", "stale", "differing"):
        if ids := getattr(finding, what):
            console.print(f"[red]index[/]: {len(ids):,} articles {what}: {', '.join(ids[:SHOWN])}")
    console.print(
        "mended from the store" if repaired else "the next question heals it, or `dateline doctor --repair`"
    )


def _believed(checked: Check | None) -> str:
    """Say whether confidence holds on what is held."""
    if checked is None:
        return f"confidence: fewer than {checking.LEAST} questions can be made of these releases; nothing to tell by"
    told = (
        f"confidence: off by {checked.error:.2f} over {checked.questions} questions made of these releases"
        f" (mean {checked.confidence:.2f}, right {checked.right:.2f})"
    )
    return told if checked.holds else f"[yellow]{told}[/]; write questions and learn it anew, see docs/answers.md"


def _shares(one: Completeness) -> dict[str, Any]:
    return {
        "articles": one.articles,
        "fields": {
            field: {"share": round(one.share(field), 4), "read_from": dict(one.origins.get(field, {}))}
            for field in FIELDS
        },
    }


def _table(shares: Mapping[str, Completeness]) -> Table:
    table = Table(title="Share of articles that state a field", title_justify="left", box=None)
    table.add_column("field")
    for name, one in shares.items():
        table.add_column(f"{escape(name)} ({one.articles:,})", justify="right")
    for field in FIELDS:
        table.add_row(field, *(_cell(one, field) for one in shares.values()))
    return table


def _cell(one: Completeness, field: str) -> str:
    """Give a share and the place it was mostly read from."""
    places = one.origins.get(field, {})
    if not places:
        return "[dim]-[/]"
    return f"{one.share(field):.1%} [dim]{max(places, key=lambda place: places[place])}[/]"
