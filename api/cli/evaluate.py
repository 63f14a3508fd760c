"""`dateline eval`: how good the ranking is, on questions whose answers are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from typer.core import TyperGroup

from api import settings
from api.cli import scores
from api.cli.console import DataOption, console, print_json, progress
from api.settings import Settings
from corpus.article import Scope
from eval import beir, comparison, floors, gate, gold, measures, page, published, report, run, trec, workspace
from eval.bench.plain import Plain
from eval.gold import Gold
from eval.measures import Retrieved
from eval.slices import slices
from qa.desk import Desk
from qa.question import MOST_PASSAGES

DEFAULT_MODES = "bm25,dense,hybrid,quick,ranked"
PLAIN = "plain"
"""The mode that is not ours: the service as most people write it, for comparison."""

STDOUT = Path("-")

JsonOut = Annotated[
    Path | None, typer.Option("--json", metavar="OUT", help="Write the JSON report to a file, or to `-`.")
]
HtmlOut = Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write the report for people.")]


class EvalGroup(TyperGroup):
    """`eval GOLD …` means `eval run GOLD …`, so that the common case needs no second word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put in the words that may be left out."""
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["run", *args]
        if "--json" in args:
            at = args.index("--json")
            if at + 1 == len(args) or args[at + 1].startswith("--"):
                args = [*args[: at + 1], str(STDOUT), *args[at + 1 :]]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=EvalGroup,
    no_args_is_help=True,
    help="Score retrieval on questions whose answers are known: `eval GOLD.jsonl --corpus DIR`, `eval --beir DIR`, "
    "`eval compare A.json B.json`. `eval run --help` lists the options.",
)


@app.command("run")
def evaluate(
    questions: Annotated[Path | None, typer.Argument(metavar="[GOLD.jsonl]", help="Gold questions.")] = None,
    corpus: Annotated[
        list[Path] | None, typer.Option(help="Folder of releases that the questions are about; several, repeated.")
    ] = None,
    beir_folder: Annotated[Path | None, typer.Option("--beir", help="A BEIR folder instead.")] = None,
    modes: Annotated[str, typer.Option(help=f"Ways of ranking, with commas; {PLAIN}: the rival.")] = DEFAULT_MODES,
    as_json: JsonOut = None,
    html: HtmlOut = None,
    markdown: Annotated[Path | None, typer.Option(metavar="OUT", help="Write a short Markdown report.")] = None,
    before: Annotated[Path | None, typer.Option(metavar="JSON", help="An earlier report to hold against.")] = None,
    gate_file: Annotated[
        Path | None, typer.Option("--gate", metavar="FLOORS", help="Fail when a floor of this file is missed.")
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Move the gate's floors to these figures.")] = False,
    why: Annotated[str | None, typer.Option("--allow-regression", help="Why a floor may fall; recorded.")] = None,
    trec_folder: Annotated[Path | None, typer.Option("--trec", metavar="DIR", help="Write runs and qrels.")] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Keep the figures in the data folder, for the press room's page.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Score retrieval. The corpus is indexed apart from the data folder, once for each content."""
    _check_usage(questions, corpus, beir_folder, (as_json, html, markdown, gate_file))
    wanted = _modes(modes, beir_folder is not None)
    quiet = as_json == STDOUT
    if beir_folder is not None:
        written = _beir(beir_folder, wanted, quiet)
    else:
        written = _gold(Path(questions or ""), corpus or [], wanted, quiet, trec_folder)
    earlier = _read_report(before) if before else None
    _write(written, earlier, as_json, html, markdown)
    if publish:
        published.publish(settings.load(data=data).data, written)
    if not quiet:
        scores.show(written)
        if earlier:
            scores.show_changes(comparison.of_reports(earlier, written))
    if gate_file and not _gate(written, gate_file, renew, why):
        raise typer.Exit(1)


@app.command("compare")
def compare(
    before: Annotated[Path, typer.Argument(metavar="A.json", help="The earlier report.")],
    after: Annotated[Path, typer.Argument(metavar="B.json", help="The later report.")],
    as_json: JsonOut = None,
    html: HtmlOut = None,
) -> None:
    """Compare two saved reports, question by question, and say what is significant."""
    old, new = _read_report(before), _read_report(after)
    told = comparison.of_reports(old, new)
    if html:
        html.write_text(page.html(new, old), encoding="utf-8")
    if as_json == STDOUT:
        print_json(told)
    else:
        if as_json:
            as_json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        scores.show_changes(told)


@app.command("trec")
def score_trec(
    run_file: Annotated[Path, typer.Argument(metavar="RUN", help="A TREC run: qid Q0 document rank score tag.")],
    qrels_file: Annotated[Path, typer.Argument(metavar="QRELS", help="Judgements: qid 0 document grade.")],
) -> None:
    """Score a TREC run of any system against judgements, by the measures of our own reports."""
    wanted = {
        question: {document: grade for document, grade in grades.items() if grade > 0}
        for question, grades in trec.read_qrels(qrels_file).items()
    }
    wanted = {question: grades for question, grades in wanted.items() if grades}
    rankings = {question: trec.ordered(found) for question, found in trec.read_run(run_file).items()}
    found = measures.score(measures.ARTICLE, wanted, rankings)
    scores.show_measures(run_file.name, found)


def _check_usage(
    questions: Path | None, corpus: Sequence[Path] | None, beir_folder: Path | None, outs: Sequence[Path | None]
) -> None:
    if (questions is None) == (beir_folder is None):
        raise typer.BadParameter("name a questions file, or a BEIR folder with --beir", param_hint="GOLD")
    if (questions is None) != (not corpus):
        raise typer.BadParameter("a questions file and --corpus, its folder of releases, go together")
    for out in outs:
        if out and out != STDOUT and not out.resolve().parent.is_dir():
            raise typer.BadParameter(f"{out.parent} is no folder; make it first", param_hint=str(out))


def _modes(named: str, of_beir: bool) -> list[str]:
    wanted = list(dict.fromkeys(mode.strip() for mode in named.split(",") if mode.strip()))
    known = run.MODES if of_beir else (*run.MODES, PLAIN)
    if unknown := [mode for mode in wanted if mode not in known]:
        raise typer.BadParameter(f"{unknown[0]!r}; one of {', '.join(known)}", param_hint="--modes")
    if not wanted:
        raise typer.BadParameter(f"none named; one of {', '.join(known)}", param_hint="--modes")
    return wanted


def _gold(
    path: Path, folders: Sequence[Path], modes: Sequence[str], quiet: bool, trec_folder: Path | None
) -> dict[str, Any]:
    config = settings.load()
    asked = gold.load(path, workspace.roots(folders))
    with progress("indexing", quiet) as done:
        desk, digest = workspace.of_folders(folders, config.desk(), config.cache, done)
    with closing(desk):
        askers = _askers(desk, folders, modes, config, quiet)
        with progress("asking", quiet) as done:
            results = run.score_gold(askers, asked, done)
        name = " and ".join(folder.resolve().name for folder in folders)
        subject = report.Subject(name, digest, _digest(path), _slices(desk, folders, asked, name))
        written = report.of_gold(desk, subject, asked, results)
    if trec_folder:
        _write_trec(trec_folder, asked, results)
    return written


def _askers(
    desk: Desk, folders: Sequence[Path], modes: Sequence[str], config: Settings, quiet: bool
) -> dict[str, run.Asker]:
    path_of = workspace.path_in(folders)
    askers = {mode: run.through_desk(desk, mode, config.per_article, path_of) for mode in modes if mode in run.MODES}
    if PLAIN not in modes:
        return askers
    if len(folders) > 1:
        raise typer.BadParameter(f"{PLAIN!r} reads one --corpus at a time", param_hint="--modes")
    with progress("building the plain rival", quiet) as done:
        rival = Plain.build(folders[0], config.cache, progress=done)

    def ask(text: str) -> run.Outcome:
        return run.timed(lambda: rival.ask(text, MOST_PASSAGES))

    return {PLAIN: ask, **askers}


def _slices(desk: Desk, folders: Sequence[Path], asked: Sequence[Gold], name: str) -> dict[str, dict[str, str]]:
    path_of = workspace.path_in(folders)
    wanted = {item.article for question in asked for item in question.relevant}
    published = {
        place: article.published
        for article in desk.store.oldest_first(Scope.everything())
        if (place := path_of(article.source, article.path)) in wanted
    }
    return {question.id: slices(question, published, name) for question in asked}


def _write_trec(folder: Path, asked: Sequence[Gold], results: Mapping[str, run.ModeResult]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for level in get_args(trec.Level):
        trec.write_qrels(folder / f"{level}.qrels", trec.qrels_of(asked, level))
        for mode, result in results.items():
            ranked: dict[str, tuple[Retrieved, ...]] = {
                question: outcome.ranked for question, outcome in result.outcomes.items()
            }
            trec.write_run(folder / f"{level}.{mode}.run", trec.run_of(asked, ranked, level), mode)


def _beir(folder: Path, modes: Sequence[str], quiet: bool) -> dict[str, Any]:
    config = settings.load()
    collection = beir.load(folder)
    with progress("indexing", quiet) as done:
        desk = workspace.of_documents(collection.documents, collection.digest, config.desk(), config.cache, done)
    with closing(desk), progress("asking", quiet) as done:
        results = run.score_beir(desk, collection, modes, done)
        subject = report.Subject(folder.resolve().name, collection.digest, collection.judged, {})
        return report.of_beir(desk, subject, results)


def _digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def _write(
    written: dict[str, Any],
    earlier: dict[str, Any] | None,
    as_json: Path | None,
    html: Path | None,
    markdown: Path | None,
) -> None:
    if as_json == STDOUT:
        print_json(written)
    elif as_json:
        as_json.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    if html:
        html.write_text(page.html(written, earlier), encoding="utf-8")
    if markdown:
        markdown.write_text(page.markdown(written), encoding="utf-8")


def _read_report(path: Path) -> dict[str, Any]:
    """Read a saved report.

    Raises:
        ReportsDiffer: it is no report of this version.
    """
    return comparison.load(path)


def _gate(written: dict[str, Any], path: Path, renew: bool, why: str | None) -> bool:
    """Hold a report against floors, or move the floors to it; tells whether the gate is open."""
    if renew or why:
        old = floors.load(path) if path.exists() else None
        floors.save(path, floors.renew(written, old, why))
        console.print(f"floors written to {path}")
    verdict = gate.check(written, floors.load(path))
    for line in verdict.lines():
        console.print(line, markup=False, soft_wrap=True, style="" if verdict.passed else "bold")
    return verdict.passed
