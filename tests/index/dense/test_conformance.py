"""What every index of vectors does alike: in FAISS, growing, packed, and packed with codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense.flat import Floats
from tests.index.dense.clustered import KINDS, Made, clustered, nearest, unit

Make = Callable[[Floats, Path], Made]

ROWS, DIMENSIONS = 3_000, 48


@pytest.fixture(scope="module")
def vectors() -> Floats:
    made = clustered(np.random.default_rng(1), ROWS, DIMENSIONS)
    made[2_000:2_020] = made[:20]  # equals, far apart
    return made


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def index(request: pytest.FixtureRequest, vectors: Floats, tmp_path_factory: pytest.TempPathFactory) -> Made:
    make: Make = request.param
    return make(vectors, tmp_path_factory.mktemp("vectors") / "segment")


def question(seed: int) -> Floats:
    return unit(np.random.default_rng(seed).normal(size=DIMENSIONS))


def test_it_counts_its_rows_and_knows_their_length(index: Made) -> None:
    assert len(index) == ROWS
    assert index.dimensions == DIMENSIONS


@pytest.mark.parametrize("depth", [1, 10, 100])
def test_the_nearest_are_found(index: Made, vectors: Floats, depth: int) -> None:
    hits = 0
    for row in range(0, 400, 20):
        asked = unit(vectors[row] + 0.4 * question(row))
        found, scores = index.search(asked, depth)
        expected, _ = nearest(vectors, asked, depth)
        hits += len(set(expected) & set(found.tolist()))
        assert len(found) == depth
        np.testing.assert_array_equal(scores, index.scores(asked, found))
    assert hits >= 0.97 * 20 * depth


def test_scores_are_those_of_numpy_to_the_bit(index: Made, vectors: Floats) -> None:
    rows = np.array([2_999, 5, 5, 0, 1_200])
    scores = index.scores(question(3), rows)
    assert scores.dtype == np.float32
    np.testing.assert_array_equal(scores, np.einsum("ij,j->i", vectors[rows], question(3)))


def test_a_row_scores_the_same_alone_and_among_others(index: Made) -> None:
    together = index.scores(question(4), np.arange(ROWS))
    for row in (0, 1, 7, 1_000, ROWS - 1):
        assert index.scores(question(4), np.array([row]))[0] == together[row]


def test_equal_vectors_score_equal_and_stand_by_row(index: Made, vectors: Floats) -> None:
    found, scores = index.search(vectors[7], 2)
    assert found.tolist() == [7, 2_007]
    assert scores[0] == scores[1]


def test_of_equals_at_the_cut_the_first_row_is_kept(index: Made, vectors: Floats) -> None:
    assert index.search(vectors[11], 1)[0].tolist() == [11]


@pytest.mark.parametrize("share", [0.5, 0.1, 0.05, 0.002])
def test_only_allowed_rows_are_found_and_of_those_the_nearest(index: Made, vectors: Floats, share: float) -> None:
    rng = np.random.default_rng(6)
    hits = possible = 0
    for row in range(0, 200, 20):
        allowed = rng.random(ROWS) < share
        asked = unit(vectors[row] + 0.4 * question(row))
        found, _ = index.search(asked, 10, allowed)
        assert allowed[found].all()
        expected, _ = nearest(vectors, asked, 10, allowed)
        hits += len(set(expected) & set(found.tolist()))
        possible += len(expected)
    assert hits >= 0.97 * possible


def test_a_small_set_of_allowed_rows_is_searched_exactly(index: Made, vectors: Floats) -> None:
    rng = np.random.default_rng(8)
    for count in (1, 30, 500):
        allowed = np.zeros(ROWS, np.bool_)
        allowed[rng.choice(ROWS, count, replace=False)] = True
        found, scores = index.search(question(9), 20, allowed)
        expected, exact = nearest(vectors, question(9), 20, allowed)
        assert found.tolist() == expected
        np.testing.assert_allclose(scores, exact, rtol=1e-6, atol=1e-7)


def test_allowed_rows_of_another_subject_are_found_all_the_same(index: Made, vectors: Floats) -> None:
    hits = 0
    for seed in range(10):
        subject = vectors @ question(seed)
        allowed = subject > np.quantile(subject, 0.7)
        found, _ = index.search(question(seed + 50), 10, allowed)
        hits += len(set(nearest(vectors, question(seed + 50), 10, allowed)[0]) & set(found.tolist()))
    assert hits >= 90


def test_a_mask_that_allows_nothing_finds_nothing(index: Made) -> None:
    found, scores = index.search(question(1), 5, np.zeros(ROWS, np.bool_))
    assert found.shape == scores.shape == (0,)
    assert found.dtype == np.int64
    assert scores.dtype == np.float32


@pytest.mark.parametrize("depth", [0, -1])
def test_no_depth_finds_nothing(index: Made, depth: int) -> None:
    assert index.search(question(1), depth)[0].tolist() == []


def test_a_depth_beyond_the_rows_gives_every_row_in_order(index: Made, vectors: Floats) -> None:
    found, scores = index.search(question(12), ROWS + 5)
    assert sorted(found.tolist()) == list(range(ROWS))
    assert (np.diff(scores) <= 0).all()


def test_a_depth_beyond_the_allowed_rows_gives_them_all(index: Made) -> None:
    allowed = np.arange(ROWS) % 2 == 0
    found, _ = index.search(question(13), ROWS, allowed)
    assert sorted(found.tolist()) == list(range(0, ROWS, 2))


def test_searching_again_finds_the_same(index: Made) -> None:
    first, second = (index.search(question(14), 50, np.arange(ROWS) % 3 > 0) for _ in range(2))
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])


def test_no_rows_score_nothing(index: Made) -> None:
    assert index.scores(question(1), np.empty(0, np.int64)).shape == (0,)


@pytest.mark.parametrize("asked", [np.ones(3), np.ones((1, DIMENSIONS)), np.full(DIMENSIONS, np.nan)])
def test_a_question_of_another_shape_or_no_number_is_refused(index: Made, asked: NDArray[np.float64]) -> None:
    with pytest.raises(ValueError, match="question"):
        index.search(asked.astype(np.float32), 1)


def test_a_mask_of_another_length_is_refused(index: Made) -> None:
    with pytest.raises(ValueError, match="mask"):
        index.search(question(1), 1, np.ones(ROWS - 1, np.bool_))
