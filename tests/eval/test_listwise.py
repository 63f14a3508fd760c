from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from eval.listwise import OF_RELEASE, PASSAGE, RELEASE, Lesson, _loss, beside, learn, value
from eval.measures import PASSAGE as MEASURES
from eval.measures import score

Floats = NDArray[np.float64]
COUNT = 60


def _lesson(values: Floats, grades: list[int], articles: str | None = None, name: str = "q") -> Lesson:
    named = tuple(articles or "abcdefghijklmnopqrstuvwxyz"[: len(grades)])
    return Lesson(name, values, np.array(grades, np.int8), named, -np.arange(len(grades), dtype=np.float64))


def _lessons(seed: int, scale: float = 1.0) -> list[Lesson]:
    """Questions of eight candidates, of which the first feature alone tells the right one."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(COUNT):
        values = rng.normal(0, 1, (8, 3)) * [scale, 1, 1]
        right = int(np.argmax(values[:, 0]))
        made.append(_lesson(values, [PASSAGE if at == right else 0 for at in range(8)], name=f"q{number}"))
    return made


def test_the_feature_that_tells_is_learned_and_the_others_count_little() -> None:
    weights = learn(_lessons(1))
    assert weights[0] > 1
    assert (abs(weights[1:]) < weights[0] / 5).all()


def test_the_scale_of_a_feature_makes_no_difference() -> None:
    plain, stretched = learn(_lessons(2)), learn(_lessons(2, scale=1000.0))
    np.testing.assert_allclose(stretched * [1000, 1, 1], plain, rtol=1e-3, atol=1e-3)


def test_what_is_alike_for_all_candidates_of_a_question_counts_nothing() -> None:
    lessons = _lessons(3)
    moved = [
        Lesson(one.question, one.values + at, one.grades, one.articles, one.present) for at, one in enumerate(lessons)
    ]
    np.testing.assert_allclose(learn(moved), learn(lessons), rtol=1e-4, atol=1e-5)


def test_more_penalty_gives_smaller_weights() -> None:
    assert abs(learn(_lessons(4), penalty=1.0)).sum() < abs(learn(_lessons(4), penalty=0.01)).sum()


def test_nothing_right_anywhere_teaches_nothing() -> None:
    assert learn([_lesson(np.ones((3, 2)), [0, 0, 0])]).tolist() == [0, 0]
    assert learn([]).tolist() == []


def test_a_right_release_without_its_passage_teaches_too() -> None:
    values = np.array([[0.0], [1.0], [0.0]])
    assert learn([_lesson(values, [0, RELEASE, 0])] * 5)[0] > 0.5


@given(st.integers(0, 10_000), st.lists(st.floats(-2, 2), min_size=3, max_size=3))
def test_the_gradient_is_the_slope_of_the_loss(seed: int, at: list[float]) -> None:
    rng = np.random.default_rng(seed)
    lessons = [_lesson(rng.normal(0, 1, (6, 3)), rng.integers(0, 3, 6).tolist()) for _ in range(4)]
    lessons.append(_lesson(rng.normal(0, 1, (6, 3)), [0, 1, 0, 2, 0, 1]))
    loss = _loss(np.concatenate([one.values for one in lessons]), lessons, 0.1)
    weights = np.array(at)
    told = loss(weights)[1]
    for axis in range(3):
        step = np.zeros(3)
        step[axis] = 1e-6
        slope = (loss(weights + step)[0] - loss(weights - step)[0]) / 2e-6
        assert told[axis] == pytest.approx(slope, abs=1e-4)


def test_the_loss_is_that_of_the_shares_of_what_is_right() -> None:
    values = np.log([[1.0], [2.0], [5.0]])  # shares of 1/8, 2/8, 5/8
    loss = _loss(values, [_lesson(values, [RELEASE, PASSAGE, 0])], 0.0)
    assert loss(np.ones(1))[0] == pytest.approx(-np.log(2 / 8) - OF_RELEASE * np.log(3 / 8))


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abcd"), st.integers(0, 5)), min_size=1, max_size=15),
    st.integers(1, 12),
)
def test_values_are_the_mean_reciprocal_ranks_of_ir_measures(rows: list[tuple[int, str, int]], depth: int) -> None:
    grades = [grade for grade, _, _ in rows]
    articles = "".join(article for _, article, _ in rows)
    scores = np.array([mark for _, _, mark in rows], np.float64)
    order = sorted(range(len(rows)), key=lambda at: (-scores[at], at))
    right = {articles[at] for at in order if grades[at]}
    releases = list(dict.fromkeys(articles[at] for at in order))
    # A release is right from its first passage on only if that passage tells so, as all passages of one do.
    grades = [max(grade, RELEASE) if article in right else 0 for grade, article in zip(grades, articles, strict=True)]
    passages = [f"p{at}" for at in order]
    told = {"mrr@10": MEASURES["mrr@10"]}
    wanted = {
        "release": dict.fromkeys(right, 1) or {"none": 1},
        "passage": {f"p{at}": 1 for at in order if grades[at] == PASSAGE} or {"none": 1},
    }
    oracle = score(told, wanted, {"release": releases[: min(depth, 10)], "passage": passages[: min(depth, 10)]})
    lesson = _lesson(np.zeros((len(rows), 1)), grades, articles)
    expected = (oracle["mrr@10"]["release"] + oracle["mrr@10"]["passage"]) / 2
    assert value(lesson, scores, min(depth, 10)) == pytest.approx(expected)


def test_what_stands_beside_scores_is_told_on_their_scale() -> None:
    lessons = _lessons(3)
    rng = np.random.default_rng(4)
    scores = [one.values[:, 0] + rng.normal(0, 1.5, 8) for one in lessons]
    found = beside(lessons, scores)
    assert found[0] > 1
    assert (abs(found[1:]) < found[0] / 4).all()
    assert beside(lessons, [7 * one for one in scores]) == pytest.approx(7 * found, rel=1e-3)


def test_beside_scores_that_mislead_nothing_is_learned() -> None:
    lessons = _lessons(5)
    assert beside(lessons, [-one.values[:, 0] for one in lessons]).tolist() == [0, 0, 0]
    assert beside([], []).shape == (0,)
