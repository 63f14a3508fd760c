"""A network rewritten, before it is compiled, so that it computes the same with less to read and fewer steps."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from index.encoding import fourbits
from index.encoding.fourbits import FourBits
from index.encoding.packed import BLOCK, Floats

VERSION = "2"
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
    found = [(node, packed) for node in model.get_ordered_ops() if (packed := _four_bits(node))]
    for node, packed in found:
        node.input(1).replace_source_output(_unpacked(library, packed).output(0))
    return len(found)


def joined(library: Any, model: Any) -> int:
    """Multiply at once what is multiplied with several matrices of four bits, as for query, key and value of a layer.

    Args:
        library: OpenVINO.
        model: a network that was read, and not yet compiled; is changed.

    Returns:
        How many times several became one.
    """
    readers: dict[str, list[Any]] = defaultdict(list)
    for node in model.get_ordered_ops():
        if _four_bits(node) and _added(node):
            readers[node.input_value(0).get_node().get_friendly_name()].append(node)
    several = [nodes for nodes in readers.values() if len(nodes) > 1]
    for nodes in several:
        _join(library, nodes)
    model.validate_nodes_and_infer_types()
    return len(several)


def _four_bits(node: Any) -> FourBits | None:
    """Give the weights that a node multiplies with, a row for each number that it gives, if they are of four bits."""
    if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
        return None
    held = node.input_value(1).get_node()
    return fourbits.found(held.get_data()) if held.get_type_name() == "Constant" else None


def _added(node: Any) -> tuple[Any, Floats] | None:
    """Give the addition that alone follows a product, if what it adds is the same for every text, and its numbers."""
    followers = [target.get_node() for target in node.output(0).get_target_inputs()]
    if len(followers) != 1 or followers[0].get_type_name() != "Add":
        return None
    held = [
        value.get_node() for value in followers[0].input_values() if value.get_node().get_type_name() == "Constant"
    ]
    rows = node.input_value(1).get_shape()[0]
    return (followers[0], held[0].get_data().reshape(-1)) if held and held[0].get_data().size == rows else None


def _join(library: Any, nodes: list[Any]) -> None:
    """Put one product and one addition in the place of several, and part what comes of them."""
    operations = library.opset13
    matrix = np.concatenate([node.input_value(1).get_node().get_data() for node in nodes])
    product = operations.matmul(nodes[0].input_value(0), operations.constant(matrix), False, True)
    additions, numbers = zip(*filter(None, map(_added, nodes)), strict=True)
    together = operations.add(product, operations.constant(np.concatenate(numbers)))
    parts = operations.variadic_split(
        together, operations.constant(-1), operations.constant([len(n) for n in numbers])
    )
    for at, addition in enumerate(additions):
        for target in addition.output(0).get_target_inputs():
            target.replace_source_output(parts.output(at))


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
