from __future__ import annotations

import math
from typing import Any

import pytest

from eval.page import reading
from eval.significance import Interval
from tests.eval.page.reports import beir_report, random_report


@pytest.mark.parametrize("raw", [None, "1", True, math.nan, math.inf, [], {}, {"value": None}, {"value": math.nan}])
def test_what_is_no_number_is_no_figure(raw: object) -> None:
    assert reading.interval(raw) is None


def test_a_bare_number_is_a_figure_whose_interval_is_unknown() -> None:
    assert reading.interval(0.5) == Interval(0.5, 0.5, 0.5)
    assert reading.interval({"value": 0.5, "low": math.nan, "high": 0.75}) == Interval(0.5, 0.5, 0.75)


def test_slices_that_begin_with_a_number_stand_in_its_order() -> None:
    slices = {"16 words or more": {"n": 1}, "7-10 words": {"n": 2}, "1-6 words": {"n": 3}, "other": {"n": 4}}
    report = {"modes": {"bm25": {"slices": {"length": slices}}}}
    assert list(reading.dimensions(report)["length"].items()) == [
        ("1-6 words", 3), ("7-10 words", 2), ("16 words or more", 1), ("other", 4)
    ]  # fmt: skip


def test_slices_that_one_mode_lacks_are_there() -> None:
    report = {"modes": {"a": {"slices": {"kind": {"x": {"n": 1}}}}, "b": {"slices": {"kind": {"y": {"n": 2}}}}}}
    assert reading.dimensions(report) == {"kind": {"x": 1, "y": 2}}


def test_kinds_are_slices_in_reports_that_know_no_others() -> None:
    report = {"modes": {"bm25": {"by_kind": {"fact": {"n": 3}}}}}
    assert reading.dimensions(report) == {"kind": {"fact": 3}}


def test_the_headline_is_the_right_release_first() -> None:
    assert reading.headline(random_report(6)) == ("article", "success@1")
    only: dict[str, Any] = {"modes": {"bm25": {"passage": {"map": 0.5}}}}
    assert reading.headline(only) == ("passage", "map")
    assert reading.headline({}) is None


def test_the_lead_has_the_highest_headline_figure() -> None:
    report = beir_report()
    for mode, value in (("bm25", 0.5), ("dense", 0.7), ("hybrid", 0.7)):
        report["modes"][mode]["article"]["success@1"] = value
    assert reading.lead(report) == "dense"
    assert reading.lead({"modes": {"bm25": {}}}) == "bm25"
    assert reading.lead({}) is None


def test_rows_that_hold_no_numbers_are_left_out() -> None:
    assert reading.pairs([[1, 0.5], [2, None], [3], "4", [5, math.nan], [6, 1, 9]]) == [(1.0, 0.5), (6.0, 1.0)]
    assert reading.pairs(None) == []
