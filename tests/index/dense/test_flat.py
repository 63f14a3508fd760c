"""FAISS behind types, held equal to NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense.flat import FlatIndex, Floats

SEEDS = st.integers(0, 2**32 - 1)


def unit(rng: np.random.Generator, rows: int, dimensions: int) -> Floats:
    vectors = rng.normal(size=(rows, dimensions))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def filled(vectors: Floats) -> FlatIndex:
    index = FlatIndex(vectors.shape[1])
    index.add(vectors)
    return index


def nearest(scores: NDArray[np.float64], allowed: NDArray[np.bool_], depth: int) -> list[int]:
    rows = np.flatnonzero(allowed)
    return [int(row) for row in rows[np.lexsort((rows, -scores[rows]))][:depth]]


@given(SEEDS, st.integers(1, 400), st.integers(1, 250), st.sampled_from([3, 16, 65]), st.booleans())
@settings(deadline=None, max_examples=150)
def test_search_equals_numpy_ties_by_row(seed: int, rows: int, depth: int, dimensions: int, masked: bool) -> None:
    rng = np.random.default_rng(seed)
    different = unit(rng, max(1, rows // 5), dimensions)  # the same vector stands in several rows, near the cut too
    picked = rng.integers(0, len(different), rows)
    question = unit(rng, 1, dimensions)[0]
    allowed = rng.random(rows) < 0.6 if masked else np.ones(rows, np.bool_)
    found, scores = filled(different[picked]).search(question, depth, allowed if masked else None)
    # Single precision, as the index promises: of two vectors all but equally near either may be the nearer one.
    expected = np.einsum("ij,j->i", different, question)[picked].astype(np.float64)
    np.testing.assert_allclose(expected, different[picked].astype(np.float64) @ question, atol=1e-6)
    assert found.tolist() == nearest(expected, allowed, depth)
    np.testing.assert_allclose(scores, expected[found], rtol=1e-5, atol=1e-6)
    assert (np.diff(scores) <= 0).all()


@pytest.mark.parametrize("depth", [1, 3, 99, 100, 101, 250])
def test_of_equals_at_the_cut_the_first_rows_are_kept(depth: int) -> None:
    vectors = np.zeros((300, 4), np.float32)
    vectors[:, 0] = np.where(np.arange(300) % 7 == 6, 1.0, 0.5)
    found, _ = filled(vectors).search(np.array([1, 0, 0, 0], np.float32), depth)
    assert found.tolist() == nearest(vectors[:, 0].astype(np.float64), np.ones(300, np.bool_), depth)


@given(SEEDS, st.integers(1, 40), st.integers(1, 70))
@settings(deadline=None, max_examples=80)
def test_scores_equal_numpy_and_equal_rows_score_equal(seed: int, rows: int, dimensions: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(rng, rows, dimensions)
    question = unit(rng, 1, dimensions)[0]
    index = filled(np.concatenate([vectors, vectors[:1]]))
    wanted = rng.permutation(rows + 1)[: rng.integers(0, rows + 2)]
    scores = index.scores(question, wanted)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, np.concatenate([vectors, vectors[:1]])[wanted] @ question, atol=1e-6)
    both = index.scores(question, np.array([*range(rows), rows]))
    assert both[0] == both[rows]


def test_rows_are_numbered_over_several_adds() -> None:
    vectors = unit(np.random.default_rng(1), 6, 8)
    index = FlatIndex(8)
    index.add(vectors[:2])
    index.add(vectors[2:2])
    index.add(vectors[2:])
    assert len(index) == 6
    assert [index.search(vector, 1)[0][0] for vector in vectors] == list(range(6))


def test_a_mask_allows_exactly_its_rows() -> None:
    index = filled(unit(np.random.default_rng(2), 20, 8))
    allowed = np.zeros(20, np.bool_)
    allowed[[0, 7, 8, 19]] = True
    found, _ = index.search(np.full(8, 8**-0.5, np.float32), 100, allowed)
    assert sorted(found.tolist()) == [0, 7, 8, 19]


def test_a_mask_that_allows_nothing_finds_nothing() -> None:
    rows, scores = filled(unit(np.random.default_rng(3), 5, 4)).search(
        np.ones(4, np.float32), 3, np.zeros(5, np.bool_)
    )
    assert rows.tolist() == scores.tolist() == []
    assert rows.shape == scores.shape == (0,)


def test_an_empty_index_finds_nothing() -> None:
    index = FlatIndex(4)
    assert len(index) == 0
    assert index.search(np.ones(4, np.float32), 3)[0].tolist() == []
    assert index.search(np.ones(4, np.float32), 3, np.empty(0, np.bool_))[0].tolist() == []
    assert index.scores(np.ones(4, np.float32), np.empty(0, np.int64)).tolist() == []


def test_a_depth_beyond_the_index_gives_every_row() -> None:
    found, scores = filled(unit(np.random.default_rng(4), 5, 4)).search(np.ones(4, np.float32), 1000)
    assert sorted(found.tolist()) == [0, 1, 2, 3, 4]
    assert len(scores) == 5


@pytest.mark.parametrize("shape", [(3, 5), (3, 3), (4,), (2, 4, 1), (0, 5)])
def test_vectors_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    index = filled(unit(np.random.default_rng(5), 2, 4))
    with pytest.raises(ValueError, match="shape"):
        index.add(np.zeros(shape, np.float32))
    assert len(index) == 2


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_vectors_with_a_value_that_is_no_number_are_refused_whole(value: float) -> None:
    index = FlatIndex(3)
    with pytest.raises(ValueError, match="no number"):
        index.add(np.array([[1, 0, 0], [0, value, 0]], np.float32))
    assert len(index) == 0


@pytest.mark.parametrize("question", [np.ones(3), np.ones(5), np.ones((1, 4)), np.array([1, np.nan, 0, 0])])
def test_a_question_of_another_shape_or_no_number_is_refused(question: NDArray[np.float64]) -> None:
    index = filled(unit(np.random.default_rng(6), 2, 4))
    with pytest.raises(ValueError, match="question"):
        index.search(question.astype(np.float32), 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_mask_of_another_length_is_refused(rows: int) -> None:
    index = filled(unit(np.random.default_rng(7), 2, 4))
    with pytest.raises(ValueError, match="mask"):
        index.search(np.ones(4, np.float32), 1, np.ones(rows, np.bool_))
