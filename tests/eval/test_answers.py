from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.answers import (
    Abstention,
    Given,
    abstention,
    calibration_error,
    contains_quote,
    coverage_accuracy,
    reliability,
    words,
)
from eval.gold import Gold, Relevant

QUOTE = "The port of Halvern reopened to ships on Thursday, the harbour master said at noon."
SECOND = "A dredger began deepening the western channel of the harbour at night last week."
GOLD = Gold("q", "when did it reopen?", "en", "fact", (Relevant("a", QUOTE), Relevant("b", SECOND)), "Thursday")
ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_an_answer_contains_the_quote_when_it_holds_its_head() -> None:
    assert contains_quote(GOLD, Given((QUOTE[:62],), 0.9))
    assert contains_quote(GOLD, Given(("The port of Halvern reopened", QUOTE[29:]), 0.9)), "sentences are joined"
    assert not contains_quote(GOLD, Given((QUOTE[:50],), 0.9))
    assert not contains_quote(GOLD, Given((), 0.1))


def test_words_are_counted_over_all_sentences() -> None:
    assert words(Given(("One two.", "Three."), 0.5)) == 3
    assert words(Given((), 0.5)) == 0


def test_silence_is_scored_by_hand() -> None:
    spoke = [True, True, False, False, False]
    could = [True, False, False, False, True]
    found = abstention(spoke, could)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 / 3)
    assert abstention([True], [True]) == Abstention(1.0, 1.0, 1.0)
    assert abstention([True], [False]).f1 == 0.0
    assert abstention([False], [True]) == Abstention(0.0, 1.0, 0.0)


def test_the_surest_answers_come_first_and_equals_together() -> None:
    points = coverage_accuracy([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    assert [coverage for coverage, _ in points] == [0.25, 0.75, 1.0]
    assert [accuracy for _, accuracy in points] == pytest.approx([1.0, 2 / 3, 0.5])
    assert not coverage_accuracy([], [])


def test_calibration_by_hand() -> None:
    bins = reliability([0.95, 0.85, 0.15, 0.12], [True, False, False, False])
    assert [(each.n, each.accuracy) for each in bins] == [(2, 0.0), (1, 0.0), (1, 1.0)]
    assert calibration_error(bins) == pytest.approx((0.15 + 0.12 + 0.85 + 0.05) / 4)
    assert calibration_error([]) == 0.0


def test_certainty_has_a_bin() -> None:
    assert [each.n for each in reliability([1.0, 0.0], [True, False])] == [1, 1]


@settings(deadline=None)
@given(ANSWERS)
def test_curves_end_at_everything_and_errors_are_shares(answers: list[tuple[float, bool]]) -> None:
    confidences, right = [pair[0] for pair in answers], [pair[1] for pair in answers]
    points = coverage_accuracy(confidences, right)
    assert points[-1][0] == 1.0
    assert points[-1][1] == pytest.approx(sum(right) / len(right))
    assert [coverage for coverage, _ in points] == sorted({coverage for coverage, _ in points})
    bins = reliability(confidences, right)
    assert sum(each.n for each in bins) == len(answers)
    assert 0 <= calibration_error(bins) <= 1
