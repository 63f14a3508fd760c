"""`python -m eval.reader`: teach the reader, write its weights, and measure it; `docs/reader.md` has the order."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from index.encoding.models import E5, default, resolve
from index.encoding.unpacking import unpacked
from qa.desk import DeskConfig
from qa.reader import look, weights
from qa.reader.windows import WINDOW_WORDS

if TYPE_CHECKING:
    from eval.reader.groups import Group
    from eval.reader.pools import Corpus

SEED = 1
FROZEN, LAYERS, LONGEST = 6, 12, 256
WEIGHT = 0.05
"""What the logarithm of the odds counts beside the score a passage was found with; chosen on training questions."""

TERMS = {
    "multilingual-e5-small": "MIT",
    "SQuAD 2.0": "CC BY-SA 4.0",
    "SelQA": "Apache-2.0",
    "CLAP NQ": "Apache-2.0, over Natural Questions, CC BY-SA 3.0",
    "questions about press releases": "this project, over releases in the public domain (CC0; US Government work)",
}
"""What the reader was learned from, and on what terms that may be had."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one step of making the reader."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("dateline").setLevel(logging.INFO)
    chosen = _parser().parse_args(arguments)
    steps = {
        "general": _general,
        "press": _press,
        "silence": _silence,
        "average": _average,
        "pack": _pack,
        "read": _read,
        "measure": _measure,
        "beir": _beir,
    }
    steps[chosen.step](chosen)


def _general(chosen: argparse.Namespace) -> None:
    from eval.reader import public, sets
    from eval.reader.training import Plan, learn, resume
    from qa.reader.network import Reader

    e5 = unpacked(resolve(E5), chosen.cache)
    reader = Reader(e5)
    if chosen.start:
        resume(reader, chosen.start)
    found = public.groups(chosen.data / "train", random.Random(chosen.seed))  # noqa: S311 - no secret
    learn(reader, e5, sets.general(found), Plan(chosen.minutes, rate=chosen.rate, seed=chosen.seed), chosen.out)


def _press(chosen: argparse.Namespace) -> None:
    from eval.reader import sets

    _go_on(chosen, lambda public, corpora: sets.press(public, list(corpora.values()), chosen.seed))


def _silence(chosen: argparse.Namespace) -> None:
    from eval.reader import sets

    def taught(public: Sequence[Group], corpora: dict[str, Corpus]) -> sets.Sets:
        asked = sets.by_rule(corpora, chosen.data, _config(chosen), chosen.cache, chosen.seed)
        return sets.silence(public, list(corpora.values()), list(asked.values()), chosen.seed)

    _go_on(chosen, taught)


def _go_on(
    chosen: argparse.Namespace,
    taught: Callable[[Sequence[Group], dict[str, Corpus]], Sequence[tuple[float, Sequence[Group]]]],
) -> None:
    """Go on from what was learned before with questions about releases, those of one source left out."""
    from eval.reader import public, sets
    from eval.reader.training import Plan, learn, resume
    from qa.reader.network import Reader

    e5 = unpacked(resolve(E5), chosen.cache)
    reader = Reader(e5)
    resume(reader, chosen.start)
    corpora = sets.train(chosen.data, _config(chosen), chosen.cache, _silent)
    kept = {name: corpus for name, corpus in corpora.items() if name != chosen.without}
    found = public.groups(chosen.data / "train", random.Random(chosen.seed))  # noqa: S311 - no secret
    learn(reader, e5, taught(found, kept), Plan(chosen.minutes, rate=chosen.rate, seed=chosen.seed), chosen.out)


def _average(chosen: argparse.Namespace) -> None:
    from safetensors.numpy import load_file, save_file

    from eval.reader.averaging import average

    first, second = (load_file(path) for path in chosen.pair)
    save_file(average(first, second, chosen.share), chosen.out)
    record = {path.stem: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in chosen.pair}
    told = {"average of": record, "share of the second": chosen.share}
    chosen.out.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _pack(chosen: argparse.Namespace) -> None:
    from safetensors.numpy import load_file

    base = resolve(E5)
    record = {
        stage.stem: json.loads(stage.with_suffix(".json").read_text(encoding="utf-8")) for stage in chosen.stages
    }
    about = {
        "base": base.name,
        "base_sha256": base.sha256,
        "frozen": FROZEN,
        "layers": LAYERS,
        "longest": LONGEST,
        "record": {"made": dt.datetime.now(dt.UTC).date().isoformat(), "terms": TERMS, "stages": record},
    }
    made = weights.write(load_file(chosen.stages[-1]), about, chosen.out)
    sys.stdout.write(f"{chosen.out}: sha256 {made.sha256}\n")


def _read(chosen: argparse.Namespace) -> None:
    from eval.reader import reading
    from qa.reader.own import OwnReader

    corpus = _corpus(chosen)
    reader = OwnReader(chosen.cache, chosen.weights)
    reading.save(reading.read(corpus.pools, reader, chosen.depth, chosen.words, _silent), chosen.out)


def _measure(chosen: argparse.Namespace) -> None:
    from eval.reader import reading, table
    from eval.reader.measuring import Judged, Way

    judged = [Judged(_corpus(chosen).pools, reading.load(chosen.read))]
    read = Way(chosen.depth, chosen.windows, chosen.weight)
    tried = {"as found": Way(weight=0.0), "read": read}
    told = " · ".join(f"{name} {value:.3f}" for name, value in table.answerable(judged, read).items())
    sys.stdout.write(f"{table.ways(judged, tried)}\n\n{table.kinds(judged, tried)}\n\narea: {told}\n")


def _beir(chosen: argparse.Namespace) -> None:
    from eval import beir as collections
    from eval.reader import beir
    from eval.reader.measuring import Way
    from eval.significance import interval
    from eval.workspace import of_documents
    from qa.reader.own import OwnReader

    collection = collections.load(chosen.folder)
    desk = of_documents(collection.documents, collection.digest, _config(chosen), chosen.cache, _silent)
    reader = OwnReader(chosen.cache, chosen.weights)
    way = Way(chosen.depth, chosen.windows, chosen.weight)
    ranked = beir.rankings(desk, collection, reader, way, chosen.every, _silent)
    desk.close()
    for name, one in zip(("as found", "read"), ranked, strict=True):
        for measure, values in beir.scored(collection, one).items():
            told = interval(list(values.values()))
            sys.stdout.write(f"{name} {measure} {told.value:.4f} ({told.low:.4f}-{told.high:.4f})\n")


def _corpus(chosen: argparse.Namespace) -> Corpus:
    """Search the questions of a gold file, or those of training about one source."""
    from eval.reader import sets

    part, _, name = chosen.on.partition("/")
    if part == "train":
        return sets.train(chosen.data, _config(chosen), chosen.cache, _silent)[name]
    return sets.gold(name, chosen.data, _config(chosen), chosen.cache, _silent)


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def _config(chosen: argparse.Namespace) -> DeskConfig:
    return DeskConfig(data=chosen.cache, model=default(), cache=chosen.cache)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.reader", description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=user_cache_path("dateline"), help="where models and indexes are"
    )
    parser.add_argument("--data", type=Path, required=True, help="the shared folder of data")
    steps = parser.add_subparsers(dest="step", required=True)
    first = steps.add_parser("general", help="learn from public questions")
    then = steps.add_parser("press", help="go on with questions about releases")
    then.add_argument("--without", help="source whose questions are left out")
    last = steps.add_parser("silence", help="go on with questions that nothing answers, made by rule")
    last.add_argument("--without", help="source whose questions and releases are left out")
    for step, rate in ((first, 1.5e-4), (then, 1e-4), (last, 6e-5)):
        step.add_argument("--start", type=Path, required=step is not first, help="what was learned before")
        step.add_argument("--minutes", type=float, default=27 if step is first else 8)
        step.add_argument("--rate", type=float, default=rate)
        step.add_argument("--seed", type=int, default=SEED, help="of what is drawn; another where learning goes on")
        step.add_argument("--out", type=Path, required=True, help="file of what is learned")
    average = steps.add_parser("average", help="average the weights of two forms")
    average.add_argument("pair", type=Path, nargs=2, help="files of what was learned")
    average.add_argument("--share", type=float, default=0.5, help="of the second")
    average.add_argument("--out", type=Path, required=True)
    pack = steps.add_parser("pack", help="write what was learned as it is shipped")
    pack.add_argument("stages", type=Path, nargs="+", help="files of what was learned, the last one is shipped")
    pack.add_argument("--out", type=Path, default=weights.FOLDER, help="folder of the weights")
    read = steps.add_parser("read", help="have the first passages of questions read")
    read.add_argument("--weights", type=Path, default=weights.FOLDER, help="folder of the weights")
    read.add_argument("--words", type=int, default=WINDOW_WORDS, help="of a window, at most")
    read.add_argument("--out", type=Path, required=True, help="file of what was read")
    measure = steps.add_parser("measure", help="tell what reading is worth")
    measure.add_argument("--read", type=Path, required=True, help="file of what was read")
    beir = steps.add_parser("beir", help="tell what reading is worth on a BEIR folder")
    beir.add_argument("folder", type=Path)
    beir.add_argument("--weights", type=Path, default=weights.FOLDER, help="folder of the weights")
    beir.add_argument("--every", type=int, default=1, help="take one query in so many")
    for step in (measure, beir):
        step.add_argument("--windows", type=int, default=look.WINDOWS, help="that are read for a question")
        step.add_argument("--weight", type=float, default=WEIGHT, help="of what is read beside what was found")
    for step in (read, measure):
        step.add_argument("--on", required=True, help="gold/NAME, or train/SOURCE")
    for step in (read, measure, beir):
        step.add_argument("--depth", type=int, default=look.PASSAGES, help="passages that are read")
    return parser


if __name__ == "__main__":
    main()
