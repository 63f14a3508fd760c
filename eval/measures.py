"""Retrieval measures by ir-measures, after deciding what counts as a hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import AP, RR, P, R, Success, nDCG

from eval.gold import EVERY_ARTICLE, Gold, holds

ARTICLE = {
    "success@1": Success @ 1,
    "success@5": Success @ 5,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "precision@5": P @ 5,
    "mrr@10": RR @ 10,
    "map": AP,
    "ndcg@10": nDCG @ 10,
}
PASSAGE = ARTICLE
SHOWN = {"shown@5": Success @ 5}
BEIR = {"ndcg@10": nDCG @ 10, "recall@10": R @ 10, "recall@100": R @ 100, "mrr@10": RR @ 10, "success@1": Success @ 1}

Scores = dict[str, dict[str, float]]
"""Measure -> question id -> value."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage as it came back: the article's path and the words, and why it came where the mode tells.

    Attributes:
        also: the other releases of its story that hold the same (`same` or `edited`, not `corrected`): a question
            that wants one of them has found it, for the reader is led there.
    """

    article: str
    text: str
    title: str | None = None
    score: float = 0.0
    words: float = 0.0
    meaning: float = 0.0
    matched: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def needs(gold: Gold) -> tuple[str, ...]:
    """Name what a question needs found: each article of a `multi` question, otherwise any one of them."""
    return tuple(dict.fromkeys(_by_article(gold).values()))


def article_ranking(gold: Gold, ranked: Sequence[Retrieved]) -> list[str]:
    """Rank articles by their best passage, those that meet a need under the need's name."""
    need_of = _by_article(gold)
    return list(dict.fromkeys(need_of.get(_found(item, need_of), item.article) for item in ranked))


def passage_ranking(gold: Gold, ranked: Sequence[Retrieved]) -> list[str]:
    """Rank passages, those that hold a wanted quote under the need's name."""
    need_of = _by_article(gold)
    hits: dict[str, None] = {}
    for at, item in enumerate(ranked):
        found = _found(item, need_of)
        met = any(found == wanted.article and holds(item.text, wanted.quote) for wanted in gold.relevant)
        hits.setdefault(need_of[found] if met else f"passage-{at}")
    return list(hits)


def _found(item: Retrieved, need_of: Mapping[str, str]) -> str:
    """Name the wanted article that a passage leads to: its own, or else one of the same story."""
    return next((name for name in (item.article, *item.also) if name in need_of), item.article)


def _by_article(gold: Gold) -> dict[str, str]:
    """Give the need that each wanted article meets. An article wanted for two quotes is still one article."""
    articles = dict.fromkeys(item.article for item in gold.relevant)
    every = gold.kind == EVERY_ARTICLE
    return {article: f"need-{number if every else 0}" for number, article in enumerate(articles)}


def score(
    measures: Mapping[str, ir_measures.Measure],
    wanted: Mapping[str, Mapping[str, int]],
    rankings: Mapping[str, Sequence[str]],
) -> Scores:
    """Score rankings.

    Args:
        measures: name -> measure.
        wanted: question id -> document -> grade; only these questions are scored, a missing ranking as empty.
        rankings: question id -> documents, best first.
    """
    qrels = {question: dict(grades) for question, grades in wanted.items()}
    run = {
        question: {document: 1.0 / rank for rank, document in enumerate(rankings.get(question, ()), start=1)}
        for question in wanted
    }
    scores: Scores = {name: dict.fromkeys(wanted, 0.0) for name in measures}
    names = {measure: name for name, measure in measures.items()}
    for metric in ir_measures.iter_calc(list(measures.values()), qrels, run):
        scores[names[metric.measure]][metric.query_id] = float(metric.value)
    return scores


def mean(scores: Scores, questions: Sequence[str]) -> dict[str, float]:
    """Average every measure over some questions; none gives an empty result."""
    if not questions:
        return {}
    return {name: sum(values[question] for question in questions) / len(questions) for name, values in scores.items()}
