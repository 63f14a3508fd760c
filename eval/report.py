"""Results in the shape of the contract: every figure with its interval, and all that is needed to make it again."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from corpus.article import Scope
from corpus.rules import CLEANER_VERSION
from eval import answered, comparison
from eval.gold import Gold, holds
from eval.measures import Retrieved, Scores
from eval.run import ModeResult
from eval.significance import interval
from qa.desk import Desk

LISTED = 10
"""Passages of each question that a report lists."""

VERSIONS = ("dateline", "sentence-transformers", "torch", "faiss-cpu", "ir-measures")
"""Packages whose versions a report names: another one may give other figures."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was measured.

    Attributes:
        name: what to call the corpus.
        digest: of its files.
        gold_digest: of the questions file; null for a BEIR collection.
        slices: question id -> slice -> value.
    """

    name: str
    digest: str
    gold_digest: str | None
    slices: Mapping[str, Mapping[str, str]]


def of_gold(
    desk: Desk, subject: Subject, questions: Sequence[Gold], results: Mapping[str, ModeResult]
) -> dict[str, Any]:
    """Write the report of gold questions."""
    told = [
        {
            "id": gold.id,
            "question": gold.question,
            "lang": gold.lang,
            "kind": gold.kind,
            "answerable": bool(gold.relevant),
            "wanted": [asdict(item) for item in gold.relevant],
            "answer": gold.answer,
            "slices": dict(subject.slices.get(gold.id, {})),
            "modes": {mode: _question(gold, result) for mode, result in results.items()},
        }
        for gold in questions
    ]
    return {
        **_head(desk, subject),
        "gold": {
            "questions": len(questions),
            "answerable": sum(bool(gold.relevant) for gold in questions),
            "digest": subject.gold_digest,
        },
        "modes": {mode: _mode(questions, subject, result) for mode, result in results.items()},
        "comparisons": comparison.of_modes(told, list(results)),
        "questions": told,
    }


def of_beir(desk: Desk, subject: Subject, results: Mapping[str, tuple[Scores, list[float]]]) -> dict[str, Any]:
    """Write the report of a BEIR collection, whose articles are its documents."""
    return {
        **_head(desk, subject),
        "gold": {"questions": 0, "answerable": 0, "digest": subject.gold_digest},
        "modes": {
            mode: {
                "article": {name: interval(list(values.values())).record() for name, values in scores.items()},
                "passage": {},
                "answer": None,
                "by_kind": {},
                "slices": {},
                "curve": {"article": [], "passage": []},
                "latency_ms": {**percentiles(times), "stages": {}},
            }
            for mode, (scores, times) in results.items()
        },
        "comparisons": comparison.of_scores({mode: scores for mode, (scores, _) in results.items()}),
        "questions": [],
    }


def _head(desk: Desk, subject: Subject) -> dict[str, Any]:
    config = desk.config
    return {
        "name": subject.name,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "corpus": {
            "articles": desk.store.count(Scope.everything()),
            "passages": desk.store.count_passages(),
            "digest": f"sha256:{subject.digest}",
        },
        "model": {"id": desk.embedder.id, "dimensions": desk.embedder.dimensions},
        "settings": {**asdict(config.blend), "passage_words": config.passage_words, "cleaner": CLEANER_VERSION},
        "versions": {name: importlib.metadata.version(name) for name in VERSIONS},
        "machine": {
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        },
    }


def _mode(questions: Sequence[Gold], subject: Subject, result: ModeResult) -> dict[str, Any]:
    answerable = [gold.id for gold in questions if gold.relevant]
    slices = _slices(answerable, subject, result)
    return {
        **_means(result, answerable),
        "answer": answered.figures(questions, {name: one.given for name, one in result.outcomes.items()}),
        "by_kind": slices.get("kind", {}),
        "slices": slices,
        "curve": {level: [list(point) for point in points] for level, points in result.curves.items()},
        "latency_ms": _latency(result),
    }


def _slices(answerable: Sequence[str], subject: Subject, result: ModeResult) -> dict[str, dict[str, Any]]:
    """Break the figures down: slice -> value -> number of questions and figures."""
    members: dict[str, dict[str, list[str]]] = {}
    for question in answerable:
        for name, value in subject.slices.get(question, {}).items():
            members.setdefault(name, {}).setdefault(value, []).append(question)
    return {
        name: {value: {"n": len(ids), **_means(result, ids)} for value, ids in sorted(values.items())}
        for name, values in members.items()
    }


def _means(result: ModeResult, ids: Sequence[str]) -> dict[str, Any]:
    return {"article": _figures(result.article, ids), "passage": _figures(result.passage, ids)}


def _figures(scores: Scores, ids: Sequence[str]) -> dict[str, Any]:
    if not ids:
        return {}
    return {name: interval([values[question] for question in ids]).record() for name, values in scores.items()}


def _latency(result: ModeResult) -> dict[str, Any]:
    stages: dict[str, list[float]] = {}
    for outcome in result.outcomes.values():
        for stage, took in outcome.took_ms.items():
            stages.setdefault(stage, []).append(took)
    return {
        **percentiles(stages.get("total", [])),
        "stages": {stage: percentiles(times) for stage, times in stages.items() if stage != "total"},
    }


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Give median and 95th percentile of times in milliseconds."""
    p50, p95 = np.percentile(times, [50, 95]) if times else (0.0, 0.0)
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def _question(gold: Gold, result: ModeResult) -> dict[str, Any]:
    outcome = result.outcomes[gold.id]
    wanted = {item.article for item in gold.relevant}
    articles = list(dict.fromkeys(item.article for item in outcome.ranked))
    hits = [_hit(gold, item) for item in outcome.ranked]
    scores = {
        f"{level} {name}": round(values[gold.id], 6)
        for level, by_name in (("article", result.article), ("passage", result.passage))
        for name, values in by_name.items()
        if gold.id in values
    }
    return {
        "rank": next((rank for rank, article in enumerate(articles, start=1) if article in wanted), None),
        "passage_rank": next((rank for rank, hit in enumerate(hits, start=1) if hit == "passage"), None),
        "ranked": [
            {**asdict(item), "matched": list(item.matched), "also": list(item.also), "hit": hit}
            for item, hit in zip(outcome.ranked[:LISTED], hits, strict=False)
        ],
        "scores": scores,
        "answer": answered.record(gold, outcome.given),
        "took_ms": round(outcome.took_ms.get("total", 0.0), 2),
    }


def _hit(gold: Gold, item: Retrieved) -> str | None:
    """Say what a returned passage met: the wanted `passage`, the wanted `article`, or nothing."""
    same = [wanted for wanted in gold.relevant if wanted.article == item.article]
    if any(holds(item.text, wanted.quote) for wanted in same):
        return "passage"
    return "article" if same else None
