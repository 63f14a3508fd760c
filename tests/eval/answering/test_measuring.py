"""What a confidence is worth: counted by hand, and each source judged by what never saw it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.answering.learning import learn
from eval.answering.measuring import Judged, at, figures, judge, sources_left_out
from tests.eval.answering.making import ANSWERABLE, SOURCES, TAKEN_OUT, UNANSWERABLE, outcomes

ONE = outcomes(1)[0]
STEPS = {"cautious": 0.9, "balanced": 0.5, "eager": 0.1}


def judged(confidence: float, sort: str, right: bool = False, words: int = 10) -> Judged:
    return Judged(replace(ONE, sort=sort, right=right, words=words), confidence, STEPS)


HAND = [
    judged(0.95, ANSWERABLE, right=True),
    judged(0.7, ANSWERABLE, right=False, words=30),
    judged(0.6, TAKEN_OUT),
    judged(0.3, ANSWERABLE, right=True, words=50),
    judged(0.2, UNANSWERABLE),
    judged(0.05, TAKEN_OUT),
]


def test_by_hand() -> None:
    told = figures(HAND)
    assert told["n"] == 6
    assert told["sorts"] == {ANSWERABLE: 3, TAKEN_OUT: 2, UNANSWERABLE: 1}
    assert told["contains_quote"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["words"] == 30
    assert told["calibration"]["error"] == pytest.approx((0.05 + 0.7 + 0.6 + 0.7 + 0.2 + 0.05) / 6, abs=1e-4)
    assert told["coverage_accuracy"][0] == [pytest.approx(1 / 6, abs=1e-4), 1.0]
    assert told["coverage_accuracy"][-1] == [1.0, pytest.approx(1 / 3, abs=1e-4)]


@pytest.mark.parametrize(
    ("caution", "answered", "right", "counts"),
    [("cautious", 1, 1, (3, 2, 0)), ("balanced", 3, 1, (2, 1, 1)), ("eager", 5, 2, (1, 0, 2))],
)
def test_at_each_caution(caution: str, answered: int, right: int, counts: tuple[int, int, int]) -> None:
    told = at(HAND, caution)
    silence = told["abstention"]
    assert (told["answered"], told["right"]) == (answered, right)
    assert (silence["silent_rightly"], silence["silent_wrongly"], silence["spoken_wrongly"]) == counts
    assert silence["precision"] == pytest.approx(counts[0] / (counts[0] + counts[1]), abs=1e-4)
    assert silence["recall"] == pytest.approx(counts[0] / 3, abs=1e-4)


def test_each_source_is_judged_by_what_never_saw_it() -> None:
    drawn = outcomes(600)
    told = sources_left_out(drawn, drawn)
    assert len(told) == len(drawn)
    for source in SOURCES:
        by = learn([one for one in drawn if one.source != source])
        own = [one for one in drawn if one.source == source]
        assert [one.confidence for one in told if one.outcome.source == source] == [
            one.confidence for one in judge(own, by)
        ]


def test_a_source_that_taught_nothing_is_judged_by_all() -> None:
    drawn = outcomes(300)
    fresh = [replace(one, source="museum") for one in outcomes(20, seed=3)]
    assert sources_left_out(drawn, fresh) == judge(fresh, learn(drawn))
