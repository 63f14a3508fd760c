"""Weights that came in four bits, found again where they stand in full precision.

An unpacked network (`index.encoding.packed`) has 16 different numbers in each block of 32 weights. Given to the
processor as four bits they are an eighth of what has to be read for each text, and no digit is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.packed import BLOCK, Floats

LOWEST, HIGHEST = -8, 7


@dataclass(frozen=True, slots=True)
class FourBits:
    """Weights as whole numbers of four bits, 32 to a scale.

    Attributes:
        numbers: shape (rows, blocks of a row, 32), int8 from -8 to 7.
        scales: shape (rows, blocks of a row, 1), float16; a weight is its number times its scale.
    """

    numbers: NDArray[np.int8]
    scales: NDArray[np.float16]

    def nibbles(self) -> NDArray[np.uint8]:
        """Give the numbers two to a byte, flat, the first of two in its lower half."""
        halves: NDArray[np.uint8] = self.numbers.view(np.uint8).reshape(-1, 2)
        packed: NDArray[np.uint8] = (halves[:, 0] & np.uint8(15)) | (halves[:, 1] << np.uint8(4))
        return packed


def found(weights: Floats) -> FourBits | None:
    """Find the four bits that weights were, exactly; none if they were not, or are of another shape.

    Packing makes the weight that is furthest from zero the number -8, so it tells its block's scale.

    Args:
        weights: shape (rows, columns), float32.
    """
    if weights.ndim != 2 or weights.shape[1] % BLOCK:
        return None
    blocks = weights.reshape(len(weights), -1, BLOCK)
    furthest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)
    with np.errstate(over="ignore"):
        scales = (furthest / LOWEST).astype(np.float16)
    if not np.isfinite(scales).all():
        return None
    exact = scales.astype(np.float32)
    numbers = np.divide(blocks, exact, out=np.zeros_like(blocks), where=exact != 0).round().clip(LOWEST, HIGHEST)
    if not np.array_equal(numbers * exact, blocks):
        return None
    return FourBits(numbers.astype(np.int8), scales)
