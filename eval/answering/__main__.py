"""`python -m eval.answering`: ask, learn confidence, and say what it is worth; `docs/answers.md` has the order."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from eval.answering import measuring, picture, sets
from eval.answering.asking import SORTS, Outcome
from eval.answering.learning import FOLDS, STRENGTH, learn
from eval.answering.measuring import Judged
from eval.answering.sets import Say
from index.encoding.models import default
from index.engine import Blend
from qa import weights
from qa.answering import confidence
from qa.answering import model as of_sentences
from qa.desk import DeskConfig
from qa.ingest import Progress
from qa.reader.chosen import chosen as reader_of
from qa.reader.reader import OWN

EFFORT = {"read": "thorough", "unread": "quick"}
"""Calibration -> the effort whose answers it is learned from."""

log = logging.getLogger("dateline")


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one step of making confidence."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    given = _parser().parse_args(arguments)
    {"ask": _ask, "learn": _learn, "measure": _measure}[given.step](given)


def _ask(given: argparse.Namespace) -> None:
    config = _config(given)
    questions = sets.train(given.data, config, given.cache, _silent) if given.on == "train" else sets.gold(given.data)
    say = {source: _say(given, source) for source in questions}
    asked = sets.ask_all(given.data, questions, config, given.cache, say.__getitem__, _told)
    log.info("%d outcomes written to %s", sets.write(given.out, asked), given.out)


def _say(given: argparse.Namespace, source: str) -> Say:
    """Give what learned nothing from a source, where such things were named."""
    readers, ranked, chosen = (dict(pairs) for pairs in (given.reader, given.weights, given.sentences))
    reader = reader_of(readers.get(source, OWN), given.cache)
    ranking = weights.load(Path(ranked[source]) if source in ranked else None).ranking
    written = json.loads(Path(chosen[source]).read_text("utf-8")) if source in chosen else None
    return Say(ranking, reader, of_sentences.models(written) if written else None)


def _learn(given: argparse.Namespace) -> None:
    outcomes = sets.read(given.train)
    written: dict[str, Any] = {
        name: confidence.written(learn(_of(outcomes, effort))) for name, effort in EFFORT.items()
    }
    written["record"] = {
        "made": dt.datetime.now(dt.UTC).date().isoformat(),
        "outcomes": f"sha256:{hashlib.sha256(given.train.read_bytes()).hexdigest()}",
        "questions": {sort: sum(one.sort == sort for one in _of(outcomes, "thorough")) for sort in SORTS},
        "learner": f"logistic regression, C {STRENGTH:g}, isotonic over {FOLDS} folds of stories",
    }
    given.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _measure(given: argparse.Namespace) -> None:
    train, gold = sets.read(given.train), sets.read(given.gold)
    told: dict[str, Any] = {}
    for effort in EFFORT.values():
        teaching = _of(train, effort)
        judged = {
            "train": measuring.sources_left_out(teaching, teaching),
            "gold": measuring.sources_left_out(teaching, _of(gold, effort)),
        }
        told[effort] = _parts(judged)
    if given.picture:
        picture.draw({effort: told[effort]["all"] for effort in told}, given.picture)
    if given.json:
        given.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    sys.stdout.write(_table(told))


def _parts(judged: dict[str, list[Judged]]) -> dict[str, Any]:
    """Give the figures of all questions together, and of the parts that are asked for."""
    few = [one for part in judged.values() for one in part if one.outcome.releases]
    judged = {name: [one for one in part if not one.outcome.releases] for name, part in judged.items()}
    every = judged["train"] + judged["gold"]
    as_asked = [one for one in judged["gold"] if one.outcome.sort != SORTS[2]]
    parts = {"all": every, **judged, "a few releases": few, "gold as asked": as_asked}
    for source in sets.GOLD:
        parts[f"gold {source}"] = [one for one in as_asked if one.outcome.source == source]
    return {name: measuring.figures(part) for name, part in parts.items() if part}


def _table(told: dict[str, Any]) -> str:
    """Tell the figures in Markdown."""
    heads = (
        "",
        "n",
        "holds the quote",
        "words",
        "calibration error",
        "caution",
        "answered",
        "right",
        "silence P, R, F1",
    )
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for effort, parts in told.items():
        for name, one in parts.items():
            held = one["contains_quote"]["value"] if one["contains_quote"] else "-"
            about = (f"{effort}, {name}", one["n"], held, one["words"], one["calibration"]["error"])
            rows += [f"| {' | '.join(map(str, (*about, *cells)))} |" for cells in map(_cells, one["caution"].items())]
    return "\n".join(rows) + "\n"


def _cells(item: tuple[str, dict[str, Any]]) -> tuple[object, ...]:
    """Give the cells of one caution; behind the scores of silence: right ones, wrong ones, and those that lack."""
    caution, at = item
    silence = at["abstention"]
    scores = ", ".join(str(silence[name]) for name in ("precision", "recall", "f1"))
    counts = ", ".join(str(silence[name]) for name in ("silent_rightly", "silent_wrongly", "spoken_wrongly"))
    return caution, at["answered"], at["precision"], f"{scores} ({counts})"


def _of(outcomes: Sequence[Outcome], effort: str) -> list[Outcome]:
    return [one for one in outcomes if one.effort == effort]


def _config(given: argparse.Namespace) -> DeskConfig:
    shipped = weights.load()
    return DeskConfig(
        data=given.cache, model=default(), cache=given.cache, blend=Blend(words=shipped.words, title=shipped.title)
    )


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def _told(what: str) -> Progress:
    """Tell now and then how far it is."""

    def told(done: int, of: int) -> None:
        if done % 50 == 0 or done == of:
            log.info("%s: %d of %d", what, done, of)

    return told


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.answering", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    ask = steps.add_parser("ask", help="ask questions, as they are and with their releases taken out")
    ask.add_argument("--cache", type=Path, default=user_cache_path("dateline"), help="where models and indexes are")
    ask.add_argument("--data", type=Path, required=True, help="the shared folder of data")
    ask.add_argument("--on", choices=("train", "gold"), required=True, help="which questions")
    ask.add_argument("--out", type=Path, required=True, help="file of what came of them")
    for name, what in (
        ("reader", "folder of a reader"),
        ("weights", "weights of ranking"),
        ("sentences", "weights of sentences"),
    ):
        ask.add_argument(
            f"--{name}", type=sets.pair, action="append", default=[], metavar="SOURCE=PLACE",
            help=f"{what} that learned nothing from a source",
        )  # fmt: skip
    teach = steps.add_parser("learn", help="learn confidence from what came of training questions")
    teach.add_argument("train", type=Path)
    teach.add_argument("--out", type=Path, required=True, help="qa/answering/confidence.json")
    measure = steps.add_parser("measure", help="say what confidence is worth, each source left out in turn")
    measure.add_argument("train", type=Path)
    measure.add_argument("gold", type=Path)
    measure.add_argument("--json", type=Path, help="write the figures here")
    measure.add_argument("--picture", type=Path, help="draw the reliability diagram here, as SVG")
    return parser


if __name__ == "__main__":
    main()
