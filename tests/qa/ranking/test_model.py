from __future__ import annotations

import numpy as np
import pytest

from qa.ranking.features import NAMES
from qa.ranking.model import DEFAULT_READER, OF_GROUP, READER, Model
from qa.ranking.ranking import Why

WEIGHTS = {name: at / 4 - 2 for at, name in enumerate(NAMES)}
VALUES = np.random.default_rng(1).normal(0, 1, (6, len(NAMES)))


def test_rows_sum_to_what_the_weights_say_beside_the_average() -> None:
    counted = Model(WEIGHTS, DEFAULT_READER).contributions(VALUES)
    plain = VALUES @ list(WEIGHTS.values())
    np.testing.assert_allclose(counted.sum(axis=1), plain - plain.mean())


def test_what_all_candidates_share_counts_nothing() -> None:
    same = Model(WEIGHTS, DEFAULT_READER).contributions(np.ones((3, len(NAMES))))
    np.testing.assert_allclose(same, 0, atol=1e-12)


def test_the_reader_counts_beside_the_features() -> None:
    model = Model(WEIGHTS, {"reader": 0.5, "reader_article": 0.25})
    read = np.array([[2.0, 4.0]] + [[0.0, 0.0]] * 5)
    more = model.contributions(VALUES, read) - model.contributions(VALUES)
    assert more[0, len(NAMES) :].tolist() == [1.0, 1.0]
    assert not more[1:].any()


def test_no_candidates_have_no_contributions() -> None:
    assert Model(WEIGHTS, DEFAULT_READER).contributions(np.zeros((0, len(NAMES)))).shape == (0, len(NAMES) + 2)


def test_every_feature_is_told_under_a_group_of_why() -> None:
    assert set(OF_GROUP) == {*NAMES, *READER}
    assert set(OF_GROUP.values()) == set(Why.__slots__)


@pytest.mark.parametrize(
    ("weights", "reader"),
    [
        ({}, DEFAULT_READER),
        (WEIGHTS | {"other": 1.0}, DEFAULT_READER),
        (WEIGHTS, {}),
        (WEIGHTS | {NAMES[0]: float("inf")}, DEFAULT_READER),
        (WEIGHTS, dict(DEFAULT_READER) | {"reader": float("nan")}),
        (WEIGHTS | {NAMES[0]: 1e9}, DEFAULT_READER),
    ],
)
def test_weights_of_other_features_and_no_numbers_are_refused(
    weights: dict[str, float], reader: dict[str, float]
) -> None:
    with pytest.raises(ValueError, match="weight"):
        Model(weights, reader)
