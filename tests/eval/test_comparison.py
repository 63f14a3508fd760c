from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import comparison
from eval.comparison import COMPARED
from eval.errors import ReportsDiffer


def _question(name: str, modes: Mapping[str, float], answerable: bool = True) -> dict[str, Any]:
    return {
        "id": name,
        "question": f"what of {name}?",
        "answerable": answerable,
        "modes": {
            mode: {"scores": dict.fromkeys(COMPARED, value) if answerable else {}} for mode, value in modes.items()
        },
    }


def _report(ranking: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Make a report of modes with one value a question in every measure, and a question that nothing answers."""
    count = len(next(iter(ranking.values())))
    questions = [_question(f"q{at}", {mode: values[at] for mode, values in ranking.items()}) for at in range(count)]
    return {
        "modes": {mode: {} for mode in ranking},
        "questions": [*questions, _question("none", dict.fromkeys(ranking, 0), answerable=False)],
        "corpus": {"digest": "sha256:c"},
        "gold": {"digest": "sha256:g"},
        "model": {"id": "small"},
        "settings": {"words": 0.3},
        "versions": {"dateline": "1"},
    }


@pytest.fixture
def report() -> dict[str, Any]:
    return _report({"bm25": [1, 0, 0, 1], "hybrid": [1, 1, 0, 0]})


def test_every_mode_is_compared_with_the_last() -> None:
    made = _report({"bm25": [0] * 12, "dense": [1] * 12, "hybrid": [1] * 12})
    told = comparison.of_modes(made["questions"], list(made["modes"]))
    assert [(one["first"], one["second"], one["measure"]) for one in told] == [
        (first, "hybrid", measure) for first in ("bm25", "dense") for measure in COMPARED
    ]
    bm25, dense = told[0], told[len(COMPARED)]
    assert (bm25["wins"], bm25["losses"], bm25["n"]) == (12, 0, 12)  # not 13: nothing answers one
    assert bm25["significant"]
    assert "hybrid is better than bm25 by 100.0 points" in bm25["words"]
    assert not dense["significant"]
    assert dense["difference"]["value"] == 0
    assert bm25["adjusted"] > bm25["p"]  # one family
    json.dumps(told, allow_nan=False)


def test_one_mode_or_nothing_answerable_is_not_compared(report: dict[str, Any]) -> None:
    assert comparison.of_modes(report["questions"], ["hybrid"]) == []
    assert comparison.of_modes(report["questions"][-1:], ["bm25", "hybrid"]) == []


def test_one_question_is_compared_as_valid_json() -> None:
    made = _report({"bm25": [0], "hybrid": [1]})
    told = comparison.of_modes(made["questions"], ["bm25", "hybrid"])
    assert told[0]["detectable"] is None
    json.dumps(told, allow_nan=False)


def test_collections_are_compared_by_ndcg() -> None:
    scores = {"bm25": {"ndcg@10": {"a": 0.0, "b": 0.5}}, "hybrid": {"ndcg@10": {"a": 1.0, "b": 0.5}}}
    (told,) = comparison.of_scores(scores)
    assert (told["measure"], told["difference"]["value"], told["wins"]) == ("article ndcg@10", 0.5, 1)
    assert comparison.of_scores({"bm25": scores["bm25"]}) == []


def test_turned_questions_are_named(report: dict[str, Any]) -> None:
    after = _report({"bm25": [1, 0, 0, 1], "hybrid": [0, 1, 1, 0]})
    told = comparison.of_reports(report, after)
    assert told["turned"] == {
        "bm25": {"gained": [], "lost": []},
        "hybrid": {"gained": ["q2"], "lost": ["q0"]},
    }
    assert (told["questions"], told["left_out"], told["notes"]) == (4, 0, [])
    assert {(one["mode"], one["first"], one["second"]) for one in told["comparisons"]} == {
        ("bm25", "before", "after"),
        ("hybrid", "before", "after"),
    }


def test_questions_of_one_report_only_are_left_out_and_counted(report: dict[str, Any]) -> None:
    after = copy.deepcopy(report)
    after["questions"][0]["question"] = "asked otherwise?"  # same id, another question
    after["questions"][1]["id"] = "new"
    told = comparison.of_reports(report, after)
    assert told["questions"] == 2
    assert told["left_out"] == 3  # q0, q1 and new


def test_the_order_of_questions_does_not_matter(report: dict[str, Any]) -> None:
    turned = {**report, "questions": report["questions"][::-1]}
    told = comparison.of_reports(report, turned)
    assert all(one["wins"] == one["losses"] == 0 for one in told["comparisons"])


def test_modes_of_one_report_only_are_not_compared(report: dict[str, Any]) -> None:
    told = comparison.of_reports(report, _report({"hybrid": [1, 1, 0, 0], "plain": [1, 1, 1, 1]}))
    assert set(told["turned"]) == {"hybrid"}


def test_what_else_differs_is_noted(report: dict[str, Any]) -> None:
    after = copy.deepcopy(report)
    after["corpus"]["digest"], after["gold"]["digest"], after["model"]["id"] = "sha256:d", "sha256:h", "large"
    after["settings"] = {"words": 0.5, "passage": 900}
    after["versions"]["dateline"] = "2"
    assert comparison.of_reports(report, after)["notes"] == [
        "the corpus changed: sha256:c, now sha256:d",
        "the questions changed: sha256:g, now sha256:h",
        "the model changed: small, now large",
        "settings passage: None and 900",
        "settings words: 0.3 and 0.5",
        "versions dateline: 1 and 2",
    ]


def test_a_worsened_ranking_is_significant() -> None:
    before = _report({"hybrid": [1] * 85 + [0] * 15})
    after = _report({"hybrid": [0] * 15 + [1] * 70 + [0] * 15})
    told = comparison.of_reports(before, after)["comparisons"]
    assert all(one["significant"] and one["difference"]["value"] == -0.15 for one in told)
    assert "after is worse than before by 15.0 points" in told[0]["words"]


def test_the_same_ranking_is_not_significant() -> None:
    report = _report({"hybrid": [1] * 85 + [0] * 15})
    told = comparison.of_reports(report, copy.deepcopy(report))["comparisons"]
    assert told
    assert not any(one["significant"] for one in told)
    assert all(one["p"] == 1 for one in told)


def test_reports_without_shared_questions_are_refused(report: dict[str, Any]) -> None:
    with pytest.raises(ReportsDiffer, match="share no answerable question"):
        comparison.of_reports(report, {**report, "questions": report["questions"][-1:]})


def test_reports_without_shared_modes_are_refused(report: dict[str, Any]) -> None:
    with pytest.raises(ReportsDiffer, match="share no mode"):
        comparison.of_reports(report, _report({"plain": [1, 0, 0, 1]}))


def test_a_report_that_lacks_a_measure_is_refused_by_its_name(report: dict[str, Any]) -> None:
    older = copy.deepcopy(report)
    for question in older["questions"][:-1]:
        del question["modes"]["hybrid"]["scores"]["passage success@5"]
    for pair in ((older, report), (report, older)):
        with pytest.raises(ReportsDiffer, match=r"has no 'passage success@5'; make both with one version"):
            comparison.of_reports(*pair)


@pytest.mark.parametrize(
    "damage", [{"questions": 7}, {"questions": ["q1"]}, {"corpus": "newswire"}, {"modes": None}, {"settings": None}]
)
def test_a_report_of_another_shape_is_refused(report: dict[str, Any], damage: dict[str, Any]) -> None:
    with pytest.raises(ReportsDiffer, match="one version of `eval`"):
        comparison.of_reports(report, {**report, **damage})


def test_a_saved_report_is_read(report: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    assert comparison.load(path) == report


@pytest.mark.parametrize(
    "written", [b"{", b"\xff\xfe{}", b"[]", b"{}", b'"modes"', b'{"modes": {}, "questions": []}']
)
def test_files_that_are_no_reports_are_refused_by_name(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "no-report.json"
    path.write_bytes(written)
    with pytest.raises(ReportsDiffer, match=r"no-report\.json: .*`eval --json` wrote"):
        comparison.load(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReportsDiffer, match=r"gone\.json: cannot be read"):
        comparison.load(tmp_path / "gone.json")
