"""A network rewritten, before it is compiled, so that it computes the same with less to read."""

from __future__ import annotations

from typing import Any

import numpy as np

from index.encoding import fourbits
from index.encoding.fourbits import FourBits
from index.encoding.packed import BLOCK

VERSION = "1"
"""Counted up when a network is rewritten otherwise: what was compiled before is then compiled again."""


def with_four_bits(library: Any, model: Any) -> int:
    """Hold the matrices of a network in four bits where they came so; the others stay.

    What is multiplied with such weights is rounded to eight bits, with a scale for as many numbers as share one among
    the weights, if the network is compiled with `DYNAMIC_QUANTIZATION_GROUP_SIZE` of `packed.BLOCK`.

    Args:
        library: OpenVINO.
        model: a network that was read, and not yet compiled; is changed.

    Returns:
        How many matrices.
    """
    rewritten = 0
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
            continue
        held = node.input_value(1).get_node()
        if held.get_type_name() == "Constant" and (packed := fourbits.found(held.get_data())):
            node.input(1).replace_source_output(_unpacked(library, packed).output(0))
            rewritten += 1
    return rewritten


def _unpacked(library: Any, packed: FourBits) -> Any:
    """Build what is known as weights in few bits when compiled: numbers times scales, in the shape of the matrix."""
    operations = library.opset13
    nibbles = packed.nibbles()
    tensor = library.Tensor(nibbles, list(packed.numbers.shape), library.Type.i4)
    numbers = library.op.Constant(tensor, False)  # copied: the tensor does not keep its array alive
    scaled = operations.multiply(operations.convert(numbers, np.float16), operations.constant(packed.scales))
    rows, blocks, _ = packed.numbers.shape
    matrix = operations.reshape(scaled, operations.constant([rows, blocks * BLOCK]), special_zero=False)
    return operations.convert(matrix, np.float32)
