"""A rewritten network computes what it did, and holds in four bits what came so."""

from __future__ import annotations

from typing import Any

import numpy as np
import openvino
import pytest
from openvino import opset13 as operations

from index.encoding import rewriting
from index.encoding.embedding import Floats
from index.encoding.packed import four_bits
from tests.index.encoding.packing import quantised

RANDOM = np.random.default_rng(5)
ROWS, INNER = 48, 64
PACKED = four_bits(quantised(RANDOM.normal(0, 0.05, (ROWS, INNER)).astype(np.float32))).reshape(ROWS, INNER)
FULL: Floats = RANDOM.normal(0, 0.05, (ROWS, INNER)).astype(np.float32)
TEXTS: Floats = RANDOM.normal(0, 1, (6, INNER)).astype(np.float32)


def network(*matrices: Floats, transposed: bool = True) -> Any:
    """A network that multiplies what it is given with each matrix."""
    given = operations.parameter([-1, INNER], np.float32)
    held = [matrix if transposed else matrix.T.copy() for matrix in matrices]
    products = [operations.matmul(given, operations.constant(one), False, transposed) for one in held]
    return openvino.Model(products, [given])


def computed(model: Any) -> list[Floats]:
    compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return [np.array(one) for one in compiled([TEXTS]).values()]


def test_matrices_of_four_bits_are_held_so_and_count_as_before() -> None:
    model = network(PACKED, FULL)
    assert rewriting.with_four_bits(openvino, model) == 1
    kinds = [node.get_element_type().to_string() for node in model.get_ops() if node.get_type_name() == "Constant"]
    assert kinds.count("i4") == 1
    one, other = computed(model)
    np.testing.assert_allclose(other, TEXTS @ FULL.T, atol=1e-5)
    # What it is multiplied with is rounded to eight bits on processors that have products of such.
    np.testing.assert_allclose(one, TEXTS @ PACKED.T, atol=0.02)


@pytest.mark.parametrize("model", [network(FULL), network(PACKED, transposed=False)], ids=["full", "not transposed"])
def test_what_is_otherwise_stays(model: Any) -> None:
    before = computed(model)
    assert rewriting.with_four_bits(openvino, model) == 0
    np.testing.assert_array_equal(computed(model), before)
