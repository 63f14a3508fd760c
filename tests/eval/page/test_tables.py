from __future__ import annotations

import copy

from eval.page import tables
from tests.eval.page.reports import beir_report, random_report

REPORT = random_report(24, ("bm25", "hybrid"))


def test_the_best_figure_of_a_row_is_marked_and_a_draw_of_all_is_not() -> None:
    report = copy.deepcopy(REPORT)
    for mode, value in (("bm25", 0.2), ("hybrid", 0.4)):
        report["modes"][mode]["article"]["success@1"] = value
        report["modes"][mode]["article"]["success@5"] = 0.5
    first, second = tables.overall(report)[0].rows[:2]
    assert [cell.best for cell in first.cells] == [False, True]
    assert [cell.best for cell in second.cells] == [False, False]


def test_changes_since_another_run_stand_beside_the_figures() -> None:
    before = copy.deepcopy(REPORT)
    figure = before["modes"]["hybrid"]["article"]["success@1"]
    figure["value"] -= 0.1
    del before["modes"]["bm25"]
    bm25, hybrid = tables.overall(REPORT, before)[0].rows[0].cells
    assert (bm25.change, hybrid.change) == ("", "+10.0")
    assert tables.overall(REPORT, REPORT)[0].rows[0].cells[0].change == "±0"


def test_strips_lie_within_their_cell() -> None:
    strips = [cell.strip for table in tables.overall(REPORT) for row in table.rows for cell in row.cells]
    assert all(strip and 0 <= strip[0] <= strip[1] <= strip[2] <= 100 for strip in strips)


def test_a_collection_without_passages_finds_documents() -> None:
    (table,) = tables.overall(beir_report())
    assert table.title == "Documents"


def test_a_slice_that_a_mode_lacks_is_a_dash() -> None:
    report = copy.deepcopy(REPORT)
    kind = next(iter(report["modes"]["bm25"]["slices"]["kind"]))
    del report["modes"]["bm25"]["slices"]["kind"][kind]
    (row,) = [row for row in tables.slices(report, "kind")[0].rows if row.label == kind]
    assert row.cells[0].text == "–"
    assert row.cells[1].text != "–"


def test_times_are_of_the_whole_question_and_of_each_stage() -> None:
    table = tables.times(REPORT)
    assert table
    assert [row.label for row in table.rows] == ["a whole question", *REPORT["modes"]["bm25"]["latency_ms"]["stages"]]
    assert tables.times({"modes": {"bm25": {}}}) is None


def test_answers_that_nobody_scored_have_no_table() -> None:
    assert tables.answers(REPORT) is None
    table = tables.answers(random_report(6, ("bm25",), answers=True))
    assert table
    assert [row.name for row in table.rows] == [
        "answered", "contains_quote", "words",
        "abstention precision", "abstention recall", "abstention f1", "calibration error",
    ]  # fmt: skip
