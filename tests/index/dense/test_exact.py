"""The scan of a small segment holds the truth, whatever lies at the cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense.exact import ExactScan
from tests.index.dense.clustered import nearest, unit

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(1, 300), st.integers(1, 120), st.sampled_from([2, 16, 65]), st.booleans())
@settings(deadline=None, max_examples=150)
def test_the_best_are_among_the_candidates(seed: int, rows: int, depth: int, dimensions: int, masked: bool) -> None:
    rng = np.random.default_rng(seed)
    different = unit(rng.normal(size=(rows // 5 + 1, dimensions)))
    vectors = different[rng.integers(0, len(different), rows)]  # equals, near the cut too
    question = unit(rng.normal(size=dimensions))
    allowed = rng.random(rows) < 0.6 if masked else np.ones(rows, np.bool_)
    wanted = min(depth, int(allowed.sum()))
    if wanted:
        scan = ExactScan([vectors.astype(np.float16)], dimensions)
        found = scan.candidates(question, wanted, allowed if masked else None)
        assert set(nearest(vectors, question, wanted, allowed)[0]) <= set(found.tolist())
        assert (np.diff(found) > 0).all()
        assert allowed[found].all()


@pytest.mark.parametrize("depth", [1, 40, 299])
def test_where_all_are_equal_all_are_candidates(depth: int) -> None:
    vectors = np.zeros((300, 4), np.float16)
    vectors[:, 1] = 1
    scan = ExactScan([vectors[:100], vectors[100:]], 4)
    assert scan.candidates(np.array([1, 0, 0, 0], np.float32), depth, None).tolist() == list(range(300))
    assert scan.candidates(np.zeros(4, np.float32), depth, None).tolist() == list(range(300))


def test_few_are_candidates_where_scores_differ() -> None:
    vectors = unit(np.random.default_rng(1).normal(size=(5_000, 32)))
    scan = ExactScan([vectors.astype(np.float16)], 32)
    assert 10 <= len(scan.candidates(vectors[3], 10, None)) <= 40


@given(SEEDS, st.integers(1, 50))
@settings(deadline=None, max_examples=50)
def test_vectors_come_back_as_they_were(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(rows, 7)).astype(np.float16)
    wanted = rng.integers(0, rows, 9)
    back = ExactScan([vectors], 7).vectors(wanted)
    np.testing.assert_array_equal(back, vectors[wanted].astype(np.float32))
