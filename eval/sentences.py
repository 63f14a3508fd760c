"""`python -m eval.sentences`: learn which sentences answer, and measure it; `docs/answers.md` has the order.

`ask` finds and reads the sentences of every question, `learn` weighs their features, `measure` tells what the answers
hold. A source is judged by a reader, a ranking and weights that learned nothing from it, where such are named.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from corpus.article import Scope, Span
from eval import jsonlines, listwise, workspace
from eval.answering import sets
from eval.gold import QUOTE_HEAD, Gold, fold
from eval.listwise import PASSAGE, PENALTY, Lesson
from eval.significance import interval
from index.encoding.models import default
from index.engine import Blend
from qa import citation, weights
from qa.answering import model
from qa.answering.choosing import choose
from qa.answering.composing import Composer, parties
from qa.answering.features import NAMES
from qa.answering.sentence import Sentence
from qa.desk import Desk, DeskConfig
from qa.finding import Finder
from qa.models import Bound
from qa.question import EFFORTS, Question, understand
from qa.reader.chosen import chosen as reader_of
from qa.reader.reader import OWN
from qa.stories import Stories

PASSAGES, PER_ARTICLE = 5, 2
"""Of a reply, as a user sees it unasked."""

GAIN = {"read": 0.002, "unread": 0.0035}
"""Least probability that a further sentence answers, for each of its words, half as much again for a third: with it
the answers to training questions, sources left out, have 54 words on average."""

KINDS = {"read": "thorough", "unread": "quick"}
"""Set of weights -> the effort whose questions it is learned from."""

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Listed:
    """The sentences that may answer a question.

    Attributes:
        question: its id.
        kind: of the questions file.
        source: that it is about.
        effort: `thorough` or `quick`.
        quotes: any of which answers; of an answerable question at least one.
        parties: as `qa.answering.composing.parties` gives them.
        sentences: in reading order, unscored.
    """

    question: str
    kind: str
    source: str
    effort: str
    quotes: tuple[str, ...]
    parties: tuple[frozenset[int], ...]
    sentences: tuple[Sentence, ...]

    def scored(self, by: model.Model) -> list[Sentence]:
        """Score the sentences, best first."""
        values = np.array([one.features for one in self.sentences]).reshape(-1, len(NAMES))
        pairs = zip(self.sentences, by.scores(values).tolist(), strict=True)
        made = [Sentence(one.passage, one.span, one.text, score, one.features) for one, score in pairs]
        return sorted(made, key=lambda one: -one.score)


def holding(quotes: Iterable[str], sentences: Sequence[Sentence]) -> list[bool]:
    """Tell which sentences hold the head of a wanted quote; where none does, which two in a row hold it together."""
    heads = [fold(one)[:QUOTE_HEAD] for one in quotes]
    texts = [fold(one.text) for one in sentences]
    held = [any(head in text for head in heads) for text in texts]
    if not any(held):
        for at in range(len(texts) - 1):
            if any(head in f"{texts[at]} {texts[at + 1]}" for head in heads):
                held[at] = held[at + 1] = True
    return held


def listed(desk: Desk, source: str, questions: Sequence[Gold], say: sets.Say) -> Iterator[Listed]:
    """List the sentences of every answerable question, at every effort that can be had."""
    desk.ready()
    finder = Finder(desk.store, desk.config.blend, say.ranking, lambda: say.reader)
    composer = Composer()
    scope = Scope.everything()
    bound = Bound(desk.embedder, desk.engine)
    for gold in (one for one in questions if one.relevant):
        for effort in EFFORTS if say.reader else ("quick",):
            asked = understand(Question(gold.question, PASSAGES, effort=effort), scope.now.date())
            finding = finder.find(Question(gold.question, PASSAGES, effort=effort), asked, scope, bound, _unheard)
            stories = Stories(desk.store, scope, finding.filters, finding.terms)
            chosen = stories.spread(finding.candidates, PER_ARTICLE)
            proven, _ = citation.prove(chosen, PASSAGES, desk.store, scope)
            found = sorted(composer.sentences(finding, proven), key=lambda one: (one.passage, one.span.start))
            named = tuple(parties(asked, proven))
            quotes = tuple(item.quote for item in gold.relevant)
            yield Listed(gold.id, gold.kind, source, effort, quotes, named, tuple(found))


def learn(given: Sequence[Listed]) -> dict[str, float]:
    """Learn what each feature counts, rounded as it is kept."""
    lessons = []
    for one in given:
        if one.sentences:
            values = np.array([each.features for each in one.sentences])
            grades = np.where(holding(one.quotes, one.sentences), PASSAGE, 0).astype(np.int8)
            blank = ("",) * len(grades)
            lessons.append(Lesson(one.question, values, grades, blank, np.zeros(len(grades))))
    found = listwise.learn(lessons) if lessons else np.zeros(len(NAMES))
    return {name: round(value, 4) for name, value in zip(NAMES, found.tolist(), strict=True)}


def judged(given: Sequence[Listed], by: model.Model) -> tuple[list[float], list[float]]:
    """Judge answers: whether each holds the head of a wanted quote, and its words."""
    right, words = [], []
    for one in given:
        text = " ".join(each.text for each in choose(one.scored(by), by.gain, one.parties))
        right.append(float(any(fold(quote)[:QUOTE_HEAD] in fold(text) for quote in one.quotes)))
        words.append(float(len(text.split())))
    return right, words


def figures(given: Sequence[Listed], by: Mapping[str, model.Model]) -> dict[str, Any]:
    """Measure answers by source and by kind, each source by the model of its name.

    Returns:
        Group -> questions, `contains_quote` with its 95 % interval, mean words.
    """
    rows: dict[str, tuple[list[float], list[float]]] = {}
    for source in dict.fromkeys(one.source for one in given):
        about = [one for one in given if one.source == source]
        for one, right, words in zip(about, *judged(about, by[source]), strict=True):
            for group in ("all", source, one.kind):
                held, counted = rows.setdefault(group, ([], []))
                held.append(right)
                counted.append(words)
    return {
        group: {"n": len(held), "contains_quote": interval(held).record(), "words": round(float(np.mean(counted)), 1)}
        for group, (held, counted) in rows.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one step."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    given = _parser().parse_args(arguments)
    {"ask": _ask, "learn": _learn, "measure": _measure}[given.step](given)


def _ask(given: argparse.Namespace) -> None:
    shipped = weights.load()
    blend = Blend(words=shipped.words, title=shipped.title)
    config = DeskConfig(data=given.cache, model=default(), cache=given.cache, blend=blend)
    questions = sets.train(given.data, config, given.cache, _silent) if given.on == "train" else sets.gold(given.data)
    given.out.unlink(missing_ok=True)
    for source, asked in questions.items():
        reader = reader_of(dict(given.reader).get(source, OWN), given.cache)
        ranked = dict(given.weights).get(source)
        say = sets.Say(weights.load(Path(ranked) if ranked else None).ranking, reader)
        desk, _ = workspace.of_folder(given.data / source, config, given.cache, _silent)
        with closing(desk):
            rows = [_row(one) for one in listed(desk, source, asked, say)]
        jsonlines.append(given.out, rows)
        log.info("%s: %d lists of sentences", source, len(rows))


def _learn(given: argparse.Namespace) -> None:
    rows = [one for one in read(given.train) if one.source not in given.without]
    written: dict[str, Any] = {
        name: {"features": learn(_at(rows, effort)), "gain": GAIN[name]} for name, effort in KINDS.items()
    }
    written["record"] = {
        "made": dt.datetime.now(dt.UTC).date().isoformat(),
        "questions": len({one.question for one in rows}),
        "sources": sorted({one.source for one in rows}),
        "learner": f"linear, listwise softmax over a question's sentences, penalty {PENALTY:g}",
    }
    given.out.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _measure(given: argparse.Namespace) -> None:
    train, gold = read(given.train), read(given.gold)
    told: dict[str, Any] = {}
    for name, effort in KINDS.items():
        rows, others = _at(train, effort), _at(gold, effort)
        by = {
            source: model.Model(learn([one for one in rows if one.source != source]), GAIN[name])
            for source in dict.fromkeys(one.source for one in (*rows, *others))
        }
        told[name] = {"train, source left out": figures(rows, by), "gold, source left out": figures(others, by)}
    sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Listed]:
    """Read what `ask` has written."""
    return [_listed(line.row()) for line in jsonlines.read(path)]


def _row(one: Listed) -> dict[str, Any]:
    return asdict(one) | {"parties": [sorted(places) for places in one.parties]}


def _listed(row: Mapping[str, Any]) -> Listed:
    sentences = tuple(
        Sentence(**{**one, "span": Span(**one["span"]), "features": tuple(one["features"])})
        for one in row["sentences"]
    )
    named = tuple(frozenset(places) for places in row["parties"])
    return Listed(**{**row, "quotes": tuple(row["quotes"]), "parties": named, "sentences": sentences})


def _at(rows: Sequence[Listed], effort: str) -> list[Listed]:
    return [one for one in rows if one.effort == effort]


def _unheard(_stage: str) -> None:
    """Tell nobody how long a stage took."""


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.sentences", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    ask = steps.add_parser("ask", help="list the sentences that may answer each question")
    ask.add_argument("--cache", type=Path, default=user_cache_path("dateline"), help="where models and indexes are")
    ask.add_argument("--data", type=Path, required=True, help="the shared folder of data")
    ask.add_argument("--on", choices=("train", "gold"), required=True, help="which questions")
    ask.add_argument("--out", type=Path, required=True, help="file of what was found")
    for name, what in (("reader", "folder of a reader"), ("weights", "weights of ranking")):
        told = f"{what} that learned nothing from a source"
        ask.add_argument(f"--{name}", type=sets.pair, action="append", default=[], metavar="SOURCE=PLACE", help=told)
    teach = steps.add_parser("learn", help="learn what each feature counts")
    teach.add_argument("train", type=Path)
    teach.add_argument("--without", action="append", default=[], help="source whose questions are left out")
    teach.add_argument("--out", type=Path, required=True, help="qa/answering/weights.json")
    measure = steps.add_parser("measure", help="tell what the answers hold, each source left out in turn")
    measure.add_argument("train", type=Path)
    measure.add_argument("gold", type=Path)
    return parser


if __name__ == "__main__":
    main()
