"""The one-file form: read exactly as it was packed, and nothing believed that does not hold together."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.packed import Packed, four_bits, parse
from index.errors import ModelDamaged
from tests.index.encoding.packing import HIDDEN, INNER, PIECES, file_of, four_bit, shapes, tensors

FILE = file_of(tensors())


@pytest.fixture(scope="module")
def packed() -> Packed:
    return parse(FILE)


def test_sizes_and_pieces_are_read(packed: Packed) -> None:
    assert (packed.hidden, packed.inner, packed.vocabulary) == (HIDDEN, INNER, len(PIECES))
    assert tuple(piece for piece, _ in packed.pieces) == PIECES
    assert [score for _, score in packed.pieces] == pytest.approx(np.linspace(0, -9, len(PIECES)))
    assert (packed.begin, packed.end, packed.padding, packed.unknown) == (0, 2, 1, 3)
    assert packed.epsilon == pytest.approx(1e-12)


def test_every_tensor_is_read_in_its_shape(packed: Packed) -> None:
    stored = tensors()
    for name, shape in shapes().items():
        found = packed.tensor(name, *shape)
        assert found.shape == shape
        assert found.dtype == np.float32
        if not four_bit(name):
            assert found.tobytes() == stored[name]
        else:
            assert 0.02 < np.abs(found).max() < 0.3


@given(st.floats(-2, 2, width=16), st.lists(st.integers(0, 15), min_size=32, max_size=32))
def test_four_bits_are_counted_from_minus_eight_and_scaled(scale: float, steps: list[int]) -> None:
    block = struct.pack("<e", scale) + bytes(steps[at] | steps[at + 16] << 4 for at in range(16))
    assert four_bits(block * 3).tolist() == [np.float32((step - 8) * scale) for step in steps] * 3


@pytest.mark.parametrize("scale", [float("inf"), float("-inf"), float("nan")])
def test_a_scale_that_is_no_finite_number_is_damage(scale: float) -> None:
    block = struct.pack("<e", scale) + bytes(16)
    with pytest.raises(ValueError, match="finite"):
        four_bits(block)
    stored = tensors()
    with pytest.raises(ModelDamaged, match="finite"):
        parse(file_of(stored | {"l0.q.w": block + stored["l0.q.w"][len(block) :]}))


@pytest.mark.parametrize("shape", [(HIDDEN,), (HIDDEN, HIDDEN + 1), (0,)])
def test_a_tensor_of_another_size_is_damage(packed: Packed, shape: tuple[int, ...]) -> None:
    with pytest.raises(ModelDamaged, match=r"l0\.q\.w"):
        packed.tensor("l0.q.w", *shape)


def test_a_tensor_that_is_not_there_is_damage(packed: Packed) -> None:
    with pytest.raises(ModelDamaged, match="l1"):
        packed.tensor("l1.q.w", HIDDEN, HIDDEN)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_cut_short_anywhere_is_damage(length: int) -> None:
    with pytest.raises(ModelDamaged):
        parse(FILE[:length])


@given(st.integers(4, len(FILE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_damage_or_another_number_but_never_a_crash(at: int, change: int) -> None:
    damaged = bytearray(FILE)
    damaged[at] ^= change
    try:
        found = parse(bytes(damaged))
    except ModelDamaged:
        return
    assert found.hidden > 0


@given(st.binary(max_size=300))
def test_any_other_file_is_damage(content: bytes) -> None:
    with pytest.raises(ModelDamaged):
        parse(content)
    with pytest.raises(ModelDamaged):
        parse(b"E5S1" + content)


@pytest.mark.parametrize(("at", "value", "named"), [(4, 2, "version 2"), (40, 64, "blocks of 64"), (8, 0, "size")])
def test_a_form_that_is_not_known_is_named(at: int, value: int, named: str) -> None:
    changed = FILE[:at] + struct.pack("<i", value) + FILE[at + 4 :]
    with pytest.raises(ModelDamaged, match=named):
        parse(changed)
