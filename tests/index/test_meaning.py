"""Search by meaning where some releases have a vector of their own to be compared with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense.flat import FlatIndex
from index.encoding.foreign import Foreign
from index.meaning import cosines, nearest
from tests.conftest import examples

SIZE = 4
ENGLISH = frozenset({"en"})


def unit(seed: int, rows: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).normal(size=(rows, SIZE)).astype(np.float32)
    made: NDArray[np.float32] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return made


def part_of(vectors: NDArray[np.float32], other: NDArray[np.bool_] | None) -> Any:
    index = FlatIndex(SIZE)
    index.add(vectors)
    return SimpleNamespace(vectors=index, catalogue=SimpleNamespace(speaking_none_of=lambda _languages: other))


@given(
    st.integers(0, 2**16),
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40),
    st.integers(1, 45),
    st.booleans(),
)
@settings(max_examples=examples(200))
def test_the_nearest_are_the_best_of_each_kind_by_its_own_vector(
    seed: int, kinds: list[tuple[bool, bool]], depth: int, masked: bool
) -> None:
    other, shown = (np.array(column) for column in zip(*kinds, strict=True))
    vectors, (question, abroad) = unit(seed, len(kinds)), unit(seed + 1, 2)
    part, foreign = part_of(vectors, other), Foreign(ENGLISH, 2 * abroad, -0.3)
    expected = np.where(other, 2 * (vectors @ abroad) - 0.3, vectors @ question)
    allowed = shown if masked else None
    rows, found = nearest(part, allowed, question, foreign, depth)
    within = np.flatnonzero(shown) if masked else np.arange(len(kinds))
    best = within[np.argsort(-expected[within], kind="stable")][:depth]
    np.testing.assert_allclose(found, expected[best], atol=1e-5)
    np.testing.assert_allclose(expected[rows], found, atol=1e-5)
    assert len(set(rows.tolist())) == len(rows)
    assert set(rows.tolist()) <= set(within.tolist())
    np.testing.assert_allclose(cosines(part, rows, question, foreign), found, atol=1e-5)


@pytest.mark.parametrize("told", [None, Foreign(ENGLISH, unit(3, 1)[0], 0.2)])
def test_where_no_release_is_foreign_there_is_one_vector(told: Foreign | None) -> None:
    vectors, question = unit(5, 9), unit(6, 1)[0]
    rows, found = nearest(part_of(vectors, None), None, question, told, 4)
    assert rows.tolist() == np.argsort(-(vectors @ question))[:4].tolist()
    np.testing.assert_allclose(found, np.sort(vectors @ question)[::-1][:4], atol=1e-6)
