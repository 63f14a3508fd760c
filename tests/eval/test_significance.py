from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from eval.significance import (
    LEVEL,
    PERMUTATIONS,
    Comparison,
    Interval,
    compare,
    detectable,
    holm,
    interval,
    randomisation_p,
)

PROBABILITIES = st.lists(st.floats(0, 1), max_size=12)


def _exact(differences: list[float]) -> float:
    """Share of all sign flips whose sum is at least as far from 0."""
    seen = abs(sum(differences)) - 1e-9
    flips = itertools.product((-1, 1), repeat=len(differences))
    sums = [abs(sum(sign * size for sign, size in zip(signs, differences, strict=True))) for signs in flips]
    return sum(total >= seen for total in sums) / len(sums)


@pytest.mark.parametrize(
    "differences",
    [[1, 1], [1, 1, 1], [1, -1, 1, 1, 1], [0.5, 0.25, -1, 0, 1, 1, 0], [0.1, 0.2, -0.3, 0.4], [-1] * 8, [1, -1]],
)
def test_few_questions_are_flipped_in_every_way(differences: list[float]) -> None:
    second = np.array(differences, np.float64)
    assert randomisation_p(np.zeros(len(second)), second) == pytest.approx(_exact(differences))


def test_more_questions_agree_with_scipy_on_all_of_them() -> None:
    rng = np.random.default_rng(5)
    first = (rng.random(60) < 0.5).astype(float)
    second = (rng.random(60) < 0.7).astype(float)
    told = stats.permutation_test(
        (second - first,), np.mean, permutation_type="samples", n_resamples=PERMUTATIONS, rng=np.random.default_rng(1)
    )
    assert 0.001 < told.pvalue < 0.5
    assert randomisation_p(first, second) == pytest.approx(told.pvalue, abs=0.02)


def test_many_questions_agree_with_the_binomial_sign_test() -> None:
    first, second = np.zeros(40), np.array([1.0] * 27 + [-1.0] * 13)
    assert randomisation_p(first, second) == pytest.approx(stats.binomtest(27, 40).pvalue, abs=0.01)


def test_which_ranking_comes_first_does_not_change_p() -> None:
    first, second = np.array([0, 1, 0, 0.5, 1, 0.0]), np.array([1, 1, 0.5, 1, 0, 1.0])
    assert randomisation_p(first, second) == randomisation_p(second, first)


def test_nothing_or_one_difference_is_no_evidence() -> None:
    assert randomisation_p(np.zeros(50), np.zeros(50)) == 1.0
    assert randomisation_p(np.zeros(50), np.eye(50)[0]) == 1.0


def test_holm_by_hand() -> None:
    # ranked .005 .01 .03 .04 times 4 3 2 1 = .02 .03 .06 .04, then never falling
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([0.02]) == [0.02]
    assert holm([]) == []


@given(PROBABILITIES)
def test_holm_never_falls_below_raw_keeps_the_order_and_stops_at_one(raw: list[float]) -> None:
    adjusted = holm(raw)
    assert all(low <= high <= 1 for low, high in zip(raw, adjusted, strict=True))
    ranked = [value for _, value in sorted(zip(raw, adjusted, strict=True))]
    assert ranked == sorted(ranked)


@given(PROBABILITIES)
def test_holm_is_between_raw_and_bonferroni(raw: list[float]) -> None:
    assert all(high <= min(1, len(raw) * low) for low, high in zip(raw, holm(raw), strict=True))


@pytest.mark.parametrize(("kind", "truth"), [("bernoulli", 0.8), ("uniform", 0.5)])
def test_intervals_hold_the_true_mean_about_nineteen_times_in_twenty(kind: str, truth: float) -> None:
    rng = np.random.default_rng(11)
    samples = rng.random((300, 60))
    if kind == "bernoulli":
        samples = (samples < truth).astype(float)
    inside = sum(found.low <= truth <= found.high for found in map(interval, samples))
    assert 0.90 <= inside / 300 <= 0.99


@pytest.mark.parametrize(
    "values",
    [[0.0], [1.0], [0.5], [0.0] * 30, [1.0] * 30, [0.1] * 7, [0.0, 1.0], [1.0] * 29 + [0.0], [0.0] * 99 + [1.0],
     [0.5] * 9 + [0.6]],
)  # fmt: skip
def test_degenerate_samples_have_finite_ordered_intervals_around_their_mean(values: list[float]) -> None:
    found = interval(values)
    assert all(map(math.isfinite, (found.low, found.value, found.high)))
    assert found.value == pytest.approx(np.mean(values))
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.lists(st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0]), min_size=1, max_size=12))
def test_an_interval_stays_within_the_values_or_0_to_1(values: list[float]) -> None:
    found = interval(values)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_all_right_is_no_certainty_and_less_so_the_fewer() -> None:
    few, many = interval([1.0] * 10), interval([1.0] * 100)
    assert few.low == pytest.approx(0.05 ** (1 / 10))
    assert few.low < many.low < 1
    assert interval([0.0] * 10).high == pytest.approx(1 - few.low)


def test_no_values_have_no_interval() -> None:
    with pytest.raises(ValueError, match="no interval without values"):
        interval([])


def test_an_interval_is_narrower_with_more_questions() -> None:
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 160)
    assert many.high - many.low < (few.high - few.low) / 3


def test_an_interval_is_recorded_to_four_places() -> None:
    assert Interval(2 / 3, 0.5, 0.7).record() == {"value": 0.6667, "low": 0.5, "high": 0.7}


def test_detectable_follows_the_textbook_formula() -> None:
    differences = np.array([1.0, -1.0] * 50)
    expected = (1.959964 + 0.841621) * differences.std(ddof=1) / 10
    assert detectable(differences) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("pattern", [[1.0, 0.0, 0.0, -1.0], [0.0]])
def test_more_questions_detect_less(pattern: list[float]) -> None:
    found = [detectable(np.array(pattern * times)) for times in (4, 16, 64)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] > 0


def test_one_question_detects_nothing() -> None:
    assert detectable(np.array([1.0])) == math.inf


def test_a_detectable_difference_is_detected_four_times_in_five() -> None:
    rng = np.random.default_rng(3)
    size = detectable(rng.normal(0, 0.4, 100))
    draws = rng.normal(size, 0.4, (2_000, 100))
    shown = stats.ttest_1samp(draws, 0, axis=1).pvalue < LEVEL
    assert 0.7 < shown.mean() < 0.9


def test_unequal_lengths_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="bm25: 3 against 2 questions"):
        compare({"bm25": ([1, 0, 1], [1, 0])})
    with pytest.raises(ValueError, match="dense: 0 against 0"):
        compare({"dense": ([], [])})


def test_compare_counts_and_corrects_over_the_family() -> None:
    same, better = [0.0] * 20, [1.0] * 8 + [0.0] * 12
    alone = compare({"a": (same, better)})["a"]
    family = compare({"a": (same, better), "b": (same, same), "c": (better, same)})
    assert (alone.wins, alone.losses, alone.n) == (8, 0, 20)
    assert (family["c"].wins, family["c"].losses) == (0, 8)
    assert alone.difference.value == pytest.approx(0.4)
    assert family["c"].difference.value == pytest.approx(-0.4)
    assert alone.p == alone.adjusted == pytest.approx(2 / 2**8)
    assert family["a"].adjusted == pytest.approx(3 * alone.p)
    assert family["b"].adjusted == 1.0


def test_a_constant_difference_has_an_interval_to_both_sides() -> None:
    none = compare({"": ([1.0] * 50, [1.0] * 50)})[""].difference
    assert none.value == 0
    assert none.low == pytest.approx(-none.high)
    assert none.high > 0
    every = compare({"": ([0.0] * 50, [1.0] * 50)})[""].difference
    assert (every.value, every.high) == (1, 1)
    assert every.low < 1


def test_differences_that_rounding_alone_sets_apart_are_one() -> None:
    first = np.linspace(0, 0.5, 40)
    told = compare({"": (first, first + 0.3)})[""]
    assert np.ptp(first + 0.3 - first) > 0
    assert told.difference.low < told.difference.value < told.difference.high
    assert told.detectable > 0.05


def test_the_same_input_gives_the_same_output() -> None:
    rng = np.random.default_rng(8)
    first, second = rng.random(80), rng.random(80)
    assert compare({"": (first, second)}) == compare({"": (first, second)})


def _told(adjusted: float, value: float = 0.1, least: float = 0.123) -> Comparison:
    return Comparison(Interval(value, value - 0.2, value + 0.2), 0.01, adjusted, least, 3, 2, 40)


@given(st.floats(0, 1))
def test_words_say_not_significant_exactly_from_the_level_on(adjusted: float) -> None:
    words = _told(adjusted).words("bm25", "hybrid")
    assert ("not significant" in words) == (adjusted >= 0.05)


def test_words_at_the_level_itself() -> None:
    assert _told(0.05).words("a", "b").startswith("not significant")
    assert not _told(math.nextafter(0.05, 0)).words("a", "b").startswith("not significant")


def test_words_name_the_direction_or_the_smallest_difference() -> None:
    assert (
        _told(0.04).words("bm25", "hybrid") == "hybrid is better than bm25 by 10.0 points (p = 0.040, 40 questions)"
    )
    assert "hybrid is worse than bm25 by 10.0 points" in _told(0.04, -0.1).words("bm25", "hybrid")
    assert "40 questions could show a difference of 12.3 points or more" in _told(0.5).words("bm25", "hybrid")
    assert "could show nothing" in _told(0.5, least=math.inf).words("bm25", "hybrid")
