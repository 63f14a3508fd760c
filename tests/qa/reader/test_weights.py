"""Weights in eight bits: near to what they were, and known when they are damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from index.errors import ModelDamaged, ModelMissing
from qa.reader import weights

ABOUT: dict[str, Any] = {
    "base": "small",
    "base_sha256": "0" * 64,
    "frozen": 1,
    "layers": 2,
    "longest": 48,
    "record": {"made": "by a test"},
}
MATRIX = arrays(
    np.float32,
    st.tuples(st.integers(1, 5), st.integers(1, 7)),
    elements=st.floats(-1e4, 1e4, width=32, allow_subnormal=False),
)


@given(MATRIX)
def test_every_weight_is_within_half_a_step_of_its_row(values: NDArray[np.float32]) -> None:
    back = weights.unpack(weights.pack({"layer": values}))["layer"]
    step = np.abs(values).max(axis=1, keepdims=True) / 127
    assert back.shape == values.shape
    assert (np.abs(back - values) <= step * 0.501 + 1e-30).all()


@given(arrays(np.float32, st.integers(1, 9), elements=st.floats(-1e4, 1e4, width=32)))
def test_what_has_one_dimension_stays_as_it_is(values: NDArray[np.float32]) -> None:
    assert np.array_equal(weights.unpack(weights.pack({"bias": values}))["bias"], values)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    values = {"a.weight": np.eye(3, dtype=np.float32), "a.bias": np.arange(3, dtype=np.float32)}
    written = weights.write(values, ABOUT, tmp_path)
    assert weights.card(tmp_path) == written
    found = weights.load(tmp_path)
    assert found.keys() == values.keys()
    np.testing.assert_allclose(found["a.weight"], values["a.weight"], atol=1e-6)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    weights.write({"a": np.ones((2, 2), np.float32)}, ABOUT, tmp_path)
    file = tmp_path / weights.WEIGHTS
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(ModelDamaged, match="sha256"):
        weights.load(tmp_path)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=weights.CARD):
        weights.card(tmp_path)
    weights.write({"a": np.ones((2, 2), np.float32)}, ABOUT, tmp_path)
    (tmp_path / weights.WEIGHTS).unlink()
    with pytest.raises(ModelMissing, match=weights.WEIGHTS):
        weights.load(tmp_path)


@pytest.mark.parametrize("told", ["", "[]", "{", '{"sha256": "0"}', json.dumps(ABOUT | {"sha256": "0", "more": 1})])
def test_a_card_that_is_none(tmp_path: Path, told: str) -> None:
    (tmp_path / weights.CARD).write_text(told)
    with pytest.raises(ModelDamaged, match="cannot be read"):
        weights.card(tmp_path)
