"""Learning confidence, on outcomes whose chances are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from eval.answering.learning import ALIKE, bend, held_out, learn, table, thresholds
from eval.answers import abstention, calibration_error, reliability
from qa.answering.evidence import AGAINST, EITHER, NAMES, Evidence
from tests.eval.answering.making import ANSWERABLE, UNANSWERABLE, outcomes


def test_what_tells_is_found_and_what_does_not_is_left() -> None:
    learned = learn(outcomes(1500))
    first, second, *others = (learned.weights[name] for name in NAMES)
    assert first > 0.9
    assert second < -0.4
    assert max(map(abs, others)) < 0.25


def test_confidence_means_what_it_says_on_outcomes_that_were_not_learned_from() -> None:
    learned, fresh = learn(outcomes(1500)), outcomes(1500, seed=2)
    sure = [learned.probability(Evidence(one.values, read=True)) for one in fresh]
    assert calibration_error(reliability(sure, [one.right for one in fresh])) < 0.05


def test_the_same_outcomes_in_any_order_teach_the_same() -> None:
    drawn = outcomes(300)
    one, other = learn(drawn), learn(drawn[::-1])
    assert one.bias == pytest.approx(other.bias, abs=1e-3)
    assert [one.weights[name] for name in NAMES] == pytest.approx([other.weights[name] for name in NAMES], abs=1e-3)


def test_held_out_odds_know_nothing_of_their_story() -> None:
    """Numbers that only name the story tell everything of what was learned from, and nothing beside it."""
    drawn = outcomes(300, noise=0.0)
    named = []
    for number, one in enumerate(drawn):
        right = number // 3 % 2 == 0
        values = np.zeros(len(NAMES))
        values[2 + number // 3 % (len(NAMES) - 2)] = 1.0 if right else -1.0
        named.append(
            replace(one, values=tuple(values.tolist()), right=bool(np.random.default_rng(number).random() < 0.5))
        )
    came = [one.right for one in named]
    assert 0.35 < roc_auc_score(came, held_out(named)) < 0.65


def test_rare_questions_count_more() -> None:
    _, _, counts = table([replace(one, sort=sort) for one in outcomes(2) for sort in (ANSWERABLE, UNANSWERABLE)])
    assert counts.tolist() == [1.0, 3.0, 1.0, 3.0]


def test_questions_asked_again_of_a_few_releases_count_less() -> None:
    _, _, counts = table(
        [replace(one, sort=ANSWERABLE, releases=releases) for one in outcomes(1) for releases in (0, 5)]
    )
    assert counts.tolist() == [1.0, 0.5]


@given(st.lists(st.tuples(st.floats(-6, 6), st.booleans()), min_size=1, max_size=300))
def test_bent_odds_rise_and_are_probabilities(rows: list[tuple[float, bool]]) -> None:
    odds, chances = bend(np.array([odd for odd, _ in rows]), np.array([right for _, right in rows]))
    assert len(odds) == len(chances) > 0
    assert (np.diff(odds) > 0).all()
    assert (np.diff(chances) >= 0).all()
    assert (chances > 0).all()
    assert (chances < 1).all()


def test_bent_odds_follow_what_came_out_right() -> None:
    odds, chances = bend(np.repeat([-1.0, 1.0], 500), np.tile([True, False, False, False, False], 200))
    assert np.interp(0.0, odds, chances) == pytest.approx(0.2, abs=0.02)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), min_size=2, max_size=60))
def test_thresholds_stand_in_order_and_balance_is_the_least_of_the_best(rows: list[tuple[float, bool, bool]]) -> None:
    sure = np.array([chance for chance, _, _ in rows])
    answerable = np.array([could for _, _, could in rows])
    right = np.array([hit and could for _, hit, could in rows])
    right[0] = answerable[0] = True
    told = thresholds(sure, right, answerable)
    assert told["cautious"] >= told["balanced"] >= told["eager"]

    def f1(step: float) -> float:
        return abstention((sure >= step).tolist(), answerable.tolist()).f1

    best = max(map(f1, sure))
    assert f1(told["balanced"]) >= best - ALIKE
    assert all(f1(step) < best - ALIKE for step in sure if step < told["balanced"])
    assert (sure[right] >= told["eager"]).mean() >= 0.95


def test_the_cautious_threshold_keeps_wrong_answers_back() -> None:
    sure = np.linspace(0, 1, 101)
    right = sure > 0.5
    told = thresholds(sure, right, right)
    assert right[sure >= told["cautious"]].mean() >= 0.9
    assert told["balanced"] == pytest.approx(0.51)


def test_features_count_only_the_way_in_which_they_can_speak() -> None:
    drawn = [replace(one, values=tuple(-value for value in one.values)) for one in outcomes(600)]
    learned = learn(drawn)
    assert learned.weights["read_best"] == 0.0, "here more of it speaks against an answer, which cannot be"
    for name in NAMES:
        weight = learned.weights[name]
        assert name in EITHER or (weight <= 0.0 if name in AGAINST else weight >= 0.0)
