from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from eval import report
from eval.gold import Gold
from eval.measures import BEIR, Retrieved
from eval.run import ModeResult, Outcome, score_gold
from qa.desk import Desk

HEAD = {"corpus", "model", "settings", "modes", "questions"}
MODE = {"article", "passage", "answer", "by_kind", "latency_ms"}
ARTICLE = {"success@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"}
PASSAGE = {"success@1", "success@5", "shown@5"}  # the last one is ours: docs/evaluation.md says what it is


def _silent(_done: int, _total: int) -> None:
    return None


@pytest.fixture
def written(room_desk: Desk, questions: Sequence[Gold]) -> dict[str, Any]:
    results = score_gold(room_desk, questions, ["bm25", "hybrid"], 2, _silent)
    return report.of_gold(room_desk, "abc", questions, results)


def test_the_report_has_exactly_the_keys_of_the_contract(written: dict[str, Any]) -> None:
    assert set(written) == HEAD
    assert set(written["corpus"]) == {"articles", "passages", "digest"}
    assert set(written["modes"]) == {"bm25", "hybrid"}
    for mode in written["modes"].values():
        assert set(mode) == MODE
        assert set(mode["article"]) == ARTICLE
        assert set(mode["passage"]) == PASSAGE
        assert set(mode["latency_ms"]) == {"p50", "p95"}
        for kind in mode["by_kind"].values():
            assert set(kind) == {"n", "article", "passage"}
            assert set(kind["article"]) == ARTICLE
            assert set(kind["passage"]) == PASSAGE
    for question in written["questions"]:
        assert set(question) == {"id", "modes"}
        for found in question["modes"].values():
            assert set(found) == {"rank", "ranked", "answer"}


def test_the_report_survives_json(written: dict[str, Any]) -> None:
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_the_head_says_what_was_measured(written: dict[str, Any], room_desk: Desk) -> None:
    assert written["corpus"] == {"articles": 3, "passages": 3, "digest": "sha256:abc"}
    assert written["model"] == {"id": room_desk.embedder.id, "dimensions": 64}
    assert written["settings"]["words"] == room_desk.config.blend.words
    assert "dateline" in written["settings"]["versions"]


def test_questions_that_nothing_answers_do_not_enter_the_means(written: dict[str, Any]) -> None:
    bm25 = written["modes"]["bm25"]
    assert bm25["article"] == dict.fromkeys(ARTICLE, 1.0)
    assert {kind: row["n"] for kind, row in bm25["by_kind"].items()} == {"date": 1, "multi": 1}
    assert [question["id"] for question in written["questions"]] == ["q1", "q2", "q3"]
    assert written["questions"][2]["modes"]["bm25"]["rank"] is None


def _result(questions: Sequence[Gold], article: dict[str, float], ranked: Sequence[Retrieved] = ()) -> ModeResult:
    outcomes = {gold.id: Outcome(tuple(ranked), (), 2.0) for gold in questions}
    return ModeResult(outcomes, {"success@1": article}, {"success@1": dict.fromkeys(article, 0.0)})


def test_means_are_over_all_answerable_questions_and_over_each_kind(
    room_desk: Desk, questions: Sequence[Gold]
) -> None:
    asked = [*questions, replace(questions[0], id="q4"), replace(questions[0], id="q5")]
    result = _result(asked, {"q1": 1.0, "q2": 0.0, "q4": 0.0, "q5": 0.0})
    mode = report.of_gold(room_desk, "", asked, {"m": result})["modes"]["m"]
    assert mode["article"] == {"success@1": 0.25}
    assert mode["by_kind"]["date"]["n"] == 3
    assert mode["by_kind"]["date"]["article"] == {"success@1": 0.3333}
    assert mode["by_kind"]["multi"] == {"n": 1, "article": {"success@1": 0.0}, "passage": {"success@1": 0.0}}
    assert mode["latency_ms"] == {"p50": 2.0, "p95": 2.0}


def test_a_question_lists_what_came_back_and_what_it_met(room_desk: Desk, questions: Sequence[Gold]) -> None:
    ranked = [
        Retrieved("fair.md", "The port of Halvern reopened to ships on Thursday."),
        Retrieved("fair.md", "again"),
        Retrieved("port/reopens.txt", "Something else."),
        Retrieved("port/reopens.txt", "HALVERN - The port of Halvern reopened to ships on Thursday."),
    ]
    written = report.of_gold(room_desk, "", questions[:1], {"m": _result(questions[:1], {"q1": 0.0}, ranked)})
    found = written["questions"][0]["modes"]["m"]
    assert found["rank"] == 2, "ranks count articles, not passages"
    assert [item["hit"] for item in found["ranked"]] == [None, None, "article", "passage"]


def test_a_report_without_answerable_questions_is_whole(room_desk: Desk, questions: Sequence[Gold]) -> None:
    results = score_gold(room_desk, questions[2:], ["bm25"], 2, _silent)
    mode = report.of_gold(room_desk, "", questions[2:], results)["modes"]["bm25"]
    assert set(mode) == MODE
    assert (mode["article"], mode["by_kind"]) == ({}, {})


def test_the_report_of_a_collection_has_the_same_shape(room_desk: Desk) -> None:
    scores = {name: {"q": 1.0, "p": 0.5} for name in BEIR}
    written = report.of_beir(room_desk, "abc", {"bm25": (scores, [1.0, 3.0])})
    assert set(written) == HEAD
    mode = written["modes"]["bm25"]
    assert set(mode) == MODE
    assert mode["article"] == dict.fromkeys(BEIR, 0.75)
    assert mode["latency_ms"] == {"p50": 2.0, "p95": 2.9}
    assert json.loads(json.dumps(written, allow_nan=False)) == written
