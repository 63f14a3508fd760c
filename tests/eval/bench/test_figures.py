"""Figures beside goals: which are met, and how they are written."""

from __future__ import annotations

import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from eval.bench.figures import Figure, markdown, spread, table, timed, written


@pytest.mark.parametrize(
    ("value", "least", "met"),
    [(8.0, False, True), (8.1, False, False), (8.0, True, True), (7.9, True, False), (math.nan, False, False)],
)
def test_a_goal_is_a_ceiling_or_a_floor(value: float, least: bool, met: bool) -> None:
    assert Figure("question", "here", value, "ms", 8.0, least).met is met


def test_without_a_goal_there_is_nothing_to_meet() -> None:
    assert Figure("question", "here", 3.0).met is None


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_percentiles_are_times_that_so_many_do_not_exceed(times: list[float]) -> None:
    for value, share in zip(spread(times), (0.5, 0.95, 0.99), strict=True):
        assert value in times
        assert sum(time <= value for time in times) >= share * len(times)
        assert sum(time < value for time in times) < share * (len(times) - 1) + 1


def test_what_took_for_ever_is_the_longest() -> None:
    assert spread([1.0, math.inf, 2.0]) == (2.0, math.inf, math.inf)


def test_of_nothing_there_are_no_percentiles() -> None:
    assert all(math.isnan(value) for value in spread([]))


def test_times_are_told_by_their_95th_percentile() -> None:
    figure = timed("question", "here", list(range(101)), 8.0)
    assert (figure.what, figure.value, figure.goal) == ("question, p95", 95.0, 8.0)
    assert figure.beside == {"p50": 50.0, "p99": 99.0}


def test_json_has_numbers_or_nulls() -> None:
    told = json.loads(written([Figure("a", "b", math.inf, "s", 1.0, beside={"p50": math.nan, "p95": 2.0})]))
    (row,) = told["figures"]
    assert (row["value"], row["p50"], row["p95"], row["met"]) == (None, None, 2.0, False)
    assert told["machine"]["cores"] >= 1


def test_tables_show_figure_goal_and_verdict() -> None:
    figures = [
        Figure("question, p95", "[many]", 12.345, "ms", 8.0, beside={"p50": 1.234}),
        Figure("recall", "all", 0.9876, "", 0.98, True),
        Figure("found", "all", math.inf, "s"),
    ]
    out = io.StringIO()
    Console(file=out, width=200).print(table(figures))
    for words in ("[many]", "12.3 ms", "≤ 8 ms", "missed", "p50 1.23 ms", "0.988", "≥ 0.98", "met", "never"):
        assert words in out.getvalue()
    assert "| question, p95 | [many] | 12.3 ms | ≤ 8 ms | p50 1.23 ms |" in markdown(figures)
