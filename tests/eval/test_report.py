from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from eval import report
from eval.gold import Gold
from eval.measures import BEIR, Retrieved
from eval.report import Subject, percentiles
from eval.run import ModeResult, Outcome, score_gold, through_desk
from qa.desk import Desk

# What DESIGN §3 promises; more may stand beside it, and does.
HEAD = {"corpus", "model", "settings", "modes", "questions"}
MODE = {"article", "passage", "answer", "by_kind", "latency_ms"}
ARTICLE = {"success@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"}
PASSAGE = {"success@1", "success@5"}
QUESTION = {"rank", "ranked", "answer"}


def subject(questions: Sequence[Gold]) -> Subject:
    return Subject("room", "abc", "sha256:def", {gold.id: {"kind": gold.kind} for gold in questions})


def figures(figures: Mapping[str, Any]) -> dict[str, float]:
    """The bare figures, after a look at their intervals."""
    for figure in figures.values():
        assert set(figure) == {"value", "low", "high"}
        assert figure["low"] <= figure["value"] <= figure["high"]
    return {name: figure["value"] for name, figure in figures.items()}


@pytest.fixture
def written(room_desk: Desk, questions: Sequence[Gold]) -> dict[str, Any]:
    askers = {mode: through_desk(room_desk, mode, 2, lambda _source, path: path) for mode in ("bm25", "hybrid")}
    results = score_gold(askers, questions, lambda done, total: None)
    return report.of_gold(room_desk, subject(questions), questions, results)


def test_the_report_has_every_key_of_the_contract(written: dict[str, Any]) -> None:
    assert set(written) >= HEAD
    assert set(written["corpus"]) == {"articles", "passages", "digest"}
    assert set(written["modes"]) == {"bm25", "hybrid"}
    for mode in written["modes"].values():
        assert set(mode) >= MODE
        assert set(figures(mode["article"])) >= ARTICLE
        assert set(figures(mode["passage"])) >= PASSAGE
        assert set(mode["latency_ms"]) >= {"p50", "p95"}
        for kind in mode["by_kind"].values():
            assert set(kind) == {"n", "article", "passage"}
            assert set(figures(kind["article"])) >= ARTICLE
            assert set(figures(kind["passage"])) >= PASSAGE
    for question in written["questions"]:
        assert set(question) >= {"id", "modes"}
        for found in question["modes"].values():
            assert set(found) >= QUESTION


def test_the_report_survives_json(written: dict[str, Any]) -> None:
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_the_head_says_what_was_measured(written: dict[str, Any], room_desk: Desk) -> None:
    assert written["corpus"] == {"articles": 3, "passages": 3, "digest": "sha256:abc"}
    assert written["model"] == {"id": room_desk.embedder.id, "dimensions": 64}
    assert written["settings"]["words"] == room_desk.config.blend.words
    assert written["gold"] == {"questions": 3, "answerable": 2, "digest": "sha256:def"}
    assert set(written["versions"]) >= {"dateline", "torch"}


def test_questions_that_nothing_answers_do_not_enter_the_means(written: dict[str, Any]) -> None:
    bm25 = written["modes"]["bm25"]
    assert figures(bm25["article"])["recall@5"] == 1.0
    assert {kind: row["n"] for kind, row in bm25["by_kind"].items()} == {"date": 1, "multi": 1}
    assert [question["id"] for question in written["questions"]] == ["q1", "q2", "q3"]
    assert written["questions"][2]["modes"]["bm25"]["rank"] is None


def _result(questions: Sequence[Gold], article: dict[str, float], ranked: Sequence[Retrieved] = ()) -> ModeResult:
    outcomes = {gold.id: Outcome(tuple(ranked), (), {"search": 1.5, "total": 2.0}) for gold in questions}
    passage = {"success@1": dict.fromkeys(article, 0.0)}
    return ModeResult(outcomes, {"success@1": article}, passage, {"article": [(1, 0.25)], "passage": [(1, 0.0)]})


def test_means_are_over_the_answerable_questions_and_over_each_kind(
    room_desk: Desk, questions: Sequence[Gold]
) -> None:
    asked = [*questions, replace(questions[0], id="q4"), replace(questions[0], id="q5")]
    result = _result(asked, {"q1": 1.0, "q2": 0.0, "q4": 0.0, "q5": 0.0})
    mode = report.of_gold(room_desk, subject(asked), asked, {"m": result})["modes"]["m"]
    assert figures(mode["article"]) == {"success@1": 0.25}
    assert {kind: row["n"] for kind, row in mode["by_kind"].items()} == {"date": 3, "multi": 1}
    assert figures(mode["by_kind"]["date"]["article"]) == {"success@1": 0.3333}
    assert figures(mode["by_kind"]["multi"]["passage"]) == {"success@1": 0.0}
    assert (mode["latency_ms"]["p50"], mode["latency_ms"]["p95"]) == (2.0, 2.0)
    assert mode["latency_ms"]["stages"] == {"search": {"p50": 1.5, "p95": 1.5}}


def test_a_question_lists_what_came_back_and_what_it_met(room_desk: Desk, questions: Sequence[Gold]) -> None:
    ranked = [
        Retrieved("fair.md", "The port of Halvern reopened to ships on Thursday."),
        Retrieved("fair.md", "again"),
        Retrieved("port/reopens.txt", "Something else."),
        Retrieved("port/reopens.txt", "HALVERN - The port of Halvern reopened to ships on Thursday."),
    ]
    asked = questions[:1]
    written = report.of_gold(room_desk, subject(asked), asked, {"m": _result(asked, {"q1": 0.0}, ranked)})
    found = written["questions"][0]["modes"]["m"]
    assert found["rank"] == 2, "ranks count articles, not passages"
    assert found["passage_rank"] == 4
    assert [item["hit"] for item in found["ranked"]] == [None, None, "article", "passage"]
    assert [item["article"] for item in found["ranked"]] == [item.article for item in ranked]


def test_a_report_without_answerable_questions_is_whole(room_desk: Desk, questions: Sequence[Gold]) -> None:
    asked = questions[2:]
    result = ModeResult({"q3": Outcome((), (), {})}, {"success@1": {}}, {"success@1": {}}, {})
    written = report.of_gold(room_desk, subject(asked), asked, {"bm25": result, "hybrid": result})
    mode = written["modes"]["bm25"]
    assert set(mode) >= MODE
    assert (mode["article"], mode["by_kind"].get("date")) == ({}, None)
    json.dumps(written, allow_nan=False)


def test_the_report_of_a_collection_has_the_same_shape(room_desk: Desk) -> None:
    scores = {name: {"q": 1.0, "p": 0.5} for name in BEIR}
    results = {"bm25": (scores, [1.0, 3.0]), "dense": (scores, [2.0])}
    written = report.of_beir(room_desk, Subject("scifact", "abc", None, {}), results)
    assert set(written) >= HEAD
    mode = written["modes"]["bm25"]
    assert set(mode) >= MODE
    assert figures(mode["article"]) == dict.fromkeys(BEIR, 0.75)
    assert (mode["latency_ms"]["p50"], mode["latency_ms"]["p95"]) == (2.0, 2.9)
    assert json.loads(json.dumps(written, allow_nan=False)) == written


@pytest.mark.parametrize(
    ("times", "p50", "p95"),
    [([], 0, 0), ([3.0], 3, 3), ([1.0, 2.0, 3.0, 4.0], 2.5, 3.85), ([float(n) for n in range(101)], 50, 95)],
)
def test_percentiles_of_known_times(times: list[float], p50: float, p95: float) -> None:
    assert percentiles(times) == {"p50": p50, "p95": p95}


def test_modes_that_differ_on_one_question_are_compared(room_desk: Desk, questions: Sequence[Gold]) -> None:
    asked = [*questions[:2], replace(questions[0], id="q4")]
    found = {"q1": 1.0, "q2": 1.0, "q4": 1.0}
    less = {**found, "q4": 0.0}
    passage = {"success@1": found, "success@5": found}
    outcomes = {gold.id: Outcome((), (), {}) for gold in asked}
    results = {
        "first": ModeResult(outcomes, {"success@1": less, "recall@5": less}, passage, {}),
        "second": ModeResult(outcomes, {"success@1": found, "recall@5": found}, passage, {}),
    }
    told = report.of_gold(room_desk, subject(asked), asked, results)["comparisons"]
    (article,) = (item for item in told if item["measure"] == "article success@1")
    assert (article["wins"], article["losses"], article["n"], article["p"]) == (1, 0, 3, 1.0)
    assert not article["significant"]
