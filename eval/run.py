"""Ask every question in every mode, and score what comes back."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval import measures
from eval.beir import Collection
from eval.errors import ModeUnknown
from eval.gold import Gold
from eval.measures import ARTICLE, BEIR, PASSAGE, SHOWN, Retrieved, Scores
from qa.answer import Reply
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import MODES, MOST_PASSAGES, Question

SHOWN_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got in one mode.

    Attributes:
        ranked: the ranking itself, best first, as many passages of one article as it likes.
        shown: what a user sees: five passages, few of one article.
        took_ms: the time that user waited, all stages.
    """

    ranked: tuple[Retrieved, ...]
    shown: tuple[Retrieved, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class ModeResult:
    """One mode over all questions: outcomes by question id, and scores by measure and question id."""

    outcomes: Mapping[str, Outcome]
    article: Scores
    passage: Scores


def check(modes: Sequence[str]) -> None:
    """Refuse unknown modes.

    Raises:
        ModeUnknown: naming those that there are.
    """
    for mode in modes:
        if mode not in MODES:
            raise ModeUnknown(f"no mode {mode!r}; known: {', '.join(MODES)}")


def score_gold(
    desk: Desk, questions: Sequence[Gold], modes: Sequence[str], per_article: int, progress: Progress
) -> dict[str, ModeResult]:
    """Ask gold questions through the Desk, as a user would, and score articles and passages.

    Raises:
        ModeUnknown: one of `modes` is none.
    """
    check(modes)
    results = {}
    for at, mode in enumerate(modes):
        outcomes: dict[str, Outcome] = {}
        for done, gold in enumerate(questions, start=1):
            began = time.perf_counter()
            shown = desk.ask(Question(gold.question, SHOWN_PASSAGES, mode=mode, per_article=per_article))
            took = (time.perf_counter() - began) * 1e3
            outcomes[gold.id] = Outcome(_deep(desk, gold.question, mode), _retrieved(shown), took)
            progress(at * len(questions) + done, len(modes) * len(questions))
        results[mode] = _scored(questions, outcomes)
    return results


def _deep(desk: Desk, text: str, mode: str) -> tuple[Retrieved, ...]:
    return _retrieved(desk.ask(Question(text, MOST_PASSAGES, mode=mode, per_article=MOST_PASSAGES)))


def _retrieved(reply: Reply) -> tuple[Retrieved, ...]:
    return tuple(Retrieved(passage.citation.article.path, passage.text) for passage in reply.passages)


def _scored(questions: Sequence[Gold], outcomes: Mapping[str, Outcome]) -> ModeResult:
    answerable = [gold for gold in questions if gold.relevant]
    wanted = {gold.id: dict.fromkeys(measures.needs(gold), 1) for gold in answerable}
    articles, passages, shown = {}, {}, {}
    for gold in answerable:
        outcome = outcomes[gold.id]
        articles[gold.id] = measures.article_ranking(gold, outcome.ranked)
        passages[gold.id] = measures.passage_ranking(gold, outcome.ranked)
        shown[gold.id] = measures.passage_ranking(gold, outcome.shown)
    passage = measures.score(PASSAGE, wanted, passages) | measures.score(SHOWN, wanted, shown)
    return ModeResult(outcomes, measures.score(ARTICLE, wanted, articles), passage)


def score_beir(
    desk: Desk, collection: Collection, modes: Sequence[str], progress: Progress
) -> dict[str, tuple[Scores, list[float]]]:
    """Ask the questions of a BEIR collection, a hundred documents deep.

    Returns:
        By mode the scores, and the time (ms) of each question at that depth.

    Raises:
        ModeUnknown: one of `modes` is none.
    """
    check(modes)
    results = {}
    for at, mode in enumerate(modes):
        rankings: dict[str, list[str]] = {}
        times: list[float] = []
        for done, (name, question) in enumerate(collection.queries.items(), start=1):
            began = time.perf_counter()
            rankings[name] = [item.article for item in _deep(desk, question, mode)]
            times.append((time.perf_counter() - began) * 1e3)
            progress(at * len(collection.queries) + done, len(modes) * len(collection.queries))
        results[mode] = measures.score(BEIR, collection.wanted, rankings), times
    return results


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Give median and 95th percentile of times in milliseconds."""
    p50, p95 = np.percentile(times, [50, 95]) if times else (0.0, 0.0)
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}
