from __future__ import annotations

import json
from dataclasses import replace

import pytest

from eval.floors import Floors, renew
from eval.gate import LISTED, Held, Turned, Verdict, check
from tests.eval.test_floors import CORPUS, FIRST, FIVE, OTHER, hits, report

SAME = {"bm25": {FIRST: hits(30)}, "hybrid": {FIRST: hits(35), FIVE: hits(38)}}


@pytest.fixture
def floors() -> Floors:
    return renew(report(SAME), None)


def test_the_report_that_set_the_floors_holds_them(floors: Floors) -> None:
    verdict = check(report(SAME), floors)
    assert (verdict.passed, verdict.failures, verdict.notes, verdict.turned) == (True, (), (), ())
    assert verdict.held == (
        Held("bm25", FIRST, 0.75, 0.75),
        Held("hybrid", FIRST, 0.875, 0.875),
        Held("hybrid", FIVE, 0.95, 0.95),
    )
    assert [(one.mode, one.measure, one.comparison.difference.value) for one in verdict.moved] == [
        ("bm25", FIRST, 0.0),
        ("hybrid", FIRST, 0.0),
        ("hybrid", FIVE, 0.0),
    ]


def test_modes_and_measures_without_a_floor_do_not_count(floors: Floors) -> None:
    more = {"bm25": {**SAME["bm25"], "article map": hits(0)}, "hybrid": SAME["hybrid"], "plain": {FIRST: hits(0)}}
    assert check(report(more), floors).passed


def test_a_mean_below_its_floor_fails_and_one_on_it_does_not(floors: Floors) -> None:
    verdict = check(report({**SAME, "bm25": {FIRST: hits(29)}}), floors)
    assert verdict.failures == ("bm25 article success@1 is 0.7250, below its floor of 0.75",)
    on_it = check(report({**SAME, "bm25": {FIRST: [0.75] * 40}}), floors)
    assert on_it.passed


def test_a_floor_between_two_figures_that_print_alike_is_told_apart() -> None:
    held = replace(renew(report({"hybrid": {FIRST: [0.7496]}}), None), floors={"hybrid": {FIRST: 0.75}}, baseline={})
    verdict = check(report({"hybrid": {FIRST: [0.7496]}}), held)
    assert verdict.failures == ("hybrid article success@1 is 0.7496, below its floor of 0.75",)


@pytest.mark.parametrize(
    ("name", "words"), [("corpus", "the releases are not those"), ("gold", "the questions are not those")]
)
def test_other_releases_or_questions_fail_alone_and_say_what_to_do(floors: Floors, name: str, words: str) -> None:
    other = report({mode: {measure: hits(0) for measure in rows} for mode, rows in SAME.items()}, **{name: OTHER})
    verdict = check(other, floors)
    (failure,) = verdict.failures
    assert words in failure
    assert "cccccccccccc now" in failure
    assert "--allow-regression" in failure
    assert (verdict.held, verdict.moved, verdict.turned) == ((), (), ())


def test_both_changed_is_said_of_both(floors: Floors) -> None:
    assert len(check(report(SAME, OTHER, OTHER), floors).failures) == 2


def test_a_missing_mode_fails_once_and_the_others_are_still_checked(floors: Floors) -> None:
    verdict = check(report({"bm25": {FIRST: hits(29)}}), floors)
    assert verdict.failures == (
        "hybrid has floors and is not in the report: evaluate this mode too (--modes)",
        "bm25 article success@1 is 0.7250, below its floor of 0.75",
    )
    assert Held("hybrid", FIVE, 0.95, None) in verdict.held


def test_a_missing_measure_fails(floors: Floors) -> None:
    gone = report(SAME)
    del gone["modes"]["hybrid"]["article"]["recall@5"]
    (failure,) = check(gone, floors).failures
    assert failure.startswith("hybrid article recall@5 has a floor and is not in the report")


def test_questions_of_the_baseline_that_were_not_scored_fail(floors: Floors) -> None:
    gone = report(SAME)
    for question in gone["questions"][7:9]:
        question["modes"]["hybrid"]["scores"] = {}
    assert check(gone, floors).failures == tuple(
        f"hybrid {measure}: 2 question(s) of the baseline have no value, the first is q7: evaluate all questions"
        for measure in (FIRST, FIVE)
    )


def test_a_significantly_worse_mode_fails_even_above_its_floor(floors: Floors) -> None:
    loose = replace(floors, floors={"hybrid": {FIRST: 0.5, FIVE: 0.5}})
    verdict = check(report({"hybrid": {FIRST: hits(25), FIVE: hits(38)}}), loose)
    (failure,) = verdict.failures
    assert failure.startswith(
        "hybrid article success@1: this run is worse than the baseline by 25.0 points (p = 0.00"
    )
    assert failure.endswith("40 questions)")


def test_a_worse_mode_within_chance_passes_above_its_floor(floors: Floors) -> None:
    loose = replace(floors, floors={"hybrid": {FIRST: 0.5, FIVE: 0.5}})
    assert check(report({"hybrid": {FIRST: hits(31), FIVE: hits(38)}}), loose).passed


def test_many_measures_share_the_chance_of_a_false_alarm(floors: Floors) -> None:
    worse = report({"hybrid": {FIRST: hits(29), FIVE: hits(38)}})
    # Six questions lost and none won: p = 2 / 2**6 = .031, and twice that beside a second measure.
    assert not check(worse, replace(floors, floors={"hybrid": {FIRST: 0.5}})).passed
    assert check(worse, replace(floors, floors={"hybrid": {FIRST: 0.5, FIVE: 0.5}})).passed


def test_a_significantly_better_mode_is_worth_a_note(floors: Floors) -> None:
    verdict = check(report({**SAME, "bm25": {FIRST: hits(39)}}), floors)
    assert verdict.passed
    (note,) = verdict.notes
    assert "this run is better than the baseline by 22.5 points" in note
    assert note.endswith("renew the floors to keep it")


def test_a_mode_without_a_baseline_is_held_to_its_floors_and_said(floors: Floors) -> None:
    bare = replace(floors, baseline={"hybrid": floors.baseline["hybrid"]})
    verdict = check(report({**SAME, "bm25": {FIRST: hits(29)}}), bare)
    assert verdict.failures == ("bm25 article success@1 is 0.7250, below its floor of 0.75",)
    assert verdict.notes == ("bm25 has no baseline: only its floors were looked at; renew the floors to give it one",)


def test_a_collection_without_questions_of_its_own_is_held_to_its_floors_alone() -> None:
    beir = report({"hybrid": {"article ndcg@10": [0.719]}}) | {"gold": {"digest": None}, "questions": []}
    held = renew(beir, None)
    assert check(beir, held) == Verdict((), held=(Held("hybrid", "article ndcg@10", 0.719, 0.719),))
    beir["modes"]["hybrid"]["article"]["ndcg@10"]["value"] = 0.7
    assert not check(beir, held).passed


def test_questions_that_turned_are_named_with_both_values_greatest_change_first() -> None:
    then = {"hybrid": {FIRST: [1.0, 0.0, 1.0, 1.0], FIVE: [1.0, 1.0, 0.5, 1.0]}}
    now = {"hybrid": {FIRST: [0.0, 1.0, 1.0, 1.0], FIVE: [0.5, 1.0, 1.0, 0.0]}}
    verdict = check(report(now), renew(report(then), None))
    assert verdict.turned == (
        Turned("hybrid", FIRST, "q0", 1.0, 0.0),
        Turned("hybrid", FIRST, "q1", 0.0, 1.0),
        Turned("hybrid", FIVE, "q3", 1.0, 0.0),
        Turned("hybrid", FIVE, "q0", 1.0, 0.5),
        Turned("hybrid", FIVE, "q2", 0.5, 1.0),
    )
    assert verdict.lines()[-4:] == [
        "worse, hybrid article recall@5: q3 (1 → 0), q0 (1 → 0.5)",
        "better, hybrid article recall@5: q2 (0.5 → 1)",
        "worse, hybrid article success@1: q0 (1 → 0)",
        "better, hybrid article success@1: q1 (0 → 1)",
    ]


def test_lines_name_a_few_questions_and_count_the_rest(floors: Floors) -> None:
    lines = check(report({**SAME, "bm25": {FIRST: hits(30 - LISTED - 2)}}), floors).lines()
    (line,) = (line for line in lines if line.startswith("worse"))
    assert line.count("→") == LISTED
    assert line.endswith(" and 2 more")


def test_lines_begin_with_the_verdict_and_set_means_beside_floors(floors: Floors) -> None:
    assert check(report(SAME), floors).lines() == [
        "gate: passed",
        "  bm25 article success@1    0.7500  floor 0.75",
        "  hybrid article success@1  0.8750  floor 0.875",
        "  hybrid article recall@5   0.9500  floor 0.95",
    ]
    lines = check(report({"bm25": SAME["bm25"]}), floors).lines()
    assert lines[0] == "gate: failed, 1 reason(s)"
    assert lines[3] == "  hybrid article recall@5   missing  floor 0.95"
    assert lines[4].startswith("failed: hybrid has floors")


def test_a_verdict_without_figures_has_lines_too() -> None:
    assert Verdict(("so",)).lines() == ["gate: failed, 1 reason(s)", "failed: so"]


def test_the_record_is_json_and_says_the_same(floors: Floors) -> None:
    verdict = check(report({**SAME, "bm25": {FIRST: hits(29)}}), floors)
    record = json.loads(json.dumps(verdict.record(), allow_nan=False))
    assert (record["passed"], record["failures"], record["notes"]) == (False, list(verdict.failures), [])
    assert record["figures"][0] == {"mode": "bm25", "measure": FIRST, "floor": 0.75, "value": 0.725}
    assert record["turned"] == [{"mode": "bm25", "measure": FIRST, "question": "q29", "then": 1.0, "now": 0.0}]
    first = record["comparisons"][0]
    assert first["difference"]["value"] == -0.025
    assert (first["mode"], first["measure"], first["losses"], first["n"]) == ("bm25", FIRST, 1, 40)


def test_digests_that_begin_alike_are_still_two(floors: Floors) -> None:
    near = CORPUS[:-1] + "0"
    assert not check(report(SAME, near), floors).passed
