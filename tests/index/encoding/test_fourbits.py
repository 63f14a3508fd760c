"""Weights unpacked from four bits are found again as they were packed, and no others are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.encoding.embedding import Floats
from index.encoding.fourbits import found
from index.encoding.packed import four_bits
from tests.index.encoding.packing import quantised

SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 3).map(lambda blocks: 32 * blocks))
WEIGHTS = arrays.arrays(np.float32, SHAPES, elements=st.floats(-4, 4, width=16))


@given(WEIGHTS)
def test_what_was_packed_is_found_to_the_last_digit(numbers: Floats) -> None:
    weights = four_bits(quantised(numbers)).reshape(numbers.shape)
    packed = found(weights)
    assert packed is not None
    assert packed.numbers.min() >= -8
    assert packed.numbers.max() <= 7
    exact = packed.numbers * packed.scales.astype(np.float32)
    np.testing.assert_array_equal(exact.reshape(weights.shape), weights)


@given(WEIGHTS)
def test_two_numbers_stand_in_a_byte_the_first_in_its_lower_half(numbers: Floats) -> None:
    packed = found(four_bits(quantised(numbers)).reshape(numbers.shape))
    assert packed is not None
    signed = [(half ^ 8) - 8 for byte in packed.nibbles().tolist() for half in (byte & 15, byte >> 4)]
    assert signed == packed.numbers.ravel().tolist()


def test_other_weights_are_not_taken_for_four_bits() -> None:
    random = np.random.default_rng(11)
    assert found(random.normal(0, 0.05, (4, 64)).astype(np.float32)) is None
    assert found(np.full((2, 32), 1e30, np.float32)) is None
    assert found(np.zeros((2, 31), np.float32)) is None
    assert found(np.zeros(32, np.float32)) is None


def test_one_weight_that_differs_is_seen() -> None:
    weights = four_bits(quantised(np.random.default_rng(3).normal(0, 1, (3, 64)).astype(np.float32))).reshape(3, 64)
    weights[1, 40] = np.nextafter(weights[1, 40], np.float32(2))
    assert found(weights) is None
