"""Answers are gated beside what is found: what holds the quote, and silence where nothing answers."""

from __future__ import annotations

from typing import Any

import pytest

from eval.errors import RegressionRefused
from eval.floors import HOLDS, SILENT, renew
from eval.gate import check
from tests.eval.test_floors import FIRST, hits, report


def answered(right: int, silent: int, of: int = 40, unanswerable: int = 10) -> dict[str, Any]:
    """Make a report whose mode `ranked` also gives answers: so many hold the quote, so many are rightly silent."""
    made = report({"ranked": {FIRST: hits(35, of)}})
    made["questions"].pop()
    for at, question in enumerate(made["questions"]):
        question["modes"]["ranked"]["answer"] = {"right": at < right}
    made["questions"] += [
        {
            "id": f"n{at}",
            "answerable": False,
            "modes": {"ranked": {"scores": {}, "answer": {"right": at < silent}}},
        }
        for at in range(unanswerable)
    ]
    return made


def test_answers_are_gated_where_a_mode_gives_any_one_question_below() -> None:
    made = renew(answered(30, 8), None)
    assert made.floors["ranked"] == {FIRST: 0.875, HOLDS: 0.725, SILENT: 0.7}
    assert made.baseline["ranked"]["n9"] == {SILENT: 0.0}
    assert made.baseline["ranked"]["q0"] == {FIRST: 1.0, HOLDS: 1.0}


def test_answers_join_the_gate_of_a_mode_that_gave_none() -> None:
    before = renew(report({"ranked": {FIRST: hits(35)}}), None)
    assert set(renew(answered(30, 8), before).floors["ranked"]) == {FIRST, HOLDS, SILENT}


def test_one_answer_more_or_less_leaves_the_floor_where_it_is() -> None:
    made = renew(answered(30, 8), None)
    assert renew(answered(29, 7), made).floors == made.floors
    with pytest.raises(RegressionRefused, match=HOLDS):
        renew(answered(28, 8), made)
    with pytest.raises(RegressionRefused, match=SILENT):
        renew(answered(30, 6), made)


def test_no_floor_of_answers_lies_below_nothing() -> None:
    assert renew(answered(0, 0), None).floors["ranked"][HOLDS] == 0.0


def test_the_gate_closes_when_answers_break_though_all_is_found() -> None:
    floors = renew(answered(30, 8), None)
    assert check(answered(30, 8), floors).passed
    broken = check(answered(10, 8), floors)
    assert broken.failures[0] == f"ranked {HOLDS} is 0.2500, below its floor of 0.725"
    mute = check(answered(30, 0), floors)
    assert mute.failures[0] == f"ranked {SILENT} is 0.0000, below its floor of 0.7"


def test_a_report_without_answers_does_not_pass_a_gate_that_has_them() -> None:
    floors = renew(answered(30, 8), None)
    (holds, silent, *_) = check(report({"ranked": {FIRST: hits(35)}}), floors).failures
    assert (HOLDS in holds, SILENT in silent) == (True, True)
