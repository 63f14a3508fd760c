from __future__ import annotations

import copy

from eval.page.comparing import SAME, Since, comparisons, since
from tests.eval.page.reports import beir_report, random_report

REPORT = random_report(30, ("bm25", "hybrid"), seed=3)


def test_comparisons_are_grouped_by_measure_with_the_questions_behind_them() -> None:
    groups = comparisons(REPORT)
    assert [group.measure for group in groups] == list(dict.fromkeys(row["measure"] for row in REPORT["comparisons"]))
    for row, told in zip(REPORT["comparisons"], (row for group in groups for row in group.rows), strict=True):
        assert told.words == row["words"]
        assert (len(told.changes.won), len(told.changes.lost)) == (row["wins"], row["losses"])


def test_a_sentence_without_a_number_in_it_is_put_otherwise() -> None:
    row = REPORT["comparisons"][0] | {"words": "questions could show a difference of inf points", "difference": None}
    told = comparisons({**REPORT, "comparisons": [row]})[0].rows[0]
    assert "inf" not in told.words.split()
    assert told.numbers == ""


def test_the_same_run_twice_is_the_same() -> None:
    again = since(REPORT, copy.deepcopy(REPORT))
    assert {row.words for group in again.groups for row in group.rows} == {SAME}
    assert again.notes == ()


def test_what_differs_beside_the_ranking_is_noted() -> None:
    before = copy.deepcopy(REPORT)
    before["settings"]["words"] = 0.9
    assert any("words" in note for note in since(REPORT, before).notes)


def test_runs_that_share_nothing_have_nothing_between_them() -> None:
    assert since(REPORT, {**REPORT, "questions": []}) == Since()
    assert since(beir_report(), beir_report()) == Since()
    assert since(REPORT, {}) == Since()
