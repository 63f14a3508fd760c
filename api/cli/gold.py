"""`dateline gold check | draft | pool | review`: questions whose answers are known, made and kept right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding

from api import settings
from api.cli import review as reviewing
from api.cli.console import DataOption, JsonOption, console, print_json, progress
from api.cli.console import desk as open_desk
from eval import (
    candidates,
    gold,
    goldcheck,
    golddraft,
    goldfeedback,
    goldquotes,
    goldreview,
    pooling,
    texts,
    unjudged,
    workspace,
)
from eval.candidates import Candidate
from eval.goldcheck import Asked, Finding
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import MODES, MOST_PASSAGES

SHOWN_PLACES = 5
"""Places of a finding that are printed; `--json` has them all."""

app = typer.Typer(
    no_args_is_help=True,
    help="Questions whose answers are known: check a file of them, draft more, pool what nobody has judged, review.",
)

GoldArgument = Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Gold questions.")]
CorpusOption = Annotated[
    list[Path], typer.Option(help="Folder of releases that the questions are about; several, repeated.")
]
OutOption = Annotated[
    Path, typer.Option("--out", metavar="CANDIDATES.jsonl", help="Review list; what it has already is kept.")
]


@dataclass(frozen=True, slots=True)
class _Room:
    """A corpus opened for questions: what ranks it, and how its articles are named in a questions file."""

    desk: Desk
    path_of: Callable[[str, str], str]


@contextmanager
def _room(folders: Sequence[Path], quiet: bool = False) -> Iterator[_Room]:
    config = settings.load()
    with progress("indexing", quiet) as done:
        desk, _ = workspace.of_folders(folders, config.desk(), config.cache, done)
    try:
        yield _Room(desk, workspace.path_in(folders))
    finally:
        desk.close()


@app.command("check")
def check(
    questions: GoldArgument,
    corpus: CorpusOption,
    accept_file: Annotated[
        Path | None,
        typer.Option("--accept-file", metavar="OUT.jsonl", help="Write passages that may answer too, for review."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong with a questions file. Exit code 1 if anything makes scores wrong."""
    if accept_file:
        _writable(accept_file, "--accept-file")
    folders = workspace.roots(corpus)
    asked, findings = goldcheck.read(questions, folders)
    with _room(corpus, as_json) as room, progress("checking", as_json) as done:
        clean = texts.read(room.desk, room.path_of)
        rank = partial(pooling.rank, room.desk, room.path_of, depth=unjudged.DEPTH)
        findings += goldcheck.of_questions(asked)
        findings += goldquotes.findings(asked, clean, partial(_visible, folders=folders))
        findings += unjudged.findings(
            _counted(asked, done), clean, partial(rank, mode="hybrid"), partial(rank, mode="bm25")
        )
    findings.sort(key=lambda finding: (finding.line, not finding.wrong))
    _report(len(asked), findings, as_json)
    if accept_file:
        proposed = list(unjudged.candidates(findings, asked))
        _told(accept_file, proposed, candidates.merge(accept_file, proposed), quiet=as_json)
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)


def _visible(path: str, folders: Mapping[str, Path]) -> str:
    file = gold.locate(path, folders)
    return gold.visible(file) if file else ""


def _counted(asked: Sequence[Asked], done: Progress) -> Iterator[Asked]:
    for number, item in enumerate(asked, start=1):
        yield item
        done(number, len(asked))


def _report(readable: int, findings: Sequence[Finding], as_json: bool) -> None:
    errors = sum(finding.wrong for finding in findings)
    warnings = len(findings) - errors
    if as_json:
        told = [finding.record() for finding in findings]
        print_json({"questions": readable, "errors": errors, "warnings": warnings, "findings": told})
        return
    for finding in findings:
        color = "red" if finding.wrong else "yellow"
        where = f"line {finding.line}" + (f", {finding.id}" if finding.id else "")
        console.print(f"[{color}]{finding.problem}[/] [dim]{escape(where)}[/]", soft_wrap=True)
        console.print(Padding(escape(finding.reason), (0, 0, 0, 2)))
        for place in finding.places[:SHOWN_PLACES]:
            console.print(Padding(f"[dim]{escape(place.article)}[/] {escape(place.quote)}", (0, 0, 0, 4)))
        if rest := len(finding.places) - SHOWN_PLACES:
            console.print(f"    and {rest} more" if rest > 0 else "", end="\n" if rest > 0 else "", style="dim")
    console.print(f"{readable} questions: {errors} errors, {warnings} warnings", style="bold")


@app.command("draft")
def draft(
    corpus: CorpusOption,
    out: OutOption,
    per_kind: Annotated[int, typer.Option("--per-kind", min=1, help="Candidates of each kind, at most.")] = 20,
    seed: Annotated[int, typer.Option(help="Another seed drafts other questions.")] = 0,
) -> None:
    """Draft questions from titles, leads, speech, figures and dates. None is gold before it is reviewed."""
    _writable(out, "--out")
    with _room(corpus) as room:
        drafted = golddraft.candidates(texts.read(room.desk, room.path_of), per_kind, seed)
    _told(out, drafted, candidates.merge(out, drafted))


@app.command("pool")
def pool(
    questions: GoldArgument,
    corpus: CorpusOption,
    out: OutOption,
    depth: Annotated[int, typer.Option(min=1, max=MOST_PASSAGES, help="First passages of each ranking.")] = 10,
    modes: Annotated[str, typer.Option(help="Ways of ranking, with commas.")] = ",".join(MODES),
) -> None:
    """List the first passages of several rankings that nobody has judged, nearest to the top first."""
    _writable(out, "--out")
    wanted = list(dict.fromkeys(mode.strip() for mode in modes.split(",") if mode.strip()))
    if unknown := [mode for mode in wanted if mode not in MODES]:
        raise typer.BadParameter(f"{unknown[0]!r}; one of {', '.join(MODES)}", param_hint="--modes")
    if not wanted:
        raise typer.BadParameter(f"none named; one of {', '.join(MODES)}", param_hint="--modes")
    asked = gold.load(questions, workspace.roots(corpus))
    pooled = []
    with _room(corpus) as room, progress("asking") as done:
        for number, question in enumerate(asked, start=1):
            rankings = {
                mode: pooling.rank(room.desk, room.path_of, question.question, mode, depth) for mode in wanted
            }
            pooled += pooling.unjudged(question, rankings)
            done(number, len(asked))
    listed = pooling.review_list(pooled)
    _told(out, listed, candidates.merge(out, listed))


@app.command("review")
def review(
    into: Annotated[Path, typer.Option("--into", metavar="GOLD.jsonl", help="Where accepted ones go.")],
    proposed: Annotated[
        Path | None, typer.Argument(metavar="CANDIDATES.jsonl", help="What draft, pool or check wrote.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Instead: what people said of answers, kept in the data folder.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Decide about candidates one at a time; a later run goes on where this one stops."""
    _writable(into, "--into")
    if feedback == (proposed is not None):
        raise typer.BadParameter("name a file of candidates, or say --feedback", param_hint="CANDIDATES.jsonl")
    if proposed is None:
        with open_desk(data) as (opened, _):
            reviewing.run(goldfeedback.waiting(opened.store, into), "the feedback", into)
        return
    if not proposed.is_file():
        raise typer.BadParameter(f"{proposed} is not there", param_hint="CANDIDATES.jsonl")
    if proposed.resolve() == into.resolve():
        raise typer.BadParameter("it is the candidates file", param_hint="--into")
    reviewing.run(goldreview.of_file(proposed), str(proposed), into)


def _writable(path: Path, option: str) -> None:
    """Refuse a place where nothing can be written before any work is done."""
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise typer.BadParameter(f"{path} is no place for a file; its folder must be there", param_hint=option)


def _told(path: Path, proposed: Iterable[Candidate], added: int, quiet: bool = False) -> None:
    kinds = Counter(candidate.rule for candidate in proposed)
    if quiet:
        return
    for rule, count in kinds.most_common():
        console.print(f"{count:6,} {escape(rule)}", style="dim")
    console.print(f"{added:,} new candidates in {escape(str(path))}; decide with `dateline gold review`")
