"""Averages of two forms: between both, and of one network only."""

from __future__ import annotations

import numpy as np
import pytest

from eval.reader.averaging import average

FIRST = {"a": np.array([[0.0, 2.0]], np.float32), "b": np.array([1.0], np.float32)}
SECOND = {"a": np.array([[4.0, 2.0]], np.float32), "b": np.array([-1.0], np.float32)}


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.25, 1.0), (0.5, 2.0), (1.0, 4.0)])
def test_a_share_of_the_second(share: float, expected: float) -> None:
    made = average(FIRST, SECOND, share)
    np.testing.assert_allclose(made["a"], [[expected, 2.0]])
    assert all(values.dtype == np.float32 for values in made.values())


def test_forms_of_other_networks_have_no_average() -> None:
    with pytest.raises(KeyError, match="other layers"):
        average(FIRST, {"a": FIRST["a"]}, 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_part_of_a_whole(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        average(FIRST, SECOND, share)
