"""Vectors that grow: what is refused, and that what stands still is searched as it was, in other threads too."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense.growing import GrowingVectors
from tests.index.dense.clustered import nearest, unit

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.lists(st.integers(0, 90), max_size=6), st.integers(1, 100), st.booleans())
@settings(deadline=None, max_examples=80)
def test_what_stands_still_is_searched_as_it_was(seed: int, sizes: list[int], depth: int, masked: bool) -> None:
    rng = np.random.default_rng(seed)
    different = unit(rng.normal(size=(30, 12)))  # so the same vector stands in several rows, near the cut too
    vectors = different[rng.integers(0, len(different), sum(sizes))]
    allowed = rng.random(sum(sizes)) < 0.6
    index = GrowingVectors(12)
    stills = [index.still()]
    for end, size in zip(np.cumsum(sizes).tolist(), sizes, strict=True):
        index.add(vectors[end - size : end])
        stills.append(index.still())
    question = unit(rng.normal(size=12))
    for end, still in zip([0, *np.cumsum(sizes).tolist()], stills, strict=True):
        mask = allowed[:end] if masked else None
        rows, scores = still.search(question, depth, mask)
        expected, scored = nearest(vectors[:end], question, depth, mask)
        assert len(still) == end
        assert rows.tolist() == expected
        np.testing.assert_array_equal(scores, scored)


def test_vectors_are_searched_while_others_are_added() -> None:
    vectors = unit(np.random.default_rng(2).normal(size=(3_000, 16)))
    index, done, wrong = GrowingVectors(16), threading.Event(), list[object]()
    shown = [index.still()]

    def search() -> None:
        try:
            while not done.is_set():
                still = shown[-1]
                rows, _ = still.search(vectors[0], 5)
                assert rows.tolist() == nearest(vectors[: len(still)], vectors[0], 5)[0]
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            wrong.append(error)

    searchers = [threading.Thread(target=search) for _ in range(3)]
    for searcher in searchers:
        searcher.start()
    for row in range(3_000):
        index.add(vectors[row : row + 1])
        shown.append(index.still())
    done.set()
    for searcher in searchers:
        searcher.join()
    assert wrong == []


@pytest.mark.parametrize("shape", [(3,), (2, 5), (2, 3, 4)])
def test_vectors_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    index = GrowingVectors(4)
    with pytest.raises(ValueError, match="wanted"):
        index.add(np.zeros(shape, np.float32))
    assert len(index) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_vectors_with_a_value_that_is_no_number_are_refused_whole(value: float) -> None:
    index = GrowingVectors(3)
    with pytest.raises(ValueError, match="no number"):
        index.add(np.array([[1, 0, 0], [0, value, 0]], np.float32))
    assert len(index) == 0
