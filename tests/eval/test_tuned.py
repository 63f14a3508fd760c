"""What was learned: when it is believed, and what is kept of it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval.significance import Comparison, Interval
from eval.tuned import Learned, Tuned, Verdict

LEARNED = Learned(np.array([1.0, 2.0]), np.array([0.5, 0.25]))


def told(difference: float, p: float, detectable: float = 0.02) -> Comparison:
    interval = Interval(difference, difference - 0.01, difference + 0.01)
    return Comparison(interval, p / 2, p, detectable, wins=9, losses=3, n=200)


BETTER, WORSE, UNSURE = told(0.05, 0.001), told(-0.05, 0.001), told(-0.05, 0.2)


@pytest.mark.parametrize(
    ("held_out", "by_source", "believed"),
    [
        (BETTER, {}, True),
        (BETTER, {"room": BETTER, "wire": UNSURE}, True),
        (BETTER, {"room": BETTER, "wire": WORSE}, False),
        (told(0.05, 0.06), {"room": BETTER}, False),
        (WORSE, {}, False),
    ],
)
def test_it_is_believed_where_it_is_surely_better_and_nowhere_surely_worse(
    held_out: Comparison, by_source: dict[str, Comparison], believed: bool
) -> None:
    assert Verdict(held_out, by_source).generalises is believed


def test_the_record_tells_of_ranking_and_of_reading() -> None:
    tuned = Tuned(LEARNED, Verdict(BETTER, {"room": UNSURE}), Verdict(WORSE, {}), {"hybrid": 0.81234})
    made = json.loads(json.dumps(tuned.record(), allow_nan=False))
    assert made["held_out"] == {
        "difference": {"value": 0.05, "low": 0.04, "high": 0.06},
        "p": 0.001,
        "detectable": 0.02,
        "questions": 200,
    }
    assert made["source_left_out"]["room"]["p"] == 0.2
    assert (made["generalises"], made["reading"]["generalises"]) == (True, False)
    assert made["means"] == {"hybrid": 0.8123}


def test_where_nothing_was_read_the_record_says_nothing_of_reading() -> None:
    assert "reading" not in Tuned(Learned(LEARNED.features), Verdict(BETTER, {}), None, {}).record()


def test_what_no_number_of_questions_could_show_is_null() -> None:
    record = Verdict(told(0.0, 1.0, float("inf")), {}).record()
    assert record["held_out"]["detectable"] is None
