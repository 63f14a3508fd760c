"""Random reports in the shape that `dateline eval --json` writes: made up, but consistent with themselves."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

from eval import comparison, slices

MODES = ("bm25", "dense", "hybrid", "plain")
STAGES = ("understand", "embed", "search", "rank", "answer")

_ENGLISH = (
    "port ministry agreement harbour budget school bridge festival vaccine satellite railway museum council opens "
    "signs reports raises plans funds hosts names delays invites the a new joint regional second public annual for"
).split()
_FRENCH = "le conseil régional annonce un accord pour la rénovation du musée et des écoles avec l'université".split()
_ARABIC = "وقعت المنظمة اتفاقية جديدة مع الجامعة لتطوير التعليم والبحث العلمي في المنطقة خلال العام المقبل".split()
_WORDS = {"en": _ENGLISH, "fr": _FRENCH, "ar": _ARABIC}

_SKILL = {"bm25": 0.80, "dense": 0.82, "hybrid": 0.90, "plain": 0.62}
_RANKS = [*range(2, 11), 14, 23, 41, 77, None]


def random_report(
    questions: int = 40, modes: Sequence[str] = MODES, seed: int = 0, answers: bool = False
) -> dict[str, Any]:
    """Make a report of `questions` questions, about one in six of which nothing answers."""
    chance = random.Random(seed)
    asked = [_question(chance, number, modes) for number in range(1, questions + 1)]
    answerable = [row for row in asked if row["answerable"]]
    return {
        "name": "newsroom",
        "made": "2026-11-22T02:50:00+00:00",
        "corpus": {"articles": 1984, "passages": 7559, "digest": "sha256:" + "c0ffee" * 10},
        "gold": {"questions": questions, "answerable": len(answerable), "digest": "sha256:" + "decade" * 10},
        "model": {"id": "sentence-transformers/all-MiniLM-L6-v2@c9745ed1", "dimensions": 384},
        "settings": {"fusion": "minmax", "words": 0.3, "title": 0.25, "candidates": 100, "passage_words": 150},
        "versions": {"dateline": "0.1.0", "sentence-transformers": "6.2.0", "torch": "2.13.0"},
        "machine": {"cores": 2, "system": "Linux x86_64"},
        "modes": {mode: _mode(chance, asked, mode, answers) for mode in modes},
        "comparisons": comparison.of_modes(asked, list(modes)),
        "questions": asked,
    }


def beir_report(modes: Sequence[str] = ("bm25", "dense", "hybrid")) -> dict[str, Any]:
    """Make a report of a BEIR collection: documents only, and no questions in it."""
    chance = random.Random(7)
    measures = ("ndcg@10", "recall@10", "recall@100", "mrr@10", "success@1")
    return {
        "name": "scifact",
        "made": "2026-11-22T02:50:00+00:00",
        "corpus": {"articles": 5183, "passages": 5183, "digest": "sha256:" + "ab" * 32},
        "model": {"id": "all-MiniLM-L6-v2", "dimensions": 384},
        "settings": {"words": 0.3},
        "modes": {
            mode: {
                "article": {name: _figure([chance.random() ** 0.4 for _ in range(300)]) for name in measures},
                "passage": {},
                "answer": None,
                "by_kind": {},
                "latency_ms": {"p50": 12.5, "p95": 20.1},
            }
            for mode in modes
        },
        "comparisons": [],
        "questions": [],
    }


def _text(chance: random.Random, lang: str, words: int) -> str:
    return " ".join(chance.choices(_WORDS[lang], k=words))


def _question(chance: random.Random, number: int, modes: Sequence[str]) -> dict[str, Any]:
    lang = chance.choices(("en", "fr", "ar"), (8, 2, 1))[0]
    kind = chance.choices(("fact", "date", "who", "multi", "paraphrase"), (5, 4, 3, 2, 3))[0]
    answerable, length = number % 6 != 0, chance.randint(4, 18)
    quote, article = _text(chance, lang, 16).capitalize() + ".", f"{chance.choice('abc')}wire/{number:04}.html"
    wanted = [{"article": article, "quote": quote}] if answerable else []
    question = _text(chance, lang, length).capitalize() + "?"
    return {
        "id": f"nr-{number:03}",
        "question": question,
        "lang": lang,
        "kind": kind if answerable else "unanswerable",
        "answerable": answerable,
        "wanted": wanted,
        "answer": _text(chance, lang, 6).capitalize() + "." if answerable else "",
        "slices": {
            "kind": kind,
            "language": lang,
            "source": article.partition("/")[0],
            "year": str(chance.randint(2019, 2026)),
            "question length": slices.length(question),
            "shared words": chance.choice(("none", "less than half", "half or more", "half or more")),
        },
        "modes": {mode: _result(chance, mode, lang, wanted) for mode in modes},
    }


def _result(chance: random.Random, mode: str, lang: str, wanted: Sequence[dict[str, str]]) -> dict[str, Any]:
    rank = passage_rank = None
    if wanted:
        rank = 1 if chance.random() < _SKILL.get(mode, 0.7) else chance.choice(_RANKS)
        passage_rank = rank if rank is None or chance.random() < 0.7 else chance.choice(
            [later for later in _RANKS if later is None or later > rank] or [None]
        )  # fmt: skip
    ranked = []
    for place in range(1, 11):
        hit = "passage" if place == passage_rank else "article" if place == rank else None
        text = _text(chance, lang, 40)
        score = round(0.95 / place**0.4, 3)
        words = round(min(score / 0.3, chance.random()), 3)
        ranked.append(
            {
                "article": wanted[0]["article"] if hit else f"awire/{chance.randint(1000, 9999)}.html",
                "title": _text(chance, lang, 8).capitalize(),
                "text": f"{text} {wanted[0]['quote']} {text}" if hit == "passage" else f"{text} {text}",
                "hit": hit,
                "score": score,
                "words": words,
                "meaning": round((score - 0.3 * words) / 0.7, 3),
                "matched": sorted({word for word in text.split() if chance.random() < 0.05}),
            }
        )
    return {
        "rank": rank,
        "passage_rank": passage_rank,
        "ranked": ranked,
        "scores": _scores(rank, passage_rank) if wanted else {},
        "answer": None,
        "took_ms": round(chance.gauss(18, 2), 2),
    }


def _scores(rank: int | None, passage_rank: int | None) -> dict[str, float]:
    """Score ranks as if each question wanted one article only."""
    scores: dict[str, float] = {}
    for level, first in (("article", rank), ("passage", passage_rank)):
        at = first or math.inf
        scores |= {
            f"{level} success@1": float(at <= 1),
            f"{level} success@5": float(at <= 5),
            f"{level} recall@5": float(at <= 5),
            f"{level} recall@10": float(at <= 10),
            f"{level} precision@5": 0.2 if at <= 5 else 0.0,
            f"{level} mrr@10": 1 / at if at <= 10 else 0.0,
            f"{level} map": 1 / at,
            f"{level} ndcg@10": 1 / math.log2(at + 1) if at <= 10 else 0.0,
        }
    return {**scores, "passage shown@5": scores["passage success@5"]}


def _figure(values: Sequence[float]) -> dict[str, float]:
    """Mean with a normal interval, kept between the values' ends."""
    mean = sum(values) / len(values)
    spread = 1.96 * math.sqrt(sum((value - mean) ** 2 for value in values)) / len(values)
    return {
        "value": round(mean, 4),
        "low": round(max(min(values), mean - spread), 4),
        "high": round(min(max(values), mean + spread), 4),
    }


def _figures(rows: Sequence[dict[str, Any]], mode: str) -> dict[str, Any]:
    levels: dict[str, dict[str, Any]] = {"article": {}, "passage": {}}
    for name in rows[0]["modes"][mode]["scores"] if rows else ():
        level, _, measure = name.partition(" ")
        levels[level][measure] = _figure([row["modes"][mode]["scores"][name] for row in rows])
    return levels


def _mode(chance: random.Random, asked: Sequence[dict[str, Any]], mode: str, answers: bool) -> dict[str, Any]:
    rows = [row for row in asked if row["answerable"]]
    slices: dict[str, dict[str, Any]] = {}
    for dimension in rows[0]["slices"] if rows else ():
        slices[dimension] = {}
        for value in sorted({row["slices"][dimension] for row in rows}):
            held = [row for row in rows if row["slices"][dimension] == value]
            slices[dimension][value] = {"n": len(held), **_figures(held, mode)}
    took = {stage: chance.uniform(0.3, 8) for stage in STAGES}
    return {
        **_figures(rows, mode),
        "answer": _answers(chance, mode) if answers else None,
        "by_kind": slices.get("kind", {}),
        "slices": slices,
        "curve": {
            level: _curve(rows, mode, key) for level, key in (("article", "rank"), ("passage", "passage_rank"))
        },
        "latency_ms": {
            **_slow(sum(took.values())),
            "stages": {stage: _slow(each) for stage, each in took.items()},
        },
    }


def _slow(median: float) -> dict[str, float]:
    return {"p50": round(median, 2), "p95": round(median * 1.4, 2)}


def _curve(rows: Sequence[dict[str, Any]], mode: str, key: str) -> list[list[float]]:
    ranks = [row["modes"][mode][key] or math.inf for row in rows]
    return [[k, round(sum(rank <= k for rank in ranks) / max(1, len(ranks)), 4)] for k in range(1, 101)]


def _answers(chance: random.Random, mode: str) -> dict[str, Any]:
    share = _SKILL.get(mode, 0.7)

    def figure(value: float, width: float = 0.04) -> dict[str, float]:
        return {"value": round(value, 4), "low": round(value - width, 4), "high": round(value + width, 4)}

    def accuracy(confidence: float) -> float:
        return round(min(1.0, max(0.0, confidence + chance.gauss(0, 0.08))), 3)

    return {
        "answered": figure(0.8),
        "contains_quote": figure(share - 0.1),
        "words": figure(31.4, 2.5),
        "abstention": {"precision": figure(0.7), "recall": figure(0.62), "f1": figure(0.66)},
        "coverage_accuracy": [[at / 20, round(share + 0.09 * (1 - at / 20) ** 0.5, 3)] for at in range(1, 21)],
        "calibration": {
            "error": figure(0.06, 0.02),
            "bins": [[at / 10 + 0.05, accuracy(at / 10 + 0.05), chance.randint(0, 30)] for at in range(10)],
        },
    }
