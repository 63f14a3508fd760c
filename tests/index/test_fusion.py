"""Two scores into one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.fusion import NOTHING, RANK_CONSTANT, Method, fuse, minmax, reciprocal_rank

Scores = NDArray[np.float64]
VALUES = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
SCORES = st.lists(VALUES, max_size=20).map(lambda values: np.array(values, np.float64))
PAIRS = st.lists(st.tuples(VALUES, VALUES), max_size=20).map(lambda pairs: np.array(pairs, np.float64).reshape(-1, 2))


@given(SCORES, VALUES)
@settings(deadline=None)
def test_minmax_lies_between_0_and_1_and_keeps_the_order(scores: Scores, low: float) -> None:
    stretched = minmax(scores, low)
    assert stretched.shape == scores.shape
    assert ((stretched >= 0) & (stretched <= 1)).all()
    assert (np.diff(stretched[np.argsort(scores)]) >= 0).all()
    if len(scores) and scores.max() > low + NOTHING:
        assert stretched.max() == 1.0
        assert (stretched[scores <= low] == 0).all()
    else:
        assert not stretched.any()


@pytest.mark.parametrize(
    ("scores", "low", "expected"),
    [
        ([2.0, 4.0, 1.0], 0.0, [0.5, 1.0, 0.25]),
        ([0.5, 0.75, 1.0], 0.5, [0.0, 0.5, 1.0]),
        ([-1.0, 0.0, 2.0], 0.0, [0.0, 0.0, 1.0]),
        ([3.0, 3.0, 3.0], 0.0, [1.0, 1.0, 1.0]),
        ([0.0, 0.0], 0.0, [0.0, 0.0]),
        ([-2.0, -1.0], 0.0, [0.0, 0.0]),
        ([0.2, 0.2], 0.2, [0.0, 0.0]),
        ([1.4e-17, -1.4e-17], 0.0, [0.0, 0.0]),
        ([], 0.0, []),
    ],
)
def test_minmax_stretches_from_the_floor_to_the_best(scores: list[float], low: float, expected: list[float]) -> None:
    np.testing.assert_allclose(minmax(np.array(scores), low), expected)


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [([0.1, 0.9, 0.5], [3, 1, 2]), ([5.0, 5.0, 7.0], [2, 3, 1]), ([1.0], [1]), ([], []), ([-1.0, -2.0], [1, 2])],
)
def test_reciprocal_rank_is_one_through_sixty_and_the_rank(scores: list[float], ranks: list[int]) -> None:
    np.testing.assert_allclose(reciprocal_rank(np.array(scores)), [1 / (RANK_CONSTANT + rank) for rank in ranks])


def test_equal_scores_are_ranked_in_their_order_however_many() -> None:
    fused = reciprocal_rank(np.array([0.0, 1.0] * 100))
    ranks = [round(1 / float(score) - RANK_CONSTANT) for score in fused]
    assert ranks[1::2] == list(range(1, 101))
    assert ranks[::2] == list(range(101, 201))


def test_the_rank_constant_is_the_papers() -> None:
    assert RANK_CONSTANT == 60


@given(PAIRS, st.sampled_from(Method), st.floats(0, 1), st.floats(-0.5, 0.9))
@settings(deadline=None)
def test_what_each_side_gave_sums_to_the_score(pairs: Scores, method: Method, weight: float, low: float) -> None:
    fused = fuse(pairs[:, 0], pairs[:, 1], method, weight, low)
    assert fused.score.shape == fused.words.shape == fused.meaning.shape == (len(pairs),)
    np.testing.assert_allclose(fused.words + fused.meaning, fused.score, rtol=1e-12)
    assert (fused.words >= 0).all()
    assert (fused.meaning >= 0).all()
    assert (fused.score <= 1 + 1e-12).all()


@given(PAIRS, st.sampled_from(Method))
@settings(deadline=None)
def test_at_either_end_of_the_weight_the_other_side_gives_nothing(pairs: Scores, method: Method) -> None:
    words_alone = fuse(pairs[:, 0], pairs[:, 1], method, 1.0)
    meaning_alone = fuse(pairs[:, 0], pairs[:, 1], method, 0.0)
    assert not words_alone.meaning.any()
    assert not meaning_alone.words.any()
    same = fuse(pairs[:, 0], np.zeros(len(pairs)), method, 1.0)
    np.testing.assert_array_equal(words_alone.score, same.score)


def test_minmax_fusion_weighs_both_sides() -> None:
    fused = fuse(np.array([4.0, 2.0]), np.array([0.5, 1.0]), Method.MINMAX, 0.25)
    np.testing.assert_allclose(fused.score, [0.25 * 1 + 0.75 * 0.5, 0.25 * 0.5 + 0.75 * 1])


def test_the_floor_is_of_meaning_and_not_of_words() -> None:
    fused = fuse(np.array([0.5, 1.0]), np.array([0.5, 1.0]), Method.MINMAX, 0.5, low_cosine=0.5)
    np.testing.assert_allclose(fused.words, [0.25, 0.5])
    np.testing.assert_allclose(fused.meaning, [0.0, 0.5])


def test_reciprocal_rank_fusion_weighs_both_sides() -> None:
    fused = fuse(np.array([4.0, 2.0]), np.array([0.5, 1.0]), Method.RECIPROCAL_RANK, 0.5)
    np.testing.assert_allclose(fused.score, [0.5 / 61 + 0.5 / 62] * 2)


def test_nothing_fuses_to_nothing() -> None:
    empty = np.empty(0, np.float64)
    for method in Method:
        assert fuse(empty, empty, method, 0.3).score.shape == (0,)
