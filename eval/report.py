"""Results in the shape of the contract."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus.article import Scope
from corpus.reading import CLEANER_VERSION
from eval import measures
from eval.gold import Gold, holds
from eval.measures import Retrieved, Scores
from eval.run import ModeResult, percentiles
from qa.desk import Desk

LISTED = 10
"""Passages of each question that a report lists."""

VERSIONS = ("dateline", "sentence-transformers", "torch")
"""Packages whose versions a report names: another one may give other figures."""


def of_gold(desk: Desk, digest: str, questions: Sequence[Gold], results: Mapping[str, ModeResult]) -> dict[str, Any]:
    """Write the report of gold questions."""
    return {
        **_head(desk, digest),
        "modes": {mode: _mode(questions, result) for mode, result in results.items()},
        "questions": [
            {"id": gold.id, "modes": {mode: _question(gold, result) for mode, result in results.items()}}
            for gold in questions
        ],
    }


def of_beir(desk: Desk, digest: str, results: Mapping[str, tuple[Scores, list[float]]]) -> dict[str, Any]:
    """Write the report of a BEIR collection, whose articles are its documents."""
    return {
        **_head(desk, digest),
        "modes": {
            mode: {
                "article": _rounded(measures.mean(scores, list(next(iter(scores.values()))))),
                "passage": {},
                "answer": None,
                "by_kind": {},
                "latency_ms": percentiles(times),
            }
            for mode, (scores, times) in results.items()
        },
        "questions": [],
    }


def _head(desk: Desk, digest: str) -> dict[str, Any]:
    config = desk.config
    return {
        "corpus": {
            "articles": desk.store.count(Scope.everything()),
            "passages": desk.store.count_passages(),
            "digest": f"sha256:{digest}",
        },
        "model": {"id": desk.embedder.id, "dimensions": desk.embedder.dimensions},
        "settings": {
            **asdict(config.blend),
            "passage_words": config.passage_words,
            "cleaner": CLEANER_VERSION,
            "versions": {name: importlib.metadata.version(name) for name in VERSIONS},
        },
    }


def _mode(questions: Sequence[Gold], result: ModeResult) -> dict[str, Any]:
    answerable = [gold for gold in questions if gold.relevant]
    kinds = sorted({gold.kind for gold in answerable})
    return {
        **_means(result, [gold.id for gold in answerable]),
        "answer": None,
        "by_kind": {
            kind: {"n": len(ids), **_means(result, ids)}
            for kind in kinds
            if (ids := [gold.id for gold in answerable if gold.kind == kind])
        },
        "latency_ms": percentiles([outcome.took_ms for outcome in result.outcomes.values()]),
    }


def _means(result: ModeResult, ids: Sequence[str]) -> dict[str, Any]:
    return {
        "article": _rounded(measures.mean(result.article, ids)),
        "passage": _rounded(measures.mean(result.passage, ids)),
    }


def _question(gold: Gold, result: ModeResult) -> dict[str, Any]:
    ranked = result.outcomes[gold.id].ranked
    wanted = {item.article for item in gold.relevant}
    articles = list(dict.fromkeys(item.article for item in ranked))
    return {
        "rank": next((rank for rank, article in enumerate(articles, start=1) if article in wanted), None),
        "ranked": [{"article": item.article, "hit": _hit(gold, item)} for item in ranked[:LISTED]],
        "answer": None,
    }


def _hit(gold: Gold, item: Retrieved) -> str | None:
    """Say what a returned passage met: the wanted `passage`, the wanted `article`, or nothing."""
    same = [wanted for wanted in gold.relevant if wanted.article == item.article]
    if any(holds(item.text, wanted.quote) for wanted in same):
        return "passage"
    return "article" if same else None


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
