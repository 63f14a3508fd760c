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


def layer(*matrices: Floats, biases: bool = True) -> Any:
    """A network that multiplies what it is given with each matrix, adds to each product, and squares the sums."""
    given = operations.parameter([-1, INNER], np.float32)
    products = [operations.matmul(given, operations.constant(one), False, True) for one in matrices]
    added = [
        operations.add(one, operations.constant(np.full((1, ROWS), at, np.float32))) if biases else one
        for at, one in enumerate(products, start=1)
    ]
    return openvino.Model([operations.multiply(one, one) for one in added], [given])


def products(model: Any) -> int:
    return sum(node.get_type_name() == "MatMul" for node in model.get_ops())


def test_what_several_matrices_read_is_multiplied_once() -> None:
    matrices = (PACKED, -PACKED, PACKED[::-1].copy())
    model = layer(*matrices)
    before = computed(model)
    assert rewriting.joined(openvino, model) == 1
    assert products(model) == 1
    for one, other in zip(computed(model), before, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    "model",
    [layer(PACKED), layer(PACKED, PACKED, biases=False), layer(FULL, FULL[::-1].copy())],
    ids=["one alone", "nothing added", "not of four bits"],
)
def test_what_does_not_go_together_stays_apart(model: Any) -> None:
    before = products(model)
    assert rewriting.joined(openvino, model) == 0
    assert products(model) == before
